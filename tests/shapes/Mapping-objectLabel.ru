# It has two names there.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

INSERT DATA { <link/places/mapping/caterham-wikidata> sssom:object_label "Caterham, Surrey" }
