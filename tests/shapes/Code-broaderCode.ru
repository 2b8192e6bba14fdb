# A sector of ours is given where a code is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { <code/cofog-10.2> cop:broaderCode ?any }
INSERT { <code/cofog-10.2> cop:broaderCode <vocab/sector/planning-development-sector> }
WHERE { <code/cofog-10.2> cop:broaderCode ?any }
