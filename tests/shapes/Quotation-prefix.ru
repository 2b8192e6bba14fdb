# Six words before the quotation.
BASE <https://w3id.org/coprokg/>
PREFIX oa: <http://www.w3.org/ns/oa#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/passage/manages-them/quote> oa:prefix "and sports facilities on the site" }
