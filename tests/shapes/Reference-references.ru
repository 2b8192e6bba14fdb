# The entry is of no work.
BASE <https://w3id.org/coprokg/>
PREFIX biro: <http://purl.org/spar/biro/>

DELETE WHERE { <references/bovaird-2007-par/reference/moran-2002> biro:references ?any }
