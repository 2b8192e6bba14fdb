# The originator is a name.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <framework/in-general/term/feasibility-drivers> cop:originator "Normann" }
