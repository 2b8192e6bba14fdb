# Nothing tells what changed.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/outcome/higher-quality-of-life> cop:domain ?any }
