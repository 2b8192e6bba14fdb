# A place rests on the pointer.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <citations/bovaird-2007-par/pointer/moran-2002-site> cop:citedFor <place/caterham> }
