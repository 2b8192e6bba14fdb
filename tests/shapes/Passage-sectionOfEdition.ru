# The section in which the words stand is moved into a record other than the edition quoted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { ?section cop:record ?edition }
INSERT { ?section cop:record <case/gb-caterham-barracks-community-trust> }
WHERE  { <case/gb-caterham-barracks-community-trust/passage/manages-them> cop:section ?section . ?section cop:record ?edition }
