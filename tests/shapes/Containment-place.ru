# The place lies in nothing.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <place/caterham/within/england> cop:place ?any }
