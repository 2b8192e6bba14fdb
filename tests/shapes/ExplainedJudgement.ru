# The phase is a judgement that nobody explains.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/phase/as-described> cop:memo ?any }
