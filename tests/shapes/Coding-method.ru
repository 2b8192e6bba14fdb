# Nothing tells how the file was coded.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/coding/gb-caterham-barracks-community-trust-coding> cop:method ?any }
