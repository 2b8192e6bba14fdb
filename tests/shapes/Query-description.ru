# It does not say what the answer shows.
BASE <https://w3id.org/coprokg/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <query/drivers-by-case> rdfs:comment ?any }
