# The name is gone.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/cell-name/full-coproduction-in-table> cop:name ?any }
