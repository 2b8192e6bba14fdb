# A place is given where a case is wanted.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

INSERT DATA { <framework/in-general/example/expert-patients> cop:case <place/caterham> }
