# The work has no date.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <work/moran-2002> cop:year ?any }
