"""Persons: the authors and editors of the literature, each once, by whatever name a list gives."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import OneOrMany, Property

from ._values import Label, Says, Words

PATTERN = "data/registers/persons.yaml"
MANY = True


class Person(Record):
    """An author or editor."""

    kind: ClassVar[str] = "person"
    rdf_class: ClassVar[str] = "Person"
    also: ClassVar[tuple[str, ...]] = ("foaf:Person",)
    label: Says = Field(description="The name, given name first.")
    family: Annotated[Words, Property("cop:familyName")] = Field(description="The family name.")
    given: Annotated[Words, Property("cop:givenName")] | None = Field(
        None, description="The given names, or the initials if no list gives more."
    )
    name_form: OneOrMany[Words] = Field(
        default_factory=list, description="Every form in which a reference list prints the name."
    )
    note: Label | None = Field(None, description="Why two names are taken for one person, or what else to know.")


MODEL: type[Record] = Person
