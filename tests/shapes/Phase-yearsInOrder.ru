# The phase ends before it begins.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/phase/as-described> cop:startYear 1999 ; cop:endYear 1995 }
