# Nothing tells what the verdict is.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/verdict/coproduction-is-central> cop:verdict ?any }
