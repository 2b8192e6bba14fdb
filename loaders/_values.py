"""The kinds of value that a field of a data file can hold, shared by all loaders."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from coprokg.mapping import Datatype, Property, Text, Whole

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
