# The entry has no year.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <references/bovaird-2007-par/reference/moran-2002> cop:citedYear ?any }
