# The amount is written with its sign and its word.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/money/section-106-money> cop:amount ?old }
INSERT { <case/gb-caterham-barracks-community-trust/money/section-106-money> cop:amount "£2.5 million" }
WHERE  { <case/gb-caterham-barracks-community-trust/money/section-106-money> cop:amount ?old }
