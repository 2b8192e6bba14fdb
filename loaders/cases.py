"""Cases: one file for each initiative that a study describes."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Concept, Inner, Link, OneOrMany

from ._evidence import Statement
from ._statements import Statements
from ._values import EDITION, Integer, Label, Says, Year

PATTERN = "data/cases/*.yaml"


class Mode(Statement):
    """The mode in which a phase is planned or delivered, as the narrative shows it."""

    kind: ClassVar[str] = "mode"
    rdf_class: ClassVar[str] = "ModeAssignment"


class Planning(Mode):
    """How the service is planned in a phase."""

    rdf_class: ClassVar[str] = "PlanningModeAssignment"
    mode: Annotated[str, Concept("planning-mode")] = Field(description="The mode, or `not-decidable`.")


class Delivery(Mode):
    """How the service is delivered in a phase."""

    rdf_class: ClassVar[str] = "DeliveryModeAssignment"
    mode: Annotated[str, Concept("delivery-mode")] = Field(description="The mode, or `not-decidable`.")


class Phase(Statement):
    """A period during which the service is planned and delivered in one way."""

    kind: ClassVar[str] = "phase"
    rdf_class: ClassVar[str] = "Phase"
    label: Says = Field(description="What the phase is called.")
    position: Integer = Field(description="Its place in the order of phases, from 1.")
    start_year: Year | None = Field(None, description="The year it begins, where the text says.")
    end_year: Year | None = Field(None, description="The year it ends, where the text says.")
    planning: Planning = Field(description="How the service is planned in it.")
    delivery: Delivery = Field(description="How the service is delivered in it.")


class Placement(Statement):
    """The cell of Table 1 in which the author puts the case: his statement, read by no reasoner."""

    kind: ClassVar[str] = "placement"
    rdf_class: ClassVar[str] = "Placement"
    cell: Annotated[str, Concept("cell")] = Field(description="The cell.")
    placed_in: Annotated[str, Concept("placement-source")] = Field(
        description="Where the author places it: table, figure, list or narrative."
    )
    phase: OneOrMany[Annotated[str, Inner("phase")]] = Field(
        default_factory=list, description="The phase he places; none: the case as a whole."
    )


class Location(Statement):
    """A place where the case is, as the text says."""

    kind: ClassVar[str] = "location"
    rdf_class: ClassVar[str] = "Location"
    place: Annotated[str, Link("place")] = Field(description="The place, by its key in the register.")
    level: Annotated[str, Concept("place-level")] = Field(
        description="What the place is to the case: its site, region or country."
    )
    says: Says | None = Field(None, description="What the text says of the place.")


class Sector(Statement):
    """A sector of public service that the case belongs to."""

    kind: ClassVar[str] = "sector"
    rdf_class: ClassVar[str] = "SectorAssignment"
    sector: Annotated[str, Concept("sector")] = Field(description="The sector.")


class Study(Statement):
    """An investigation of the case in a work."""

    kind: ClassVar[str] = "study"
    rdf_class: ClassVar[str] = "Study"
    label: Says = Field(description="What to call it.")
    published_in: Annotated[str, Link("work")] = Field(description="The work that reports it.")
    depth: Annotated[str, Concept("study-depth")] = Field(description="The depth of evidence.")
    method: OneOrMany[Annotated[str, Concept("study-method")]] = Field(
        description="What was done to study it."
    )
    unit_of_analysis: Annotated[str, Concept("unit-of-analysis")] = Field(
        description="What is studied: a site, a programme, a model with many sites."
    )
    selection: Annotated[str, Concept("selection")] = Field(description="How it was chosen.")


class Case(Statements):
    """An initiative in the world in which a public service is planned or delivered."""

    kind: ClassVar[str] = "case"
    rdf_class: ClassVar[str] = "Case"
    title: Says = Field(description="The name by which we call the case.")
    about: Label = Field(description="What it is, in one sentence of our own.")
    edition: EDITION = Field(description="The edition that passages quote unless they say otherwise.")
    study: dict[str, Study] = Field(description="The investigations of the case.")
    location: dict[str, Location] = Field(description="Where it is.")
    sector: dict[str, Sector] = Field(description="Which sectors of service it belongs to.")
    placement: dict[str, Placement] = Field(
        default_factory=dict, description="Where the author places it in Table 1."
    )
    phase: dict[str, Phase] = Field(description="Its phases, with the modes of each.")


MODEL: type[Record] = Case
