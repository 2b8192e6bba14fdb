# A place is given for the way in which the edition is silent.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <comparison/bovaird-2007/reading/moran-2002-place-preprint> cop:printedValue ?old }
INSERT { <comparison/bovaird-2007/reading/moran-2002-place-preprint> cop:absenceKind <place/caterham> }
WHERE  { <comparison/bovaird-2007/reading/moran-2002-place-preprint> cop:printedValue ?old }
