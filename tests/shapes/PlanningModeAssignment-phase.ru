# Two phases share one planning.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT { <case/gb-caterham-barracks-community-trust/phase/again> ?property ?value }
WHERE  { <case/gb-caterham-barracks-community-trust/phase/as-described> ?property ?value FILTER (?property NOT IN (cop:position, cop:delivery)) }
;
INSERT DATA { <case/gb-caterham-barracks-community-trust/phase/again> cop:position 2 }
;
INSERT { <case/gb-caterham-barracks-community-trust/phase/again> cop:delivery <case/gb-caterham-barracks-community-trust/mode/again-delivery> . <case/gb-caterham-barracks-community-trust/mode/again-delivery> ?property ?value }
WHERE  { <case/gb-caterham-barracks-community-trust/mode/as-described-delivery> ?property ?value }
