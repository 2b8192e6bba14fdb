# Nothing tells what kind of place it is.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <place/england> cop:placeKind ?any }
