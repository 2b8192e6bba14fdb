# What is written is not there.
BASE <https://w3id.org/coprokg/>
PREFIX c4o: <http://purl.org/spar/c4o/>

DELETE WHERE { <citations/bovaird-2007-par/pointer/moran-2002-site> c4o:hasContent ?any }
