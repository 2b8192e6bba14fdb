# Two phases share one delivery.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT { <case/gb-caterham-barracks-community-trust/phase/again> ?property ?value }
WHERE  { <case/gb-caterham-barracks-community-trust/phase/as-described> ?property ?value FILTER (?property NOT IN (cop:position, cop:planning)) }
;
INSERT DATA { <case/gb-caterham-barracks-community-trust/phase/again> cop:position 2 }
;
INSERT { <case/gb-caterham-barracks-community-trust/phase/again> cop:planning <case/gb-caterham-barracks-community-trust/mode/again-planning> . <case/gb-caterham-barracks-community-trust/mode/again-planning> ?property ?value }
WHERE  { <case/gb-caterham-barracks-community-trust/mode/as-described-planning> ?property ?value }
