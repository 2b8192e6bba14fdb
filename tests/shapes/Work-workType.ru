# A place is given for a type.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <work/moran-2002> cop:workType ?old }
INSERT { <work/moran-2002> cop:workType <place/caterham> }
WHERE  { <work/moran-2002> cop:workType ?old }
