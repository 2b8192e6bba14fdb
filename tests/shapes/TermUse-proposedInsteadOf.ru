# The printed words have got a language.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <framework/in-general/term/feasibility-drivers> cop:proposedInsteadOf ?old }
INSERT { <framework/in-general/term/feasibility-drivers> cop:proposedInsteadOf "logistical drivers"@en }
WHERE  { <framework/in-general/term/feasibility-drivers> cop:proposedInsteadOf ?old }
