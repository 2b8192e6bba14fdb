# The place is a text.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <organization/british-army> cop:place "Caterham" }
