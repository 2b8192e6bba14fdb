# Nothing tells under which licence the scheme may be used.
BASE <https://w3id.org/coprokg/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <vocab/side> dcterms:license ?any }
