# The variable does not tell its type.
BASE <https://w3id.org/coprokg/>
PREFIX sh: <http://www.w3.org/ns/shacl#>

DELETE { <query/drivers-by-case/parameter/case> sh:path ?any } INSERT { <query/drivers-by-case/parameter/case> sh:path <parameter/case> } WHERE { <query/drivers-by-case/parameter/case> sh:path ?any }
