# Nobody professional plans the service, and professionals alone deliver it.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { ?planning cop:mode ?a . ?delivery cop:mode ?b }
INSERT { ?planning cop:mode <vocab/planning-mode/no-professional-planning-input> .
         ?delivery cop:mode <vocab/delivery-mode/professionals-sole-deliverers> }
WHERE  { <case/gb-caterham-barracks-community-trust/phase/as-described> cop:planning ?planning ; cop:delivery ?delivery .
         ?planning cop:mode ?a . ?delivery cop:mode ?b }
