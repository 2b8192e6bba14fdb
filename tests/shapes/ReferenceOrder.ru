# A second entry stands at the same place.
BASE <https://w3id.org/coprokg/>


INSERT { <references/bovaird-2007-par/reference/again> ?property ?value }
WHERE  { <references/bovaird-2007-par/reference/moran-2002> ?property ?value }
