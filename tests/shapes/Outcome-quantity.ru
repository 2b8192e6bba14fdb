# A sum of money is given where a quantity is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/outcome/higher-quality-of-life> cop:quantity <case/gb-caterham-barracks-community-trust/money/section-106-money> }
