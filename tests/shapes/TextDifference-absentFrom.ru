# A place is given for an edition.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <comparison/bovaird-2007/text-difference/british-army> cop:absentFrom <place/caterham> }
