# The year is a text.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/event/trust-established> cop:year ?old }
INSERT { <case/gb-caterham-barracks-community-trust/event/trust-established> cop:year "in 1999"@en }
WHERE  { <case/gb-caterham-barracks-community-trust/event/trust-established> cop:year ?old }
