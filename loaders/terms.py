"""Terms: where a work defines each term of the ontology, or that it is a term of this project."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from coprokg.mapping import Record
from coprokg.markers import OneOrMany, OntologyTerm

from ._evidence import Coding, Sourced, Statement
from ._values import Says

PATTERN = "data/terms/*.yaml"


class TermSource(Statement):
    """The words by which a work defines a term; or a memo that the work does not define it."""

    kind: ClassVar[str] = "term-source"
    rdf_class: ClassVar[str] = "TermSource"
    term: OneOrMany[Annotated[str, OntologyTerm()]] = Field(
        description="The class or property, by its local name: `Phase`."
    )


class Terms(Sourced):
    """The terms of the ontology and where one work defines them."""

    kind: ClassVar[str] = "terms"
    rdf_class: ClassVar[str] = "TermSources"
    title: Says = Field(description="What the file holds.")
    coding: Coding = Field(description="How this file was coded.")
    source: dict[str, TermSource] = Field(description="Where each term is defined.")


MODEL: type[Record] = Terms
