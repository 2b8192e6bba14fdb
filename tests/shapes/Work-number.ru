# There are two of the kind: the number.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <work/moran-2002> cop:number "one" , "two" }
