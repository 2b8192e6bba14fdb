"""The kinds of statement that a case file and a framework file have in common.

Every class here is one kind of record inside a file. Its docstring is the rule by which it is
coded, its fields are the fields people write, and each field becomes the property of the same
name in the ontology (``start_year`` is ``cop:startYear``). See ``docs/coding-manual.md``.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from coprokg.mapping import (
    Concept,
    Inherited,
    Inner,
    Link,
    On,
    OneOrMany,
    Part,
    Property,
    Record,
)

from ._values import Integer, Label, Number, Says, Words, Year

USUAL_QUOTE, LONGEST_QUOTE, MOST_CONTEXT = 25, 40, 4
"""How many words a quote has at most: usually, with a stated reason, and around it."""

WORK = Annotated[str, Link("work")]
CASE = Annotated[str, Link("case")]
PLACE = Annotated[str, Link("place")]
ACTOR = Annotated[str, Inner("actor")]
PHASE = Annotated[str, Inner("phase")]
STAGE = Annotated[str, Concept("stage")]


EDITION = Annotated[str, Link("edition")]
SECTION = Annotated[str, Part("edition", "section")]
_QUOTE = On("quote", "oa:hasSelector", "oa:TextQuoteSelector")


class Passage(Record):
    """The shortest words of an edition that bear a value out, and where they stand."""

    kind: ClassVar[str] = "passage"
    rdf_class: ClassVar[str] = "Passage"
    also: ClassVar[tuple[str, ...]] = ("oa:SpecificResource",)

    key: str = Field(
        description="A short name, unique in the file; `coprokg check --fix` writes a missing one."
    )
    edition: Annotated[str, Link("edition"), Property("oa:hasSource"), Inherited()] | None = Field(
        None, description="The edition quoted, when it is not the file's own."
    )
    section: Annotated[str, Part("edition", "section"), Inherited()] | None = Field(
        None, description="The section the words stand in, when it is not the file's own."
    )
    page: Integer | None = Field(
        None, description="The page on which the words begin; none where the edition shows none."
    )
    words: Annotated[Words, _QUOTE, Property("oa:exact")] = Field(
        description="The exact words, at most 25, as the page prints them."
    )
    before: Annotated[Words, _QUOTE, Property("oa:prefix")] | None = Field(
        None, description="At most 4 words before the quote, where the words are not unique."
    )
    after: Annotated[Words, _QUOTE, Property("oa:suffix")] | None = Field(
        None, description="At most 4 words after the quote, where the words are not unique."
    )
    long_because: Label | None = Field(
        None, description="Why more than 25 (at most 40) words are needed."
    )

    @model_validator(mode="after")
    def _short(self) -> Self:
        """Hold the quote to the shortest sufficient words."""
        count = len(self.words.split())
        if count > LONGEST_QUOTE:
            raise ValueError(
                f"the quote has {count} words, more than {LONGEST_QUOTE};"
                " keep the words that bear the value out, or split it into two passages"
            )
        if count > USUAL_QUOTE and not self.long_because:
            raise ValueError(
                f"the quote has {count} words, more than {USUAL_QUOTE};"
                " shorten it, or say why in `long_because`"
            )
        for name in ("before", "after"):
            if len((getattr(self, name) or "").split()) > MOST_CONTEXT:
                raise ValueError(f"`{name}` has more than {MOST_CONTEXT} words; shorten it")
        return self

    @classmethod
    def new_key(cls, raw: Mapping[str, Any], taken: Container[str]) -> str:
        """Return a key for a passage that has none: its first telling words, not yet taken."""
        plain = unicodedata.normalize("NFKD", str(raw.get("words", ""))).encode("ascii", "ignore")
        words = [w for w in re.findall(r"[a-z0-9]+", plain.decode().lower()) if len(w) > 2]
        for count in range(3, len(words) + 1):
            key = "-".join(words[:count])
            if key not in taken:
                return key
        stem = "-".join(words) or "passage"
        return next(k for n in itertools.count(2) if (k := f"{stem}-{n}") not in taken)


class Statement(Record):
    """Something said of a case or of coproduction, with the words that say it."""

    rdf_class: ClassVar[str] = "Statement"

    support: Annotated[str, Concept("support")] = Field(
        "states",
        description="How the words bear the value: `states`, `implies` or `judgement`.",
    )
    certainty: Annotated[str, Concept("certainty")] = Field(
        "firm", description="How sure the coder is of the coding: `firm`, `arguable`, `doubtful`."
    )
    evidence: OneOrMany[Annotated[str, Inner("passage")] | Passage] = Field(
        default_factory=list,
        description="The passages that prove it: written out here, or the key of one in this file.",
    )
    memo: Label | None = Field(
        None, description="Why the coder judged so; required when support is `judgement`."
    )
    section_read: OneOrMany[SECTION] = Field(
        default_factory=list,
        description="The sections read in full, for a value that rests on silence.",
    )
    work: OneOrMany[WORK] = Field(
        default_factory=list, description="The works the text names as the source of this."
    )

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        """Refuse a statement that stands on nothing; an absence stands on the sections read."""
        if not (self.evidence or self.memo or self.section_read or isinstance(self, Absence)):
            raise ValueError(
                "nothing bears this out; give `evidence`, or a `memo` for a judgement,"
                " or the sections read for a silence (`section_read`)"
            )
        if self.support == "judgement" and not self.memo:
            raise ValueError("the support is `judgement`; say in a `memo` why you judge so")
        if self.certainty != "firm" and not self.memo:
            raise ValueError(f"the certainty is `{self.certainty}`; say in a `memo` why")
        return self


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


class Name(Statement):
    """A name by which an edition calls the case, an actor or a place."""

    kind: ClassVar[str] = "name"
    rdf_class: ClassVar[str] = "NameUse"
    name: Words = Field(description="The name as printed.")
    edition: OneOrMany[EDITION] = Field(
        description="The editions that use it."
    )
    names: ACTOR | None = Field(None, description="The actor named, when it is not the case.")


class Actor(Statement):
    """A person, group or body that the text has take part, affect or be affected."""

    kind: ClassVar[str] = "actor"
    rdf_class: ClassVar[str] = "Actor"
    label: Says = Field(description="What the text calls it.")
    actor_kind: OneOrMany[Annotated[str, Concept("actor-kind")]] = Field(
        description="Its kinds: roles that may overlap, not exclusive classes."
    )
    part_of: OneOrMany[ACTOR] = Field(
        default_factory=list, description="The wider actor it belongs to, as the text says."
    )
    organization: Annotated[str, Link("organization")] | None = Field(
        None, description="The body in the register that this actor is."
    )


class Participation(Statement):
    """One way in which one actor takes part: side, roles, stages, phase, what it contributes."""

    kind: ClassVar[str] = "participation"
    rdf_class: ClassVar[str] = "Participation"
    actor: ACTOR = Field(description="Who takes part.")
    side: Annotated[str, Concept("side")] = Field(
        description="On which side of the provider-user relationship, in this participation."
    )
    relation: Annotated[str, Concept("service-relation")] | None = Field(
        None, description="How a user or community member stands to the service."
    )
    role: OneOrMany[Annotated[str, Concept("role")]] = Field(description="What it does here.")
    stage: OneOrMany[STAGE] = Field(
        default_factory=list, description="The stages of the value chain; none: not stated."
    )
    phase: OneOrMany[PHASE] = Field(
        default_factory=list, description="The phase; none: phase not stated."
    )
    contributes: OneOrMany[Annotated[str, Concept("resource")]] = Field(
        default_factory=list, description="The resources it puts in."
    )
    pay: Annotated[str, Concept("pay")] | None = Field(
        None, description="Whether it is paid for this, where the text says."
    )
    training: Annotated[str, Concept("training")] | None = Field(
        None, description="Whether it is trained or qualified, where the text says."
    )
    employer: OneOrMany[ACTOR] = Field(default_factory=list, description="Who employs it.")
    scope: Annotated[str, Concept("scope")] = Field(
        "this-case", description="Where: in this case, at another site, in the programme nationally."
    )
    modality: Annotated[str, Concept("modality")] = Field(
        "observed", description="How surely: done, said to be possible, planned."
    )
    says: Says | None = Field(None, description="What it does, in a few words of our own.")


class Consultation(Statement):
    """Who consults whom, about what, and with what influence; the paper's own word is kept."""

    kind: ClassVar[str] = "consultation"
    rdf_class: ClassVar[str] = "Consultation"
    word: Words = Field(description="The paper's own word, such as `consultation`.")
    consulting: OneOrMany[ACTOR] = Field(default_factory=list, description="Who asks.")
    consulted: OneOrMany[ACTOR] = Field(default_factory=list, description="Who is asked.")
    topic: Label = Field(description="What about.")
    influence: Annotated[str, Concept("influence")] = Field(
        description="With what influence on the decision."
    )
    stage: OneOrMany[STAGE] = Field(default_factory=list, description="At which stages.")
    phase: OneOrMany[PHASE] = Field(default_factory=list, description="In which phase.")


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


