# The passage stands in two sections at once.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <case/gb-caterham-barracks-community-trust/passage/manages-them> cop:section <edition/bovaird-2007-par/section/methods> }
