# A provider is a direct user.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/participation/trust-manages> cop:side ?side }
INSERT { <case/gb-caterham-barracks-community-trust/participation/trust-manages> cop:side <vocab/side/professionalized-provider> ; cop:relation <vocab/service-relation/direct-user> }
WHERE  { <case/gb-caterham-barracks-community-trust/participation/trust-manages> cop:side ?side }
