# Nothing tells whether it is a level or a change.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:measures ?any }
