# The passage has no quotation.
BASE <https://w3id.org/coprokg/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/passage/manages-them> oa:hasSelector ?any }
