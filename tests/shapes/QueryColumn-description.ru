# Nobody knows what it holds.
BASE <https://w3id.org/coprokg/>
PREFIX schema: <http://schema.org/>

DELETE WHERE { <query/drivers-by-case/column/case> schema:description ?any }
