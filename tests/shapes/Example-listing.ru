# Nothing tells how it stands there.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/example/expert-patients> cop:listing ?any }
