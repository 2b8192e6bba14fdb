# The difference is of no kind.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <comparison/bovaird-2007/text-difference/british-army> cop:differenceKind ?any }
