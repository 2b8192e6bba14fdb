# Nothing tells what the term means.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/term/feasibility-drivers> cop:meaning ?any }
