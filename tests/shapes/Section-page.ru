# The section begins on two pages.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <edition/bovaird-2007-par/section/conclusion> cop:page 856 }
