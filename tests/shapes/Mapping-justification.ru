# The justification is none of matching.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX semapv: <https://w3id.org/semapv/vocab/>

DELETE { <link/places/mapping/caterham-wikidata> sssom:mapping_justification ?any }
INSERT { <link/places/mapping/caterham-wikidata> sssom:mapping_justification semapv:StopWordRemoval }
WHERE { <link/places/mapping/caterham-wikidata> sssom:mapping_justification ?any }
