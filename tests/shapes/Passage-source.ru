# The passage is from no edition. Its section is of one, which is then not the edition quoted.
# also: Passage-sectionOfEdition
BASE <https://w3id.org/coprokg/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE WHERE { <case/gb-caterham-barracks-community-trust/passage/manages-them> oa:hasSource ?any }
