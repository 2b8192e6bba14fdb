# Nothing tells how strongly it is said.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/driver-stage/governance-driver-stages> cop:likelihood ?any }
