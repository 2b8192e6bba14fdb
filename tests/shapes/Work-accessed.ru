# The day is written in words.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <work/moran-2002> cop:accessed "July 19, 2007" }
