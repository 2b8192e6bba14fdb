# A tag is no parameter.
BASE <https://w3id.org/coprokg/>
PREFIX sh: <http://www.w3.org/ns/shacl#>

INSERT DATA { <query/drivers-by-case> sh:parameter <query-tag/drivers> }
