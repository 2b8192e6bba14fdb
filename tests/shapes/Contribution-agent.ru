# The contribution is of two persons.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <work/moran-2002/contribution/author-d-moran> cop:agent <person/henrik-p-bang> }
