# More than sure.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

DELETE { <link/places/mapping/caterham-wikidata> sssom:confidence ?any }
INSERT { <link/places/mapping/caterham-wikidata> sssom:confidence 1.5 }
WHERE { <link/places/mapping/caterham-wikidata> sssom:confidence ?any }
