# The cell stands in no row.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <vocab/cell/full-coproduction> cop:deliveryMode ?any }
