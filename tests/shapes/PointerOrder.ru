# A second pointer stands at the same place.
BASE <https://w3id.org/coprokg/>


INSERT { <citations/bovaird-2007-par/pointer/again> ?property ?value }
WHERE  { <citations/bovaird-2007-par/pointer/moran-2002-site> ?property ?value }
