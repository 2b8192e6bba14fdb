# The author reports a work, but which?
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/claim/developers-willing> cop:work ?any }
