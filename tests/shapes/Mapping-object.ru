# A Wikidata item without its Q.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

DELETE { <link/places/mapping/caterham-wikidata> sssom:object_id ?any }
INSERT { <link/places/mapping/caterham-wikidata> sssom:object_id <http://www.wikidata.org/entity/1996975> }
WHERE { <link/places/mapping/caterham-wikidata> sssom:object_id ?any }
