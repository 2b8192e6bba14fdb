# The correction is of no part.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <comparison/bovaird-2007/correction/bang-2005-title> cop:referenceField ?any }
