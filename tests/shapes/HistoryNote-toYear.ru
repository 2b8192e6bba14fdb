# The step ends in the far future.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <framework/in-general/history/enabling-logic-established> cop:toYear 9999 }
