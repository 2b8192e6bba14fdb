# The case has been studied by nobody.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <case/gb-caterham-barracks-community-trust/study/bovaird-2007-caterham> a cop:Study }
