# Nothing tells where the section begins.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <edition/bovaird-2007-par/section/conclusion> cop:opens ?any }
