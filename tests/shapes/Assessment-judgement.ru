# Met, or not met?
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/assessment/professionalized-providers> cop:judgement ?any }
