# A stage is given where a driver is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <framework/in-general/term/feasibility-drivers> cop:driver ?old }
INSERT { <framework/in-general/term/feasibility-drivers> cop:driver <vocab/stage/planning> }
WHERE  { <framework/in-general/term/feasibility-drivers> cop:driver ?old }
