# The difference is in no part.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <comparison/bovaird-2007/reference-difference/moran-2002-place> cop:referenceField ?any }
