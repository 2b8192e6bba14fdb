# There is no such type.
BASE <https://w3id.org/coprokg/>
PREFIX schema: <http://schema.org/>

DELETE { <query/drivers-by-case/column/case> schema:additionalType ?any } INSERT { <query/drivers-by-case/column/case> schema:additionalType "words" } WHERE { <query/drivers-by-case/column/case> schema:additionalType ?any }
