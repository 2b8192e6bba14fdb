# Nothing tells which limitation.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/limitation/not-directly-elected> cop:limitation ?any }
