# An edition is given where a work is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/event/trust-established> cop:work <edition/bovaird-2007-par> }
