# Nothing tells when it is met.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <definition/bovaird-2007/condition/professionalized-providers> cop:rule ?any }
