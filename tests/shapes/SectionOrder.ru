# A second section stands at the same place.
BASE <https://w3id.org/coprokg/>

INSERT { <edition/bovaird-2007-par/section/again> ?property ?value }
WHERE  { <edition/bovaird-2007-par/section/caterham> ?property ?value }
