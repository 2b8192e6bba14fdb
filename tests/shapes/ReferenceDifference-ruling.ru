# It is not told which is right.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <comparison/bovaird-2007/reference-difference/moran-2002-place> cop:ruling ?any }
