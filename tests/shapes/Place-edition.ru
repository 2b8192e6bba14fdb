# A work is given where an edition is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <place/england> cop:edition <work/bovaird-2007> }
