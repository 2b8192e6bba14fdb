# The words have no language.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/money/section-106-money> cop:when "some years ago" }
