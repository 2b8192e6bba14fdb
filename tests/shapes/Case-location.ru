# The case is nowhere.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <case/gb-caterham-barracks-community-trust/location/caterham> a cop:Location }
