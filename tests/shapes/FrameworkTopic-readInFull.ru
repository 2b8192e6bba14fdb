# An edition is given where a section is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <framework/in-general> cop:readInFull <edition/bovaird-2007-par> }
