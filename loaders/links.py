"""Links: what of ours has an identifier elsewhere, in tables of SSSOM, the Simple Standard for Sharing Ontological Mappings."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Datatype, Iri, OneOrMany, OurIri, Property

from ._values import Label, Says, Words

PATTERN = "data/links/*.sssom.tsv"
TABLE = {"rows": "mapping", "key": "record_id", "itself": "mapping_set_id", "prefixes": "curie_map"}

PREDICATES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch",
              "rdfs:seeAlso")
"""By what a thing of ours can be linked: no `owl:sameAs`, by which all that is said of one would hold of the other."""

JUSTIFICATIONS = ("semapv:BackgroundKnowledgeBasedMatching", "semapv:LexicalMatching", "semapv:MappingChaining",
                  "semapv:CompositeMatching", "semapv:ManualMappingCuration")
"""On what a link can rest; the last is for one that a person has made."""


class Mapping(Record):
    """One identifier elsewhere, and on what it rests that it is of this thing of ours. The link itself stands in the graph too."""

    kind: ClassVar[str] = "mapping"
    rdf_class: ClassVar[str] = "sssom:Mapping"
    states: ClassVar[tuple[str, ...]] = ("subject_id", "predicate_id", "object_id")
    subject_id: Annotated[str, OurIri(), Property("sssom:subject_id")] = Field(
        description="The thing of ours: a record, a concept or a term."
    )
    subject_label: Annotated[Words, Property("sssom:subject_label")] = Field(
        description="What we call it, for those who read the table."
    )
    predicate_id: Annotated[str, Iri(PREDICATES), Property("sssom:predicate_id")] = Field(
        description="Exact, close, broader, narrower, related, or a page about it."
    )
    object_id: Annotated[str, Iri(ours="code"), Property("sssom:object_id")] = Field(
        description="The identifier elsewhere; or a code of the register, where there is no address elsewhere."
    )
    object_label: Annotated[Words, Property("sssom:object_label")] | None = Field(
        None, description="What it is called there, where the source says so."
    )
    mapping_justification: Annotated[str, Iri(JUSTIFICATIONS), Property("sssom:mapping_justification")] = Field(
        description="By what kind of matching it was found."
    )
    confidence: Annotated[Decimal, Datatype("decimal"), Property("sssom:confidence")] = Field(
        gt=0, le=1, description="How sure the link is, on the scale of docs/decisions/0010-links.md."
    )
    see_also: OneOrMany[Annotated[str, Iri(prefixed=False), Property("sssom:see_also")]] = Field(
        default_factory=list, description="Where the source can be read."
    )
    comment: Annotated[Words, Property("sssom:comment")] = Field(
        description="What the source shows, and what else a reader must know."
    )


class Links(Record):
    """The links of one kind of thing. A table in the form of SSSOM: the head behind `#`, then a row for each link."""

    kind: ClassVar[str] = "link"
    rdf_class: ClassVar[str] = "sssom:MappingSet"
    mapping_set_title: Says = Field(description="What the table holds.")
    mapping_set_description: Annotated[Label, Property("sssom:mapping_set_description")] = Field(
        description="How the links were found, and what to know before they are used."
    )
    sssom_version: Annotated[Words, Property("sssom:sssom_version")] = Field(
        description="The version of SSSOM that the table keeps to."
    )
    license: Annotated[str, Iri(prefixed=False), Property("sssom:license")] = Field(description="The licence of the table.")
    mapping: dict[str, Mapping] = Field(description="The rows, each by the last part of its IRI.")


MODEL: type[Record] = Links
