# A second condition stands at the same place.
BASE <https://w3id.org/coprokg/>

INSERT { <definition/bovaird-2007/condition/again> ?property ?value }
WHERE  { <definition/bovaird-2007/condition/professionalized-providers> ?property ?value }
