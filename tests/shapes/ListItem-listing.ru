# The item stands in no list.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { ?listing cop:item <framework/in-general/list-item/stages-of-the-cases-planning> }
