# The text has no language.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <framework/in-general/example/expert-patients> cop:illustrates "the enabling logic" }
