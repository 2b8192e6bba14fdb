# An edition is given where a section is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <terms/bovaird-2007> cop:section <edition/bovaird-2007-par> }
