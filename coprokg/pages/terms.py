"""What a page tells of the ontology: its terms, its modules, the concepts of its vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .expressions import Phrase
from .triples import Ref


@dataclass(frozen=True)
class Passage:
    """Words of an edition that bear a term out, and where they stand."""

    words: str
    edition: str
    section: str = ""
    page: str = ""


Passages = Mapping[str, Iterable[Passage]]
"""The passages of a term, by its IRI."""


@dataclass
class Term:
    """A class or property: what is said of it, and what follows from where others name it."""

    ref: Ref
    kind: str
    definitions: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    parents: list[Ref] = field(default_factory=list)
    children: list[Ref] = field(default_factory=list)
    aligned: list[tuple[str, Ref]] = field(default_factory=list)
    annotations: list[tuple[Ref, Ref]] = field(default_factory=list)
    deprecated: bool = False
    replaced_by: list[Ref] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    # of a class
    conditions: list[tuple[Phrase, Phrase]] = field(default_factory=list)
    equivalents: list[tuple[Phrase, Phrase]] = field(default_factory=list)
    disjoint: list[list[Ref]] = field(default_factory=list)
    domain_of: list[Ref] = field(default_factory=list)
    used_with: list[Ref] = field(default_factory=list)
    range_of: list[Ref] = field(default_factory=list)
    values_of: list[Ref] = field(default_factory=list)
    schemes: list[Scheme] = field(default_factory=list)
    concept: bool = False
    # of a property
    characteristics: list[str] = field(default_factory=list)
    inverses: list[Ref] = field(default_factory=list)
    domain: list[Phrase] = field(default_factory=list)
    range: list[Phrase] = field(default_factory=list)
    domain_includes: list[Ref] = field(default_factory=list)
    range_includes: list[Ref] = field(default_factory=list)

    @property
    def defined(self) -> bool:
        """Say whether a reasoner finds the members of the class."""
        return bool(self.equivalents)


@dataclass
class Concept:
    """A concept of a scheme."""

    ref: Ref
    definition: str
    note: str
    broader: list[Ref]
    position: int


@dataclass
class Scheme:
    """A concept scheme, with its concepts in their order."""

    ref: Ref
    slug: str
    definition: str
    notes: list[str]
    classes: list[Ref]
    concepts: list[Concept]


@dataclass
class Grid:
    """Defined classes laid out by the values of the two properties that define them."""

    base: Ref
    across: Ref
    down: Ref
    columns: list[Ref]
    rows: list[tuple[Ref, list[list[Ref]]]]


@dataclass
class Module:
    """A module: its terms, what it keeps apart, and the terms of others that it declares."""

    slug: str
    title: str
    description: str
    iri: str
    terms: list[Term] = field(default_factory=list)
    apart: list[tuple[str, list[Ref]]] = field(default_factory=list)
    declared: dict[str, list[Ref]] = field(default_factory=dict)
    grids: list[Grid] = field(default_factory=list)

    def of(self, *kinds: str, concept: bool | None = None) -> list[Term]:
        """Return the terms of some kinds, in the order of the module."""
        return [t for t in self.terms if t.kind in kinds and concept in (None, t.concept)]


@dataclass
class Ontology:
    """The whole: the header, the modules, the schemes."""

    header: list[tuple[str, list[Ref | str]]]
    title: str
    version: str
    description: str
    abstract: str
    citation: str
    modules: list[Module]
    schemes: list[Scheme]
    alignments: list[tuple[str, str, str]]
    terms: dict[str, Term]

    def functional(self) -> list[Ref]:
        """Return the functional properties."""
        return [t.ref for t in self.terms.values() if "functional" in t.characteristics]

    def scheme_of(self, concepts: list[Ref]) -> str:
        """Return the label of the scheme that some concepts belong to, or an empty string."""
        return next((s.ref.label for s in self.schemes for c in s.concepts if c.ref in concepts), "")
