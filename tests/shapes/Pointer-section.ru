# The pointer stands in no section.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:section ?any }
