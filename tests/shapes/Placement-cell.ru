# The author places the case nowhere.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/placement/table> cop:cell ?any }
