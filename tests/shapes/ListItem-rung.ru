# A stage is given where a rung is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <framework/in-general/list-item/stages-of-the-cases-planning> cop:stage ?stage }
INSERT { <framework/in-general/list-item/stages-of-the-cases-planning> cop:rung ?stage }
WHERE  { <framework/in-general/list-item/stages-of-the-cases-planning> cop:stage ?stage }
