# The trust stands on both sides at once.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/participation/trust-manages> cop:side <vocab/side/professionalized-provider> }
