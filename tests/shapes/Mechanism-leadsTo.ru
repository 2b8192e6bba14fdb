# It leads to an event.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/mechanism/partnership-brings-dialogue> cop:leadsTo <case/gb-caterham-barracks-community-trust/event/trust-established> }
