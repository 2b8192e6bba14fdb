# Nothing tells what is listed.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/listing/stages-of-the-cases> cop:lists ?any }
