# It is of no kind.
BASE <https://w3id.org/coprokg/>
PREFIX schema: <http://schema.org/>

DELETE WHERE { <competency-question/driver-of-each-case> schema:keywords ?any }
