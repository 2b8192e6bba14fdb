# Nothing tells whether anybody has checked it.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/coding/gb-caterham-barracks-community-trust-coding> cop:checked ?any }
