# The page cited is a number, not what is printed.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <definition/bovaird-2007> cop:locator ?old }
INSERT { <definition/bovaird-2007> cop:locator 847 }
WHERE  { <definition/bovaird-2007> cop:locator ?old }
