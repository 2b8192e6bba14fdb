# The passage stands on a page before its section begins.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/passage/manages-them> cop:page ?old }
INSERT { <case/gb-caterham-barracks-community-trust/passage/manages-them> cop:page 846 }
WHERE  { <case/gb-caterham-barracks-community-trust/passage/manages-them> cop:page ?old }
