# A place is given for a journal.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <edition/bovaird-2007-par> cop:journal <place/caterham> }
