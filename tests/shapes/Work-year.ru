# The work was published long before printing.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <work/moran-2002> cop:year ?old }
INSERT { <work/moran-2002> cop:year 202 }
WHERE  { <work/moran-2002> cop:year ?old }
