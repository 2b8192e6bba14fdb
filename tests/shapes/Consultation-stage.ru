# A phase is given where a stage is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/consultation/sounding-board> cop:stage <case/gb-caterham-barracks-community-trust/phase/as-described> }
