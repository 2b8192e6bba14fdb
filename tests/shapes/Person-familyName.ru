# The person has no family name.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <person/d-moran> cop:familyName ?any }
