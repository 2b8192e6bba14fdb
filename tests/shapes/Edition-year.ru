# The year is a text.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <edition/bovaird-2007-par> cop:year ?old }
INSERT { <edition/bovaird-2007-par> cop:year "2007 (September)" }
WHERE  { <edition/bovaird-2007-par> cop:year ?old }
