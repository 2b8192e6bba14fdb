# Nothing tells whose code it is.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <code/cofog-10.2> cop:classification ?any }
