"""In-text citations: every place of an edition where a year stands for a work."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Concept, OneOrMany, Part, Property, RecordPath

from ._evidence import Coding, Sourced, Statement
from ._values import WORK, CitedName, CitedYear, Integer, Label, Says, Words

PATTERN = "data/literature/citations/*.yaml"


class FunctionAssignment(Statement):
    """For what a work is cited at a place: the coder's judgement, by the Citation Typing Ontology."""

    kind: ClassVar[str] = "citing-function"
    rdf_class: ClassVar[str] = "FunctionAssignment"
    support: Annotated[str, Concept("support")] = Field(
        "judgement", description="A function is always judged; the memo says why."
    )
    citing_function: Annotated[str, Concept("citing-function")] = Field(description="The function.")


class Pointer(Statement):
    """A place in the text where a year stands for a work."""

    kind: ClassVar[str] = "pointer"
    rdf_class: ClassVar[str] = "Pointer"
    also: ClassVar[tuple[str, ...]] = ("c4o:InTextReferencePointer",)
    position: Integer = Field(description="Its place among the pointers of the edition, from 1.")
    written: Annotated[Words, Property("c4o:hasContent")] = Field(
        description="As it stands; ` … ` where author and year stand apart. Not counted as a quote."
    )
    name: CitedName = Field(description="The first name in it, as written.")
    year: CitedYear = Field(description="The year, as written.")
    cites: WORK | None = Field(None, description="The work it stands for; none where nobody can tell.")
    section: Annotated[str, Part("edition", "section")] = Field(description="The section the year stands in.")
    page: Integer | None = Field(None, description="The page the year stands on, where shown.")
    form: Annotated[str, Concept("citation-form"), Property("cop:citationForm")] = Field(
        description="Whether it is part of the sentence: `narrative`, or `parenthetical`."
    )
    group: Annotated[Words, Property("cop:citationGroup")] | None = Field(
        None, description="A key shared by the pointers of one parenthesis, where it holds several."
    )
    locator: Words | None = Field(None, description="The page or place in the work, where the text gives one.")
    function: FunctionAssignment = Field(description="For what the work is cited here.")
    cited_for: OneOrMany[Annotated[str, RecordPath()]] = Field(
        default_factory=list, description="The coded statements that rest on the work at this place, or speak of it."
    )


class Citations(Sourced):
    """The in-text citations of an edition."""

    kind: ClassVar[str] = "citations"
    rdf_class: ClassVar[str] = "CitationCoding"
    title: Says = Field(description="What to call it.")
    about: Label = Field(description="Of which edition, in one sentence.")
    coding: Coding = Field(description="How this file was coded.")
    pointer: dict[str, Pointer] = Field(description="The pointers, in the order of the text.")


MODEL: type[Record] = Citations