class Absence(Statement):
    """Something that a comparison asks for and the sections read do not give."""

    kind: ClassVar[str] = "absence"
    rdf_class: ClassVar[str] = "Absence"
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


class Sourced(Record):
    """A file whose passages come from one edition unless they say otherwise."""

    edition: EDITION | None = Field(None, description="The edition that passages quote.")
    section: Annotated[str, Part("edition", "section")] | None = Field(
        None, description="The section that passages stand in."
    )


class Coding(Record):
    """How a file was coded, by whom, by which manual, and who checked it."""

    kind: ClassVar[str] = "coding"
    rdf_class: ClassVar[str] = "Coding"
    method: Annotated[str, Concept("coding-method")] = Field(description="How it was coded.")
    checked: Annotated[str, Concept("coding-check")] = Field(description="Who has checked it.")
    manual: Words = Field(description="The version of the coding manual.")


class Statements(Sourced):
    """What case files and framework files have in common: every kind of statement, by key."""

    coding: Coding = Field(description="How this file was coded.")
    read_in_full: OneOrMany[SECTION] = Field(
        default_factory=list,
        description="The sections that were read in full, in every edition, for what the file says is absent.",
    )

    name: dict[str, Name] = Field(default_factory=dict)
    actor: dict[str, Actor] = Field(default_factory=dict)
    participation: dict[str, Participation] = Field(default_factory=dict)
    consultation: dict[str, Consultation] = Field(default_factory=dict)
    event: dict[str, Event] = Field(default_factory=dict)
    quantity: dict[str, Quantity] = Field(default_factory=dict)
    money: dict[str, Money] = Field(default_factory=dict)
    starting_state: dict[str, StartingState] = Field(default_factory=dict)
    illustration: dict[str, Illustration] = Field(default_factory=dict)
    aim: dict[str, Aim] = Field(default_factory=dict)
    mechanism: dict[str, Mechanism] = Field(default_factory=dict)
    outcome: dict[str, Outcome] = Field(default_factory=dict)
    benefit: dict[str, Benefit] = Field(default_factory=dict)
    cost: dict[str, Cost] = Field(default_factory=dict)
    limitation: dict[str, Limitation] = Field(default_factory=dict)
    opposition: dict[str, Opposition] = Field(default_factory=dict)
    challenge: dict[str, Challenge] = Field(default_factory=dict)
    driver: dict[str, Driver] = Field(default_factory=dict)
    recommendation: dict[str, Recommendation] = Field(default_factory=dict)
    hypothesis: dict[str, Hypothesis] = Field(default_factory=dict)
    claim: dict[str, Claim] = Field(default_factory=dict)
    assessment: dict[str, Assessment] = Field(default_factory=dict)
    verdict: dict[str, Verdict] = Field(default_factory=dict)
    absence: dict[str, Absence] = Field(default_factory=dict)
