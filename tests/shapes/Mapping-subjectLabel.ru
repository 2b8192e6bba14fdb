# The row does not say in words what it links.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

DELETE WHERE { <link/places/mapping/caterham-wikidata> sssom:subject_label ?any }
