"""Journals: the periodicals in which cited articles stand."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from coprokg.mapping import Record

from ._values import Label, Says, Words

PATTERN = "data/literature/journals.yaml"
MANY = True


class Journal(Record):
    """A periodical."""

    kind: ClassVar[str] = "journal"
    rdf_class: ClassVar[str] = "Journal"
    also: ClassVar[tuple[str, ...]] = ("fabio:Journal",)
    label: Says = Field(description="What to call it.")
    title: Words = Field(description="The title, as the published list prints it.")
    note: Label | None = Field(None, description="What a reader must know of it.")


MODEL: type[Record] = Journal
