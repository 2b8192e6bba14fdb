# A work is given where an edition is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <terms/bovaird-2007> cop:edition ?old }
INSERT { <terms/bovaird-2007> cop:edition <work/bovaird-2007> }
WHERE  { <terms/bovaird-2007> cop:edition ?old }
