"""The framework: what a work says of coproduction in general, one file for each topic."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Concept, Inner, Link, OneOrMany

from ._evidence import Statement
from ._findings import Finding
from ._statements import Statements
from ._values import CASE, EDITION, STAGE, Integer, Label, Says, Words, Year

PATTERN = "data/framework/*.yaml"


class ListItem(Record):
    """One item of a list, at its place."""

    kind: ClassVar[str] = "list-item"
    rdf_class: ClassVar[str] = "ListItem"
    position: Integer = Field(description="Its place in the list, from 1.")
    stage: Annotated[str, Concept("stage")] | None = Field(None, description="The stage listed.")
    rung: Annotated[str, Concept("arnstein-rung")] | None = Field(None, description="The rung listed.")
    word: Words = Field(description="The word the passage uses for it.")


class Listing(Statement):
    """An ordered list as one passage gives it: lists of stages, and of rungs, differ."""

    kind: ClassVar[str] = "listing"
    rdf_class: ClassVar[str] = "Listing"
    label: Says = Field(description="What is listed, and where.")
    lists: Annotated[str, Concept("listing-kind")] = Field(description="What kind of list it is.")
    item: dict[str, ListItem] = Field(description="The items, by key.")


class CellName(Statement):
    """The name an edition gives a cell of Table 1, in one of the places where it names it."""

    kind: ClassVar[str] = "cell-name"
    rdf_class: ClassVar[str] = "CellName"
    cell: Annotated[str, Concept("cell")] = Field(description="The cell named.")
    name: Words = Field(description="The name as printed.")
    named_in: Annotated[str, Concept("placement-source")] = Field(
        description="Where: table, figure, list or narrative."
    )
    edition: OneOrMany[EDITION] = Field(description="The editions that print it so.")


class Example(Statement):
    """A short example the author lists under a type, or names elsewhere: no modes are invented."""

    kind: ClassVar[str] = "example"
    rdf_class: ClassVar[str] = "Example"
    label: Says = Field(description="The example, in a few words.")
    listed_under: Annotated[str, Concept("cell")] | None = Field(
        None, description="The cell under whose heading it stands; none where it stands elsewhere."
    )
    listing: Annotated[str, Concept("example-listing")] = Field(
        description="How it stands there: in a bulleted list, in running text."
    )
    position: Integer | None = Field(None, description="Its place in that list, from 1.")
    illustrates: Label | None = Field(None, description="What it is an example of, if not of a cell.")
    case: OneOrMany[CASE] = Field(default_factory=list, description="The case it announces.")
    country: Annotated[str, Link("place")] | None = Field(None, description="The country named.")


class DriverStage(Statement):
    """A stage in which a driver is said to bring users and communities a part."""

    kind: ClassVar[str] = "driver-stage"
    rdf_class: ClassVar[str] = "DriverStageLink"
    driver: Annotated[str, Concept("driver")] = Field(description="The driver.")
    stage: OneOrMany[STAGE] = Field(description="The stages.")
    likelihood: Annotated[str, Concept("likelihood")] = Field(
        description="How strongly: `more-likely` is not `only`."
    )


class Bearing(Statement):
    """How one case section bears on a general claim about the cases."""

    kind: ClassVar[str] = "bearing"
    rdf_class: ClassVar[str] = "Bearing"
    claim: Annotated[str, Inner("finding")] = Field(description="The claim.")
    case: Annotated[str, Link("case")] = Field(description="The case.")
    bearing: Annotated[str, Concept("bearing")] = Field(
        description="Whether the case section bears it out, is silent, or is contrary."
    )


class Term(Statement):
    """What the author means by a concept, and whose it is."""

    kind: ClassVar[str] = "term"
    rdf_class: ClassVar[str] = "TermUse"
    label: Says = Field(description="The term.")
    meaning: Label = Field(description="What it means, in our words.")
    originator: OneOrMany[Annotated[str, Link("work")]] = Field(
        default_factory=list, description="The works it is credited to."
    )
    driver: Annotated[str, Concept("driver")] | None = Field(None, description="The driver it names.")
    cell: Annotated[str, Concept("cell")] | None = Field(
        None, description="The cell of Table 1 whose type it explains."
    )
    proposed_instead_of: Words | None = Field(
        None, description="The term that the author would replace by it."
    )


class HistoryNote(Statement):
    """A step in the history of the idea, as the author tells it."""

    kind: ClassVar[str] = "history"
    rdf_class: ClassVar[str] = "HistoryNote"
    says: Says = Field(description="The step, in our words.")
    voice: Annotated[str, Concept("voice")] = Field("author", description="Who says it.")
    modality: Annotated[str, Concept("modality")] = Field(
        "observed", description="How surely it is said."
    )
    from_year: Year | None = Field(None, description="The first year, where it can be told.")
    to_year: Year | None = Field(None, description="The last year, where it can be told.")
    when: Label | None = Field(None, description="The time in the text's words.")
    place: OneOrMany[Annotated[str, Link("place")]] = Field(
        default_factory=list, description="Where, as the text says."
    )


class LimitAnswer(Finding):
    """What is said to deal with a limitation."""

    kind: ClassVar[str] = "limit-answer"
    rdf_class: ClassVar[str] = "LimitationAnswer"


class CounterPoint(Finding):
    """What is said against a limitation or a benefit: evidence (a survey, a case) or argument."""

    kind: ClassVar[str] = "counterpoint"
    rdf_class: ClassVar[str] = "CounterPoint"


class Framework(Statements):
    """A topic of a work's framework, and everything the work says of it in general."""

    kind: ClassVar[str] = "framework"
    rdf_class: ClassVar[str] = "FrameworkTopic"
    title: Says = Field(description="The topic.")
    about: Label = Field(description="What it covers, in one sentence of our own.")
    edition: EDITION = Field(description="The edition that passages quote unless they say otherwise.")
    listing: dict[str, Listing] = Field(default_factory=dict)
    cell_name: dict[str, CellName] = Field(default_factory=dict)
    example: dict[str, Example] = Field(default_factory=dict)
    driver_stage: dict[str, DriverStage] = Field(default_factory=dict)
    bearing: dict[str, Bearing] = Field(default_factory=dict)
    term: dict[str, Term] = Field(default_factory=dict)
    history: dict[str, HistoryNote] = Field(default_factory=dict)
    limit_answer: dict[str, LimitAnswer] = Field(default_factory=dict)
    counterpoint: dict[str, CounterPoint] = Field(default_factory=dict)


MODEL: type[Record] = Framework
