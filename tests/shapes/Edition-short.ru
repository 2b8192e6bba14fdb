# The short name is neither short nor a name.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <edition/bovaird-2007-par> cop:short ?old }
INSERT { <edition/bovaird-2007-par> cop:short "The published article" }
WHERE  { <edition/bovaird-2007-par> cop:short ?old }
