# There is nothing before the colon.
BASE <https://w3id.org/coprokg/>
PREFIX sh: <http://www.w3.org/ns/shacl#>

DELETE WHERE { <prefixes/cop> sh:prefix ?any }
