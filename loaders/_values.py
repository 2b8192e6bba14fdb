"""The kinds of value that a field of a data file can hold, shared by all loaders."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from coprokg.markers import Concept, Datatype, Inner, Link, Part, Property, Text, Whole

Label = Annotated[str, Text("en")]
"""A sentence or name in English."""

Says = Annotated[str, Text("en"), Property("rdfs:label")]
"""What the record says, or is called, in one short sentence of our own: its label."""

Words = Annotated[str, Text(None)]
"""Words exactly as printed: a plain string, because a quote keeps whatever language it is in."""

Year = Annotated[int, Whole()]
"""A year of the common era, written as an integer (the reasoner knows no xsd:gYear)."""

Integer = Annotated[int, Whole()]
"""A whole number."""

Number = Annotated[Decimal, Datatype("decimal")]
"""A decimal number, without thousands separators."""

WORK = Annotated[str, Link("work")]
"""A work, by its key."""

CASE = Annotated[str, Link("case")]
"""A case, by its slug."""

PLACE = Annotated[str, Link("place")]
"""A place of the register, by its key."""

ACTOR = Annotated[str, Inner("actor")]
"""An actor of the same file, by its key."""

PHASE = Annotated[str, Inner("phase")]
"""A phase of the same file, by its key."""

STAGE = Annotated[str, Concept("stage")]
"""A stage of the value chain."""

EDITION = Annotated[str, Link("edition")]
"""An edition, by its slug."""

SECTION = Annotated[str, Part("edition", "section")]
"""A section of the edition at hand, by its key."""

WorkType = Annotated[str, Concept("work-type")]
"""What kind of publication a work or an edition is."""

CitedName = Annotated[Words, Property("cop:citedName")]
"""The name by which a citation finds its reference, as it stands."""

CitedYear = Annotated[Words, Property("cop:citedYear")]
"""The year by which a citation finds its reference, as it stands."""
