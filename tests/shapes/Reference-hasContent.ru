# The entry is not there.
BASE <https://w3id.org/coprokg/>
PREFIX c4o: <http://purl.org/spar/c4o/>

DELETE WHERE { <references/bovaird-2007-par/reference/moran-2002> c4o:hasContent ?any }
