# The item has no place in the list.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/list-item/stages-of-the-cases-planning> cop:position ?any }
