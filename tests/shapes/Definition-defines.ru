# Nothing tells what it defines.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <definition/bovaird-2007> cop:defines ?any }
