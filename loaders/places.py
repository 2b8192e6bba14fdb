"""Places: the register of places that cases and examples name."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Concept, Link

from ._actors import Name
from ._evidence import Sourced, Statement
from ._values import Label, Says, Words

PATTERN = "data/registers/places.yaml"
MANY = True


class Within(Statement):
    """The wider place that a place lies in, as the text says."""

    kind: ClassVar[str] = "within"
    rdf_class: ClassVar[str] = "Containment"
    place: Annotated[str, Link("place")] = Field(description="The wider place.")


class Place(Sourced):
    """A place, by the name we use for it."""

    kind: ClassVar[str] = "place"
    rdf_class: ClassVar[str] = "Place"
    label: Says = Field(description="The name in English.")
    place_kind: Annotated[str, Concept("place-kind")] = Field(description="What kind of place.")
    country_code: Words | None = Field(None, description="ISO 3166-1 code, for a country.")
    note: Label | None = Field(None, description="What a reader must know of it.")
    name: dict[str, Name] = Field(default_factory=dict, description="How editions spell it.")
    within: dict[str, Within] = Field(default_factory=dict, description="Where it lies.")


MODEL: type[Record] = Place
