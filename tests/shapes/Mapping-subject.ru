# What is linked is not ours.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

DELETE { <link/places/mapping/caterham-wikidata> sssom:subject_id ?any }
INSERT { <link/places/mapping/caterham-wikidata> sssom:subject_id <https://example.org/caterham> }
WHERE { <link/places/mapping/caterham-wikidata> sssom:subject_id ?any }
