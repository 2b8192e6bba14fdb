# A planning mode is given where a cell is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/verdict/coproduction-is-central> cop:cell <vocab/planning-mode/users-and-communities-as-coplanners> }
