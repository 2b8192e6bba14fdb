# The source is named, and no address is given.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <code/cofog-10.2> cop:source ?any }
INSERT { <code/cofog-10.2> cop:source "the United Nations" }
WHERE { <code/cofog-10.2> cop:source ?any }
