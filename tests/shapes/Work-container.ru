# There are two of the kind: the container.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <work/moran-2002> cop:container "one" , "two" }
