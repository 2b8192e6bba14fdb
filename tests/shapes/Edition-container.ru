# The printed words have got a language.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <edition/bovaird-2007-par> cop:container ?old }
INSERT { <edition/bovaird-2007-par> cop:container "Public Administration Review"@en }
WHERE  { <edition/bovaird-2007-par> cop:container ?old }
