"""Definitions of coproduction: one file each, as a set of conditions."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Link

from ._evidence import Coding, Sourced, Statement
from ._judgements import Verdict
from ._values import Integer, Label, Says, Words

PATTERN = "data/definitions/*.yaml"


class Condition(Statement):
    """One condition that a definition sets: all of them must be met."""

    kind: ClassVar[str] = "condition"
    rdf_class: ClassVar[str] = "Condition"
    label: Says = Field(description="The condition, in a few words.")
    position: Integer = Field(description="Its place in the definition, from 1.")
    rule: Label = Field(description="When a coder takes it as met, and when not.")


class Wording(Statement):
    """The definition as an edition prints it."""

    kind: ClassVar[str] = "wording"
    rdf_class: ClassVar[str] = "DefinitionWording"


class Definition(Sourced):
    """A definition of coproduction as the paper quotes or gives it."""

    kind: ClassVar[str] = "definition"
    rdf_class: ClassVar[str] = "Definition"
    label: Says = Field(description="What to call it.")
    defines: Words = Field(description="The term it defines, as printed.")
    defined_in: Annotated[str, Link("work")] = Field(description="The work that gives it.")
    locator: Words | None = Field(None, description="The page of that work, as cited.")
    about: Label = Field(description="What it takes coproduction to be, in our words.")
    coding: Coding = Field(description="How this file was coded.")
    wording: dict[str, Wording] = Field(description="Its words.")
    condition: dict[str, Condition] = Field(description="Its conditions.")
    verdict: dict[str, Verdict] = Field(
        default_factory=dict, description="What the author says of the definition."
    )


MODEL: type[Record] = Definition
