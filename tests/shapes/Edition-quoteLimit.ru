# Nothing tells how much may be quoted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <edition/bovaird-2007-par> cop:quoteLimit ?any }
