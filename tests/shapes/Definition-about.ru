# Nothing tells what it takes coproduction to be.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <definition/bovaird-2007> cop:about ?any }
