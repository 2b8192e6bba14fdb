# A place is given for the volume.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <work/bang-2005> cop:publishedIn ?old }
INSERT { <work/bang-2005> cop:publishedIn <place/caterham> }
WHERE  { <work/bang-2005> cop:publishedIn ?old }
