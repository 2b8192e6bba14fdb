# The actor is part of a case.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/actor/trust> cop:partOf <case/gb-caterham-barracks-community-trust> }
