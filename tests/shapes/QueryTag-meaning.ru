# Nobody knows what it means.
BASE <https://w3id.org/coprokg/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <query-tag/drivers> rdfs:comment ?any }
