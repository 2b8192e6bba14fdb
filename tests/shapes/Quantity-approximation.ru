# Nothing tells how closely the text gives it.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:approximation ?any }
