# Nothing tells how the service is planned in the phase.
# also: PlanningModeAssignment-phase
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <case/gb-caterham-barracks-community-trust/phase/as-described> cop:planning <case/gb-caterham-barracks-community-trust/mode/as-described-planning> }
