# A rung is given where a stage is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <framework/in-general/list-item/stages-of-the-cases-planning> cop:stage ?old }
INSERT { <framework/in-general/list-item/stages-of-the-cases-planning> cop:stage <vocab/arnstein-rung/informing> }
WHERE  { <framework/in-general/list-item/stages-of-the-cases-planning> cop:stage ?old }
