# The speaker is a work.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:speaker <work/moran-2002> }
