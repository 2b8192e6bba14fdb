# Nothing tells what kind of body it is.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <organization/british-army> cop:organizationKind ?any }
