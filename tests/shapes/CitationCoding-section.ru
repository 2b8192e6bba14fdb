# A place is given for a section.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <citations/bovaird-2007-par> cop:section <place/caterham> }
