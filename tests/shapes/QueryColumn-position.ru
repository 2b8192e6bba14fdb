# Columns are counted from 1.
BASE <https://w3id.org/coprokg/>
PREFIX schema: <http://schema.org/>

DELETE { <query/drivers-by-case/column/case> schema:position ?any } INSERT { <query/drivers-by-case/column/case> schema:position 0 } WHERE { <query/drivers-by-case/column/case> schema:position ?any }
