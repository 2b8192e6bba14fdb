# There are two locators.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:locator "1" , "2" }
