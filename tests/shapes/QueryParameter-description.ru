# Nobody knows what it selects.
BASE <https://w3id.org/coprokg/>
PREFIX sh: <http://www.w3.org/ns/shacl#>

DELETE WHERE { <query/drivers-by-case/parameter/case> sh:description ?any }
