# Nothing says where it can be asked.
BASE <https://w3id.org/coprokg/>
PREFIX schema: <http://schema.org/>

DELETE WHERE { <query/drivers-by-case> schema:target ?any }
