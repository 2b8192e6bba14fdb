# The placement has no evidence, no memo, and no section read.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/placement/table> cop:evidence ?any }
