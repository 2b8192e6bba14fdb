# The printed letters have got a language.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <organization/british-army> cop:shortName "BA"@en }
