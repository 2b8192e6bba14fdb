# A side is given where a relation to the service is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/participation/trust-manages> cop:relation <vocab/side/user-or-community> }
