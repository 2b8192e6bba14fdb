# The delivery mode is arguable, and nothing says why.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/mode/as-described-delivery> cop:memo ?any }
