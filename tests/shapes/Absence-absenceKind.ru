# Nothing says in what way it is missing.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/absence/start-year> cop:absenceKind ?any }
