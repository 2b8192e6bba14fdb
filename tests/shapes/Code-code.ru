# Two codes are given.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <code/cofog-10.2> cop:code "10.2.0" }
