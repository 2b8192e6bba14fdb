# No case bears on the claim.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE WHERE { <framework/in-general/bearing/resistance-at-caterham> cop:case ?any }
