# Nothing tells how deep the study went.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/study/bovaird-2007-caterham> cop:depth ?any }
