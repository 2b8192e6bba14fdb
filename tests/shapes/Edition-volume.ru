# The volume is given twice.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <edition/bovaird-2007-par> cop:volume "66" , "67" }
