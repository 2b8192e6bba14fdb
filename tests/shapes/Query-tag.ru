# It has no tag of the list.
BASE <https://w3id.org/coprokg/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <query/drivers-by-case> dcterms:subject ?any }
