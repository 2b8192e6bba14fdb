# The year is written with its month, as a date.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/money/section-106-money> cop:year "1999-06-01"^^xsd:date }
