# A decade is no year.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <framework/in-general/history/enabling-logic-established> cop:fromYear "1990s" }
