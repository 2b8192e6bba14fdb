# One reading alone is left.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <comparison/bovaird-2007/reference-difference/moran-2002-place> cop:reading <comparison/bovaird-2007/reading/moran-2002-place-preprint> }
