# The place is zero.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <work/moran-2002/contribution/author-d-moran> cop:position ?old }
INSERT { <work/moran-2002/contribution/author-d-moran> cop:position 0 }
WHERE  { <work/moran-2002/contribution/author-d-moran> cop:position ?old }
