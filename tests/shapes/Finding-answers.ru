# It answers an actor.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/illustration/community-in-planning-and-delivery> cop:answers <case/gb-caterham-barracks-community-trust/actor/trust> }
