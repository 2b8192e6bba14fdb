# The item is neither a stage nor a rung.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/list-item/stages-of-the-cases-planning> cop:stage ?any }
