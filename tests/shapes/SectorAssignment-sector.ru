# No sector is named.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/sector/planning-and-development> cop:sector ?any }
