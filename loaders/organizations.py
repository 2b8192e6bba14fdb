"""Organizations: the register of bodies that appear in more than one record or are named as such."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Concept, Link, OneOrMany

from ._actors import Name
from ._evidence import Sourced
from ._values import Label, Says, Words

PATTERN = "data/registers/organizations.yaml"
MANY = True


class Organization(Sourced):
    """A body named in the text."""

    kind: ClassVar[str] = "organization"
    rdf_class: ClassVar[str] = "Organization"
    label: Says = Field(description="The name by which we call it.")
    short_name: Words | None = Field(None, description="An abbreviation, as printed.")
    organization_kind: OneOrMany[Annotated[str, Concept("actor-kind")]] = Field(
        description="What kind of body it is."
    )
    name: dict[str, Name] = Field(default_factory=dict, description="How editions spell it.")
    place: Annotated[str, Link("place")] | None = Field(None, description="Where it works.")
    note: Label | None = Field(None, description="What a reader must know of it.")


MODEL: type[Record] = Organization
