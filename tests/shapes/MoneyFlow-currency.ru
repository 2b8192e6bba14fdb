# Pounds and euros at once.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/money/section-106-money> cop:currency <vocab/currency/EUR> }
