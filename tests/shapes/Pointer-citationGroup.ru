# The pointer is in two groups.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:citationGroup "one" , "two" }
