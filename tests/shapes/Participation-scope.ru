# Nothing tells where the trust does so.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/participation/trust-manages> cop:scope ?any }
