# Nobody knows which prefixes it uses.
BASE <https://w3id.org/coprokg/>
PREFIX sh: <http://www.w3.org/ns/shacl#>

DELETE WHERE { <query/drivers-by-case> sh:prefixes ?any }
