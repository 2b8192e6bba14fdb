# The person has two given names.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <person/d-moran> cop:givenName "Dan" }
