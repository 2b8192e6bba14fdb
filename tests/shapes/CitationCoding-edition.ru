# There is no edition.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <citations/bovaird-2007-par> cop:edition ?any }
