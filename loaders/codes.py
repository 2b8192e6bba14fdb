"""Codes: the register of codes of other people's classifications that have no address of their own."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import Link

from ._values import Says, Words

PATTERN = "data/registers/codes.yaml"
MANY = True


class Code(Record):
    """A code of a classification of others that gives its codes no address. One that has an address is not entered here."""

    kind: ClassVar[str] = "code"
    rdf_class: ClassVar[str] = "Code"
    label: Says = Field(description="Its official title in English.")
    code: Words = Field(description="The code, as the classification writes it.")
    classification: Words = Field(description="The classification, by its name.")
    broader_code: Annotated[str, Link("code")] | None = Field(None, description="The wider code under which it stands.")
    source: Words = Field(description="The address at which the code stands beside its title.")


MODEL: type[Record] = Code
