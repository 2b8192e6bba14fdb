# The manual is named, but not its version.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/coding/gb-caterham-barracks-community-trust-coding> cop:manual ?old }
INSERT { <case/gb-caterham-barracks-community-trust/coding/gb-caterham-barracks-community-trust-coding> cop:manual "the manual" }
WHERE  { <case/gb-caterham-barracks-community-trust/coding/gb-caterham-barracks-community-trust-coding> cop:manual ?old }
