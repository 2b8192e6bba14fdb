# It stands for nothing.
BASE <https://w3id.org/coprokg/>
PREFIX sh: <http://www.w3.org/ns/shacl#>

DELETE WHERE { <prefixes/cop> sh:namespace ?any }
