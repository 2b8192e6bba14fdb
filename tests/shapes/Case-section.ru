# An edition is given where a section is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust> cop:section ?old }
INSERT { <case/gb-caterham-barracks-community-trust> cop:section <edition/bovaird-2007-par> }
WHERE  { <case/gb-caterham-barracks-community-trust> cop:section ?old }
