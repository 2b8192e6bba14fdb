# It speaks against a finding, but how?
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:counters <case/gb-caterham-barracks-community-trust/limitation/not-directly-elected> }
