"""Actors: what they are called, what they are, how they take part, and whom they consult."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.markers import Concept, Link, OneOrMany

from ._evidence import Statement
from ._values import (
    ACTOR,
    EDITION,
    PHASE,
    STAGE,
    Label,
    Says,
    Words,
)


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
