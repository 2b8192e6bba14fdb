# Several cases, but which?
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:scope ?old }
INSERT { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:scope <vocab/scope/several-cases> }
WHERE  { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:scope ?old }
