# No statement rests on the passage any more. The statement keeps a memo instead.
BASE <https://w3id.org/coprokg/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>

DELETE { ?statement cop:evidence <case/gb-caterham-barracks-community-trust/passage/manages-them> }
INSERT { ?statement cop:memo "From memory."@en }
WHERE  { ?statement cop:evidence <case/gb-caterham-barracks-community-trust/passage/manages-them> }
