# The list is empty. Its items stand in no list.
# also: ListItem-listing
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/listing/stages-of-the-cases> cop:item ?any }
