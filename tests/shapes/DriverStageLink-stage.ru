# The driver leads to no stage.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/driver-stage/governance-driver-stages> cop:stage ?any }
