# A condition is given where a definition is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/verdict/coproduction-is-central> cop:definition <definition/bovaird-2007/condition/professionalized-providers> }
