# The pages are given twice.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <work/moran-2002> cop:pages "1-2" , "3-4" }
