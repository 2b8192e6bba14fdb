"""Findings: what is reported, claimed, feared, hoped or recommended, and by whom."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.markers import Concept, Inner, OneOrMany

from ._evidence import Statement
from ._values import (
    ACTOR,
    CASE,
    PHASE,
    PLACE,
    STAGE,
    Label,
    Says,
)


class Finding(Statement):
    """Something reported, claimed, feared, hoped or recommended: attributed, never a bare fact."""

    kind: ClassVar[str] = "finding"
    rdf_class: ClassVar[str] = "Finding"

    says: Says = Field(description="The finding in one short sentence of our own words.")
    voice: Annotated[str, Concept("voice")] = Field(description="Who says it.")
    modality: Annotated[str, Concept("modality")] = Field(description="How surely it is said.")
    scope: Annotated[str, Concept("scope")] = Field(description="Of what it is said.")
    speaker: ACTOR | None = Field(
        None, description="The actor who says it, when the voice is an actor's."
    )
    place: OneOrMany[PLACE] = Field(
        default_factory=list, description="The place it is said of, where that is not the case's own."
    )
    case: OneOrMany[CASE] = Field(
        default_factory=list,
        description="The cases that a collective or general finding names.",
    )
    phase: OneOrMany[PHASE] = Field(
        default_factory=list, description="The phase it belongs to; none: phase not stated."
    )
    stage: OneOrMany[STAGE] = Field(
        default_factory=list, description="The stages of the value chain it speaks of."
    )
    concerns: OneOrMany[ACTOR] = Field(
        default_factory=list, description="The actors it is about, where no other field names them."
    )
    counters: OneOrMany[Annotated[str, Inner("finding")]] = Field(
        default_factory=list, description="The findings of this file that it speaks against."
    )
    counters_by: Annotated[str, Concept("countering")] | None = Field(
        None, description="How it speaks against them: evidence or argument."
    )
    answers: OneOrMany[Annotated[str, Inner("finding")]] = Field(
        default_factory=list, description="The findings of this file that it offers a remedy for."
    )


class Outcome(Finding):
    """A state or change that the text reports of a case after coproduction."""

    kind: ClassVar[str] = "outcome"
    rdf_class: ClassVar[str] = "Outcome"
    domain: OneOrMany[Annotated[str, Concept("outcome-domain")]] = Field(
        description="The areas of life or service that changed."
    )
    baseline: Label | None = Field(None, description="The state before, as the text gives it.")
    comparator: Label | None = Field(None, description="What it is compared with in the text.")
    attribution: Annotated[str, Concept("attribution")] = Field(
        description="What the text says brought it about."
    )
    affected: OneOrMany[ACTOR] = Field(default_factory=list, description="Who it happened to.")
    quantity: OneOrMany[Annotated[str, Inner("quantity")]] = Field(
        default_factory=list, description="The figures that measure it."
    )
    money: OneOrMany[Annotated[str, Inner("money")]] = Field(
        default_factory=list, description="The sums that measure it."
    )


class Benefit(Finding):
    """A value claimed for coproduction, and for whom."""

    kind: ClassVar[str] = "benefit"
    rdf_class: ClassVar[str] = "Benefit"
    benefit: Annotated[str, Concept("benefit")] = Field(description="Which benefit.")
    beneficiary: OneOrMany[ACTOR] = Field(default_factory=list, description="For whom.")


class Limitation(Finding):
    """A weakness, danger or bound of coproduction."""

    kind: ClassVar[str] = "limitation"
    rdf_class: ClassVar[str] = "Limitation"
    limitation: Annotated[str, Concept("limitation")] = Field(description="Which limitation.")


class Opposition(Finding):
    """Actors who resisted, and what they resisted or why."""

    kind: ClassVar[str] = "opposition"
    rdf_class: ClassVar[str] = "Opposition"
    opponent: OneOrMany[ACTOR] = Field(default_factory=list, description="Who resisted.")
    reason: OneOrMany[Annotated[str, Concept("resistance-reason")]] = Field(
        default_factory=list, description="The reasons the text gives."
    )


class Challenge(Finding):
    """A difficulty that those taking part had to deal with."""

    kind: ClassVar[str] = "challenge"
    rdf_class: ClassVar[str] = "Challenge"
    challenged: OneOrMany[ACTOR] = Field(default_factory=list, description="Who had to deal with it.")


class StartingState(Finding):
    """The state of affairs from which a case set out."""

    kind: ClassVar[str] = "starting-state"
    rdf_class: ClassVar[str] = "StartingState"


class Cost(Finding):
    """A burden borne by somebody for coproduction, other than a sum of money paid."""

    kind: ClassVar[str] = "cost"
    rdf_class: ClassVar[str] = "CostBorne"
    bearer: OneOrMany[ACTOR] = Field(default_factory=list, description="Who bears it.")


class Aim(Finding):
    """What the case, a programme or an actor means to achieve."""

    kind: ClassVar[str] = "aim"
    rdf_class: ClassVar[str] = "Aim"


class Mechanism(Finding):
    """How something is said to have worked: what brought what about."""

    kind: ClassVar[str] = "mechanism"
    rdf_class: ClassVar[str] = "Mechanism"
    leads_to: OneOrMany[Annotated[str, Inner("finding")]] = Field(
        default_factory=list, description="The findings of this file that it is said to lead to."
    )


class Driver(Finding):
    """A motivation for coproduction that the author assigns to a case."""

    kind: ClassVar[str] = "driver"
    rdf_class: ClassVar[str] = "DriverAssignment"
    driver: OneOrMany[Annotated[str, Concept("driver")]] = Field(description="Which driver or drivers.")


class Illustration(Finding):
    """What the author says a case shows about coproduction."""

    kind: ClassVar[str] = "illustration"
    rdf_class: ClassVar[str] = "Illustration"


class Recommendation(Finding):
    """What the text says should be done."""

    kind: ClassVar[str] = "recommendation"
    rdf_class: ClassVar[str] = "Recommendation"


class Hypothesis(Finding):
    """What the text holds likely or possible, and to be tried elsewhere."""

    kind: ClassVar[str] = "hypothesis"
    rdf_class: ClassVar[str] = "Hypothesis"


class Claim(Finding):
    """A general statement of no narrower kind: a conclusion, a caveat, a claim about the cases."""

    kind: ClassVar[str] = "claim"
    rdf_class: ClassVar[str] = "Claim"
