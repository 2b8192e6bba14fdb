# A stage is given where a cell is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <framework/in-general/term/feasibility-drivers> cop:cell <vocab/stage/planning> }
