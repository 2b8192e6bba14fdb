# Nothing tells how the service is delivered in the phase.
# also: DeliveryModeAssignment-phase
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <case/gb-caterham-barracks-community-trust/phase/as-described> cop:delivery <case/gb-caterham-barracks-community-trust/mode/as-described-delivery> }
