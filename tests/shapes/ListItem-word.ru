# The word is gone.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/list-item/stages-of-the-cases-planning> cop:word ?any }
