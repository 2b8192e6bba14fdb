# Forty-two words: too many, whatever the reason.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/passage/manages-them> cop:longBecause "The words are fine ones."@en }
;
DELETE { <case/gb-caterham-barracks-community-trust/passage/manages-them/quote> oa:exact ?old }
INSERT { <case/gb-caterham-barracks-community-trust/passage/manages-them/quote> oa:exact "manages them in line with wider community needs manages them in line with wider community needs manages them in line with wider community needs manages them in line with wider community needs manages them in line with wider community needs and more" }
WHERE  { <case/gb-caterham-barracks-community-trust/passage/manages-them/quote> oa:exact ?old }
