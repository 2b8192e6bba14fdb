# The answer has no column.
BASE <https://w3id.org/coprokg/>
PREFIX schema: <http://schema.org/>

DELETE WHERE { <query/drivers-by-case> schema:variableMeasured ?any }
