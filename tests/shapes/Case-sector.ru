# The case belongs to no sector.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <case/gb-caterham-barracks-community-trust/sector/planning-and-development> a cop:SectorAssignment }
