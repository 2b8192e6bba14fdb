# The licence is a name.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

DELETE { <link/places> sssom:license ?any }
INSERT { <link/places> sssom:license "CC BY 4.0" }
WHERE { <link/places> sssom:license ?any }
