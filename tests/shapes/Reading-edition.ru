# The reading is of no edition.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <comparison/bovaird-2007/reading/moran-2002-place-preprint> cop:edition ?any }
