# Nobody says it.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/history/enabling-logic-established> cop:voice ?any }
