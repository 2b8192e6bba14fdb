# Nothing is asked.
BASE <https://w3id.org/coprokg/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <competency-question/driver-of-each-case> rdfs:label ?any }
