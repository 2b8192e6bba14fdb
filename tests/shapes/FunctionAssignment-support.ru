# The function is said to be stated.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <citations/bovaird-2007-par/citing-function/moran-2002-site-function> cop:support ?old }
INSERT { <citations/bovaird-2007-par/citing-function/moran-2002-site-function> cop:support <vocab/support/states> }
WHERE  { <citations/bovaird-2007-par/citing-function/moran-2002-site-function> cop:support ?old }
