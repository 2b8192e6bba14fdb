# The judgement names no function.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <citations/bovaird-2007-par/citing-function/moran-2002-site-function> cop:citingFunction ?any }
