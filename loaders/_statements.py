"""The kinds of statement that a case file and a framework file have in common.

Every class named here is one kind of record inside a file. Its docstring is the rule by which it is
coded, its fields are the fields people write, and each field becomes the property of the same
name in the ontology (``start_year`` is ``cop:startYear``). See ``docs/coding-manual.md``.
"""

from __future__ import annotations

from pydantic import Field

from coprokg.markers import OneOrMany

from ._actors import Actor, Consultation, Name, Participation
from ._evidence import Coding, Sourced
from ._figures import Event, Money, Quantity
from ._findings import (
    Aim,
    Benefit,
    Challenge,
    Claim,
    Cost,
    Driver,
    Hypothesis,
    Illustration,
    Limitation,
    Mechanism,
    Opposition,
    Outcome,
    Recommendation,
    StartingState,
)
from ._judgements import Absence, Assessment, Verdict
from ._values import SECTION


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
