# It prints two things.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <comparison/bovaird-2007/reading/moran-2002-place-preprint> cop:printedValue "Dublin" }
