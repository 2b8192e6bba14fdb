# The printed words have got a language.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <edition/bovaird-2007-par/section/conclusion> cop:closes "of the service system."@en }
