# The issue is given twice.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <edition/bovaird-2007-par> cop:issue "5" , "6" }
