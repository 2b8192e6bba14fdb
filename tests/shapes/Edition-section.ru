# A new edition has no section.
BASE <https://w3id.org/coprokg/>

INSERT { <edition/again> ?property ?value }
WHERE  { <edition/bovaird-2007-par> ?property ?value }
