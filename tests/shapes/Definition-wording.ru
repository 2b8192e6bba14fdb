# The definition has no words.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <definition/bovaird-2007/wording/published> a cop:DefinitionWording }
