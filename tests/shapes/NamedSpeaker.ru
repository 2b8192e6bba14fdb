# An actor says it, but which?
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:voice ?old }
INSERT { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:voice <vocab/voice/actor-voice> }
WHERE  { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:voice ?old }
