# Nobody finds it by a word.
BASE <https://w3id.org/coprokg/>
PREFIX schema: <http://schema.org/>

DELETE WHERE { <query/drivers-by-case> schema:keywords ?any }
