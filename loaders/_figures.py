"""Figures: quantities, sums of money, and dated events."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from coprokg.markers import Concept, Inner, OneOrMany

from ._evidence import Statement
from ._values import (
    ACTOR,
    PHASE,
    PLACE,
    Integer,
    Label,
    Number,
    Says,
    Year,
)


class Quantity(Statement):
    """A figure that is not a sum of money: a count, a share, a rate, a duration."""

    kind: ClassVar[str] = "quantity"
    rdf_class: ClassVar[str] = "Quantity"
    indicator: Label = Field(description="What is counted or measured.")
    value: Number | None = Field(
        None, description="The number; none only where the text says `most-of` and gives no figure."
    )
    unit: Annotated[str, Concept("unit")] = Field(description="The unit.")
    approximation: Annotated[str, Concept("approximation")] = Field(
        "exact", description="How closely the text gives it."
    )
    measures: Annotated[str, Concept("measure")] = Field(
        "level", description="Whether it is a level, a change or a plan."
    )
    year: Year | None = Field(None, description="The year it holds for.")
    when: Label | None = Field(None, description="The time in the text's words, if not a year.")
    concerns: OneOrMany[ACTOR] = Field(
        default_factory=list, description="The actors it counts or concerns."
    )
    comparison: Label | None = Field(None, description="What the text compares it with.")
    voice: Annotated[str, Concept("voice")] = Field("author", description="Who gives the figure.")
    scope: Annotated[str, Concept("scope")] = Field(description="Of what it holds.")
    place: OneOrMany[PLACE] = Field(
        default_factory=list, description="The place it holds for, where that is not the case's own."
    )
    phase: OneOrMany[PHASE] = Field(default_factory=list, description="The phase it belongs to.")

    @model_validator(mode="after")
    def _valued(self) -> Self:
        """Refuse a figure without a number."""
        if self.value is None and self.approximation != "most-of":
            raise ValueError("the figure has no number; give `value`, or the approximation `most-of`")
        return self


class Money(Statement):
    """A sum of money, or a share of one: from whom, to whom, for what, under what."""

    kind: ClassVar[str] = "money"
    rdf_class: ClassVar[str] = "MoneyFlow"
    says: Says = Field(description="What the money is, in a few words of our own.")
    amount: Number | None = Field(None, description="The sum; none where only a share is given.")
    currency: Annotated[str, Concept("currency")] | None = Field(
        None, description="ISO 4217 code, where a sum is given."
    )
    share: Number | None = Field(None, description="Percentage of the sum named in `share_of`.")
    share_of: Annotated[str, Inner("money")] | None = Field(None, description="The whole.")
    payer: OneOrMany[ACTOR] = Field(default_factory=list, description="From whom.")
    payee: OneOrMany[ACTOR] = Field(default_factory=list, description="To whom.")
    applicant: OneOrMany[ACTOR] = Field(default_factory=list, description="Who applies for it.")
    purpose: Label | None = Field(None, description="What for.")
    under: Label | None = Field(None, description="Under which agreement or instrument.")
    money_kind: Annotated[str, Concept("money-kind")] = Field(description="What kind of sum.")
    period: Annotated[str, Concept("period")] = Field("once", description="Once or per year.")
    year: Year | None = Field(None, description="The year.")
    when: Label | None = Field(None, description="The time in the text's words, if not a year.")
    approximation: Annotated[str, Concept("approximation")] | None = Field(
        None, description="How closely the text gives the sum or share; without it, as it stands."
    )
    phase: OneOrMany[PHASE] = Field(default_factory=list, description="The phase it belongs to.")

    @model_validator(mode="after")
    def _summed(self) -> Self:
        """Refuse a sum without a currency; take a sum or share as exact unless the text says otherwise."""
        if self.amount is not None and self.currency is None:
            raise ValueError("the sum has no currency; give `currency`, e.g. GBP, or `currency-not-stated`")
        if self.approximation is None and (self.amount is not None or self.share is not None):
            self.approximation = "exact"
        return self


class Event(Statement):
    """Something dated, or put in an order, that happened."""

    kind: ClassVar[str] = "event"
    rdf_class: ClassVar[str] = "Event"
    says: Says = Field(description="What happened, in a few words of our own.")
    event_type: Annotated[str, Concept("event-type")] = Field(description="What kind of event.")
    position: Integer | None = Field(
        None, description="Its place in the order of events, where the text tells an order."
    )
    year: Year | None = Field(None, description="The year.")
    when: Label | None = Field(None, description="The time in the text's words, if not a year.")
    involves: OneOrMany[ACTOR] = Field(default_factory=list, description="The actors in it.")
    phase: OneOrMany[PHASE] = Field(default_factory=list, description="The phase it belongs to.")
