# The event says nothing: it has no label.
BASE <https://w3id.org/coprokg/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/event/trust-established> rdfs:label ?any }
