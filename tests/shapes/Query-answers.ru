# It answers nothing that anybody asks.
BASE <https://w3id.org/coprokg/>
PREFIX schema: <http://schema.org/>

DELETE WHERE { <query/drivers-by-case> schema:about ?any }
