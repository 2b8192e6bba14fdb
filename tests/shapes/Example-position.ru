# The first place is not zero.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <framework/in-general/example/expert-patients> cop:position ?old }
INSERT { <framework/in-general/example/expert-patients> cop:position 0 }
WHERE  { <framework/in-general/example/expert-patients> cop:position ?old }
