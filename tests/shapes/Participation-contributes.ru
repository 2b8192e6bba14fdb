# A role is given where a resource is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/participation/trust-manages> cop:contributes <vocab/role/manager> }
