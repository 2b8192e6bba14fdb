# The number is written as a word.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:value ?old }
INSERT { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:value "twelve" }
WHERE  { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:value ?old }
