# A concept is given where a term of the ontology is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <terms/bovaird-2007/term-source/driver-kind> cop:term ?old }
INSERT { <terms/bovaird-2007/term-source/driver-kind> cop:term <vocab/driver/governance-driver> }
WHERE  { <terms/bovaird-2007/term-source/driver-kind> cop:term ?old }
