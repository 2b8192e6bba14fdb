# The name cannot be typed at a command.
BASE <https://w3id.org/coprokg/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <query/drivers-by-case> dcterms:identifier ?any } INSERT { <query/drivers-by-case> dcterms:identifier "Drivers by case" } WHERE { <query/drivers-by-case> dcterms:identifier ?any }
