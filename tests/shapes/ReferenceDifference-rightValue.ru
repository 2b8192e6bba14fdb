# There are two right values.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <comparison/bovaird-2007/reference-difference/moran-2002-place> cop:rightValue "a" , "b" }
