# Exact, and only about.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/money/section-106-money> cop:approximation <vocab/approximation/about> }
