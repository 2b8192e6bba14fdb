# The edition is of no work.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <edition/bovaird-2007-par> cop:editionOf ?any }
