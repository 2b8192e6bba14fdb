# The definition sets no condition. What was assessed by it is assessed by nothing.
# also: Assessment-condition
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE DATA { <definition/bovaird-2007/condition/professionalized-providers> a cop:Condition }
