# The year is a date.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/phase/as-described> cop:startYear "1995-03-01"^^xsd:date }
