# The place is a text.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:place "Surrey" }
