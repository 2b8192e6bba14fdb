# A place is given for a section.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <comparison/bovaird-2007> cop:section <place/caterham> }
