# Where to read it is told in words.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

INSERT DATA { <link/places/mapping/caterham-wikidata> sssom:see_also "a file on GitHub" }
