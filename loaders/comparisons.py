"""Comparisons of editions: where their reference lists differ, and where their texts do."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from coprokg.mapping import Record
from coprokg.markers import Concept, OneOrMany, Property

from ._evidence import Coding, Sourced, Statement
from ._values import EDITION, WORK, Label, Says, Words

PATTERN = "data/literature/comparisons/*.yaml"

Field_ = Annotated[str, Concept("reference-field")]
"""A part of a reference: its year, its title."""


PrintedValue = Annotated[Words, Property("cop:printedValue")]
"""Words of a reference, as printed."""


class Reading(Record):
    """What one edition prints where editions differ."""

    kind: ClassVar[str] = "reading"
    rdf_class: ClassVar[str] = "Reading"
    edition: EDITION = Field(description="The edition.")
    value: PrintedValue | None = Field(None, description="What it prints, verbatim.")
    absence: Annotated[str, Concept("absence-kind"), Property("cop:absenceKind")] | None = Field(
        None, description="`not-reported` where it prints nothing for it."
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        """Refuse a reading that says nothing, or both."""
        if (self.value is None) == (self.absence is None):
            raise ValueError("give the `value` that the edition prints, or `absence: not-reported`")
        return self


class ReferenceDifference(Record):
    """One part of a work's reference that the editions print differently."""

    kind: ClassVar[str] = "reference-difference"
    rdf_class: ClassVar[str] = "ReferenceDifference"
    listed_work: WORK = Field(description="The work.")
    reference_field: Field_ = Field(description="The part of the reference that differs.")
    reading: dict[str, Reading] = Field(description="What each edition prints.")
    ruling: Annotated[str, Concept("ruling")] = Field(description="Which edition is right, or `unknown`.")
    right_value: Words | None = Field(None, description="The right value, where it is known.")
    because: Label = Field(description="On what the ruling rests.")


class Correction(Record):
    """An error that all editions print and that is proved from outside the text."""

    kind: ClassVar[str] = "correction"
    rdf_class: ClassVar[str] = "Correction"
    listed_work: WORK = Field(description="The work.")
    reference_field: Field_ = Field(description="The part of the reference that is wrong.")
    printed: PrintedValue = Field(description="What the editions print, verbatim.")
    right_value: Words = Field(description="The right value.")
    because: Label = Field(description="On what the correction rests.")
    source: Words = Field(description="Where the proof stands: an address, or a publication.")


class TextDifference(Statement):
    """A place where the texts of the editions differ in more than style."""

    kind: ClassVar[str] = "text-difference"
    rdf_class: ClassVar[str] = "TextDifference"
    says: Says = Field(description="What differs, in one plain sentence of our own that names both sides.")
    difference_kind: OneOrMany[Annotated[str, Concept("difference-kind")]] = Field(
        description="What kind of difference it is."
    )
    absent_from: EDITION | None = Field(None, description="The edition that has nothing in its place.")


class Comparison(Sourced):
    """A comparison of the editions of a work."""

    kind: ClassVar[str] = "comparison"
    rdf_class: ClassVar[str] = "Comparison"
    title: Says = Field(description="What to call it.")
    about_work: WORK = Field(description="The work whose editions are compared.")
    about: Label = Field(description="What is compared, in one or two sentences.")
    coding: Coding = Field(description="How this file was coded.")
    reference_difference: dict[str, ReferenceDifference] = Field(default_factory=dict)
    correction: dict[str, Correction] = Field(default_factory=dict)
    text_difference: dict[str, TextDifference] = Field(default_factory=dict)


MODEL: type[Record] = Comparison
