# Nothing tells how it was coded.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <terms/bovaird-2007> cop:coding ?any }
