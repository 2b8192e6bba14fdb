# It is not told whose editions are compared.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <comparison/bovaird-2007> cop:aboutWork ?any }
