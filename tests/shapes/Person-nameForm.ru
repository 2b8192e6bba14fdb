# A form of the name is empty.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <person/d-moran> cop:nameForm "" }
