# The place of publication is a resource.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <work/moran-2002> cop:publicationPlace <place/caterham> }
