# The page is zero.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <references/bovaird-2007-par/reference/moran-2002> cop:page ?old }
INSERT { <references/bovaird-2007-par/reference/moran-2002> cop:page 0 }
WHERE  { <references/bovaird-2007-par/reference/moran-2002> cop:page ?old }
