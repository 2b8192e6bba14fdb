# There are two names in one piece.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <work/moran-2002/contribution/author-d-moran> cop:literalName "A" , "B" }
