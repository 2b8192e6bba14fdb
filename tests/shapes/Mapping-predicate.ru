# Two things are made one.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

DELETE { <link/places/mapping/caterham-wikidata> sssom:predicate_id ?any }
INSERT { <link/places/mapping/caterham-wikidata> sssom:predicate_id owl:sameAs }
WHERE { <link/places/mapping/caterham-wikidata> sssom:predicate_id ?any }
