# A version of SSSOM in which rows have no IRI.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

DELETE { <link/places> sssom:sssom_version ?any }
INSERT { <link/places> sssom:sssom_version "1.0" }
WHERE { <link/places> sssom:sssom_version ?any }
