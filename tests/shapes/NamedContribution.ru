# The contribution is nobody's.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <work/moran-2002/contribution/author-d-moran> cop:agent ?any }
