# The row rests on nothing that it shows.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

DELETE WHERE { <link/places/mapping/caterham-wikidata> sssom:comment ?any }
