# The case has no phase. Its planning and delivery belong to none.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <case/gb-caterham-barracks-community-trust/phase/as-described> a cop:Phase }
