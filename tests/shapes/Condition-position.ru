# The condition has no place in the definition.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <definition/bovaird-2007/condition/professionalized-providers> cop:position ?any }
