# A quantity is given where a sum of money is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/outcome/higher-quality-of-life> cop:money <case/gb-caterham-barracks-community-trust/quantity/trust-members> }
