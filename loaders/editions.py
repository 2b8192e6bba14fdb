"""Editions: the texts that passages quote, with their sections."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Link, OneOrMany

from ._values import Integer, Label, Says, Words, WorkType, Year

PATTERN = "data/literature/editions.yaml"
MANY = True


class Section(Record):
    """A section of an edition."""

    kind: ClassVar[str] = "section"
    rdf_class: ClassVar[str] = "Section"
    heading: Words = Field(description="Its heading, as printed.")
    position: Integer = Field(description="Its place in the edition, from 1.")
    page: Integer | None = Field(None, description="The page on which it begins, where shown.")
    opens: Words = Field(
        description="Its first words, heading included: by them `coprokg verify` finds it."
    )
    closes: Words | None = Field(
        None, description="Its last words, for a table or figure that stands inside another section."
    )


class Edition(Record):
    """A text of a work as it was published."""

    kind: ClassVar[str] = "edition"
    rdf_class: ClassVar[str] = "Edition"
    label: Says = Field(description="What to call it.")
    short: Words = Field(description="The short name that commands take: `par`.")
    edition_of: Annotated[str, Link("work")] = Field(description="The work.")
    title: Words = Field(description="The title as printed.")
    year: Year | None = Field(None, description="The year of publication, where it is shown.")
    work_type: WorkType | None = Field(None, description="What kind of publication it is.")
    journal: Annotated[str, Link("journal")] | None = Field(None, description="The journal.")
    volume: Words | None = Field(None, description="The volume of the journal.")
    issue: Words | None = Field(None, description="The issue of the volume.")
    pages: Words | None = Field(None, description="First and last page: `846-860`.")
    container: Words | None = Field(None, description="The journal or series and the issue, as printed.")
    publisher: OneOrMany[Words] = Field(default_factory=list, description="Who published it.")
    quote_limit: Integer = Field(description="The most that may be quoted of it, in per cent.")
    running_head: OneOrMany[Words] = Field(
        default_factory=list,
        description="The heads at the top of its pages, `{page}` where the number stands; none: no pages.",
    )
    note: Label | None = Field(None, description="What a reader must know of it.")
    section: dict[str, Section] = Field(description="Its sections, in order.")


MODEL: type[Record] = Edition
