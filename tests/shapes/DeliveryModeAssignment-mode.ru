# The mode of delivery is a mode of planning.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/mode/as-described-delivery> cop:mode ?old }
INSERT { <case/gb-caterham-barracks-community-trust/mode/as-described-delivery> cop:mode <vocab/planning-mode/users-and-communities-as-coplanners> }
WHERE  { <case/gb-caterham-barracks-community-trust/mode/as-described-delivery> cop:mode ?old }
