# A phase is given where an actor is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:concerns <case/gb-caterham-barracks-community-trust/phase/as-described> }
