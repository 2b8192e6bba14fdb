# A whole definition is given where a condition is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/assessment/professionalized-providers> cop:condition ?old }
INSERT { <case/gb-caterham-barracks-community-trust/assessment/professionalized-providers> cop:condition <definition/bovaird-2007> }
WHERE  { <case/gb-caterham-barracks-community-trust/assessment/professionalized-providers> cop:condition ?old }
