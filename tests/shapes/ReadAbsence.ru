# A memo alone is no proof of silence.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/absence/start-year> cop:sectionRead ?section }
INSERT { <case/gb-caterham-barracks-community-trust/absence/start-year> cop:memo "I saw nothing of it."@en }
WHERE  { <case/gb-caterham-barracks-community-trust/absence/start-year> cop:sectionRead ?section }
