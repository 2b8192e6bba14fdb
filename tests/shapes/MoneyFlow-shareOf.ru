# The whole is a quantity.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/money/section-106-money> cop:share 20.0 ; cop:shareOf <case/gb-caterham-barracks-community-trust/quantity/trust-members> }
