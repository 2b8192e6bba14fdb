# A level of 120 per cent.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:value ?value ; cop:unit ?unit }
INSERT { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:value 120.0 ; cop:unit <vocab/unit/per-cent> }
WHERE  { <case/gb-caterham-barracks-community-trust/quantity/trust-members> cop:value ?value ; cop:unit ?unit }
