# It has no query.
BASE <https://w3id.org/coprokg/>
PREFIX sh: <http://www.w3.org/ns/shacl#>

DELETE WHERE { <query/drivers-by-case> sh:select ?any }
