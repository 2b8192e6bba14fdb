# A place is given for the work.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:cites ?old }
INSERT { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:cites <place/caterham> }
WHERE  { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:cites ?old }
