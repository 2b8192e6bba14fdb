# The cell stands in no column.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <vocab/cell/full-coproduction> cop:planningMode ?any }
