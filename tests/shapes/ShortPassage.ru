# Twenty-six words, and no reason for so many.
BASE <https://w3id.org/coprokg/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { ?quote oa:exact ?old }
INSERT { ?quote oa:exact "manages them in line with wider community needs manages them in line with wider community needs manages them in line with wider community needs and more" }
WHERE  { <case/gb-caterham-barracks-community-trust/passage/manages-them> oa:hasSelector ?quote . ?quote oa:exact ?old }
