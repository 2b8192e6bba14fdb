# The table does not say how its links were found.
BASE <https://w3id.org/coprokg/>
PREFIX sssom: <https://w3id.org/sssom/>

DELETE WHERE { <link/places> sssom:mapping_set_description ?any }
