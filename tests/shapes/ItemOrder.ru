# The second item stands at the first place as well.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <framework/in-general/list-item/stages-of-the-cases-commissioning> cop:position 2 }
INSERT { <framework/in-general/list-item/stages-of-the-cases-commissioning> cop:position 1 }
WHERE  { }
