"""Reference lists as printed: each entry of each edition, as it stands, errors and all."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import OneOrMany, Property

from ._evidence import Coding, Sourced
from ._values import WORK, CitedName, CitedYear, Integer, Label, Says, Words

PATTERN = "data/literature/references/*.yaml"

class Reference(Record):
    """An entry of a reference list."""

    kind: ClassVar[str] = "reference"
    rdf_class: ClassVar[str] = "Reference"
    also: ClassVar[tuple[str, ...]] = ("biro:BibliographicReference",)
    position: Integer = Field(description="Its place in the list, from 1.")
    page: Integer | None = Field(None, description="The page on which it begins, where shown.")
    cites: Annotated[WORK, Property("biro:references")] = Field(description="The work.")
    printed: Annotated[Words, Property("c4o:hasContent")] = Field(
        description="The entry as it stands, with its errors: a fact, not counted as a quote."
    )
    name: OneOrMany[CitedName] = Field(
        description="The name or names under which the entry is found, as it prints them."
    )
    year: CitedYear = Field(description="The year, as printed.")


class ReferenceList(Sourced):
    """The reference list of an edition."""

    kind: ClassVar[str] = "references"
    rdf_class: ClassVar[str] = "ReferenceList"
    also: ClassVar[tuple[str, ...]] = ("biro:ReferenceList",)
    title: Says = Field(description="What to call it.")
    about: Label = Field(description="Which list it is, in one sentence.")
    coding: Coding = Field(description="How this file was coded.")
    reference: dict[str, Reference] = Field(description="Its entries, in order.")


MODEL: type[Record] = ReferenceList
