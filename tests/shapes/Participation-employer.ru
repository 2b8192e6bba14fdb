# A phase is given where an employer is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/participation/trust-manages> cop:employer <case/gb-caterham-barracks-community-trust/phase/as-described> }
