# An actor is given where a phase is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/absence/start-year> cop:phase <case/gb-caterham-barracks-community-trust/actor/trust> }
