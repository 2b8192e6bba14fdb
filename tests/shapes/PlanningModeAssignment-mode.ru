# The mode of planning is a mode of delivery.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <case/gb-caterham-barracks-community-trust/mode/as-described-planning> cop:mode ?old }
INSERT { <case/gb-caterham-barracks-community-trust/mode/as-described-planning> cop:mode <vocab/delivery-mode/codelivery> }
WHERE  { <case/gb-caterham-barracks-community-trust/mode/as-described-planning> cop:mode ?old }
