# It is not told what it is.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <references/bovaird-2007-par> cop:about ?any }
