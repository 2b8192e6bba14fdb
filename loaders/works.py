"""Works: the keys by which data files cite, until the literature is loaded in full."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import OneOrMany

from ._values import Label, Says, Words, Year

PATTERN = "data/literature/works.yaml"
MANY = True


class Work(Record):
    """A work that the paper cites, or the paper itself."""

    kind: ClassVar[str] = "work"
    rdf_class: ClassVar[str] = "Work"
    label: Says = Field(description="Author and year, as cited.")
    title: Words = Field(description="The title.")
    author: OneOrMany[Words] = Field(description="The authors, family name first.")
    year: Year = Field(description="The year, as the published list gives it.")
    note: Label | None = Field(None, description="What a reader must know of it.")


MODEL: type[Record] = Work
