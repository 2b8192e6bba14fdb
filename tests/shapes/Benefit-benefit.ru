# Nothing tells which benefit.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/benefit/clearer-sight-of-needs> cop:benefit ?any }
