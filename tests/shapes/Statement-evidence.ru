# A section is given as evidence: a section proves nothing, words in it do.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/event/trust-established> cop:evidence <edition/bovaird-2007-par/section/caterham> }
