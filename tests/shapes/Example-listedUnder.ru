# A delivery mode is given where a cell is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <framework/in-general/example/expert-patients> cop:listedUnder ?old }
INSERT { <framework/in-general/example/expert-patients> cop:listedUnder <vocab/delivery-mode/codelivery> }
WHERE  { <framework/in-general/example/expert-patients> cop:listedUnder ?old }
