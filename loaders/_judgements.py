"""Judgements: what is absent, which conditions are met, and what the author himself pronounces."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.markers import Concept, Inherited, Link, OneOrMany

from ._evidence import Statement
from ._values import (
    ACTOR,
    PHASE,
    SECTION,
    Says,
)


class Absence(Statement):
    """Something that a comparison asks for and the sections read do not give."""

    kind: ClassVar[str] = "absence"
    rdf_class: ClassVar[str] = "Absence"
    of_silence: ClassVar[bool] = True
    aspect: Annotated[str, Concept("aspect")] = Field(description="What is missing.")
    absence_kind: Annotated[str, Concept("absence-kind")] = Field(description="In what way.")
    says: Says | None = Field(None, description="More exactly, in a few words of our own.")
    section_read: Annotated[OneOrMany[SECTION], Inherited("read_in_full")] = Field(
        default_factory=list,
        description="The sections read, when they are not those the file says were read in full.",
    )
    phase: OneOrMany[PHASE] = Field(default_factory=list, description="The phase it is missing for.")
    concerns: OneOrMany[ACTOR] = Field(default_factory=list, description="The actor it concerns.")


class Assessment(Statement):
    """Whether a condition of a definition is met by a case or phase, and who says so."""

    kind: ClassVar[str] = "assessment"
    rdf_class: ClassVar[str] = "Assessment"
    condition: Annotated[str, Link("definition", "condition")] = Field(
        description="The condition assessed, as `definition/condition`."
    )
    phase: OneOrMany[PHASE] = Field(default_factory=list, description="The phase; none: the case.")
    judgement: Annotated[str, Concept("condition-judgement")] = Field(
        description="`met` or `not-met`; a silent text gets no assessment."
    )
    by: Annotated[str, Concept("assessor")] = Field(description="Who says so: author or coder.")


class Verdict(Statement):
    """The author's own verdict on whether something is coproduction."""

    kind: ClassVar[str] = "verdict"
    rdf_class: ClassVar[str] = "AuthorVerdict"
    says: Says = Field(description="The verdict in our words.")
    definition: Annotated[str, Link("definition")] | None = Field(
        None, description="The definition it is measured by."
    )
    cell: OneOrMany[Annotated[str, Concept("cell")]] = Field(
        default_factory=list, description="The cell it is about, if it is about a cell."
    )
    verdict: Annotated[str, Concept("verdict")] = Field(description="The verdict.")
