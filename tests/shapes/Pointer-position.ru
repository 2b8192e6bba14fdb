# The place is zero.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:position ?old }
INSERT { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:position 0 }
WHERE  { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:position ?old }
