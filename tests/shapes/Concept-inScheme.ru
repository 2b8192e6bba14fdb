# The concept belongs to no scheme.
BASE <https://w3id.org/coprokg/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <vocab/side/user-or-community> skos:inScheme ?any }
