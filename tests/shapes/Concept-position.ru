# The concept has no place in its scheme.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <vocab/side/user-or-community> cop:position ?any }
