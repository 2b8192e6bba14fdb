"""Markers: how the value of a field becomes a term, said once, where the field is declared."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, TypeVar

import pyoxigraph as ox
from pydantic import BeforeValidator

from .namespaces import BASE, COP, XSD, expand

ONTOLOGY_TERMS = "ontology term"
"""Under which name the catalogue holds the terms of the ontology."""


@dataclass
class Catalogue:
    """What may be referred to: concepts by scheme, and records by kind, over all files."""

    concepts: dict[str, dict[str, str]] = field(default_factory=dict)
    records: dict[str, set[str]] = field(default_factory=dict)

    @cached_property
    def paths(self) -> set[str]:
        """Return every record and part as the rest of its IRI: ``definition/ostrom-1996/condition/other-organization``.

        >>> sorted(Catalogue(records={"dog": {"rex"}, "dog/tooth": {"rex/left"}}).paths)
        ['dog/rex', 'dog/rex/tooth/left']
        """
        found = set()
        for kind, names in self.records.items():
            whole, _, part = kind.partition("/")
            for name in names:
                slug, _, key = name.partition("/")
                found.add(f"{whole}/{slug}/{part}/{key}" if part else f"{whole}/{slug}")
        return found

    @cached_property
    def iris(self) -> set[str]:
        """Return the IRI of every record, part, concept and term of the ontology.

        >>> sorted(Catalogue({"size": {"big": "big"}}, {"dog": {"rex"}, ONTOLOGY_TERMS: {"Dog"}}).iris)[1:]
        ['https://w3id.org/coprokg/ontology#Dog', 'https://w3id.org/coprokg/vocab/size/big']
        """
        terms = self.records.get(ONTOLOGY_TERMS, set())
        return ({BASE + path for path in self.paths if not path.startswith(f"{ONTOLOGY_TERMS}/")}
                | {f"{BASE}vocab/{scheme}/{slug}" for scheme, slugs in self.concepts.items() for slug in slugs}
                | {COP + term for term in terms})


@dataclass
class Scope:
    """Where a value stands: the record of its file, and the keys that the file defines; and the value, as written."""

    root: Any
    root_iri: str
    inner: dict[str, dict[str, str]]
    owner: Any = None
    value: str = ""


class Marker(ABC):
    """How the value of a field becomes a term."""

    @abstractmethod
    def term(self, value: Any, scope: Scope) -> ox.NamedNode | ox.Literal:
        """Return the RDF term for a value."""

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str] | None:
        """Return the values allowed, or None where any is."""
        return None


@dataclass(frozen=True)
class Text(Marker):
    """Text in a language, or a plain string."""

    lang: str | None = "en"

    def term(self, value: Any, scope: Scope) -> ox.Literal:
        """Return a literal with the language, or a plain one."""
        text = " ".join(str(value).split())
        return ox.Literal(text, language=self.lang) if self.lang else ox.Literal(text)


@dataclass(frozen=True)
class Datatype(Marker):
    """A literal of an XML Schema datatype, in canonical form."""

    name: str

    def term(self, value: Any, scope: Scope) -> ox.Literal:
        """Return the canonical literal: stores rewrite any other form."""
        text = format(value.normalize(), "f") if self.name == "decimal" else str(value)
        if self.name == "boolean":
            text = str(value).lower()
        return ox.Literal(text, datatype=ox.NamedNode(XSD + self.name))


def Whole() -> Datatype:
    """Return the marker of a whole number."""
    return Datatype("integer")


@dataclass(frozen=True)
class Concept(Marker):
    """A concept of a vocabulary, written by its last part: ``planning`` in ``vocab/stage/``."""

    scheme: str

    def term(self, value: Any, scope: Scope) -> ox.NamedNode:
        """Return the concept's IRI."""
        return ox.NamedNode(f"{BASE}vocab/{self.scheme}/{value}")

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str]:
        """Return the concepts of the scheme."""
        return set(catalogue.concepts.get(self.scheme, ()))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        """Offer the concepts to editors."""
        return {"type": "string", "enum": [], "x-scheme": self.scheme}


@dataclass(frozen=True)
class Inner(Marker):
    """A record of the same file, by its key; ``finding`` stands for every kind of finding."""

    target: str

    def term(self, value: Any, scope: Scope) -> ox.NamedNode:
        """Return the IRI of the record with that key."""
        return ox.NamedNode(scope.inner[self.target][value])

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str]:
        """Return the keys of that kind in the file."""
        return set(scope.inner.get(self.target, ()))


@dataclass(frozen=True)
class Link(Marker):
    """A record of another file, by its slug; or a part of one, as ``slug/key``."""

    target: str
    part: str = ""

    def term(self, value: Any, scope: Scope) -> ox.NamedNode:
        """Return the IRI of the record, or of the part."""
        slug, _, key = str(value).partition("/")
        return ox.NamedNode(f"{BASE}{self.target}/{slug}" + (f"/{self.part}/{key}" if key else ""))

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str]:
        """Return the slugs, or the parts, that the files define."""
        return catalogue.records.get(f"{self.target}/{self.part}".rstrip("/"), set())


@dataclass(frozen=True)
class RecordPath(Marker):
    """Any record, or any part of one, by the rest of its IRI: ``case/x/outcome/less-crime``."""

    target: str = "record"

    def term(self, value: Any, scope: Scope) -> ox.NamedNode:
        """Return the IRI."""
        return ox.NamedNode(BASE + str(value))

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str]:
        """Return every record and part that the files define."""
        return catalogue.paths


@dataclass(frozen=True)
class Iri(Marker):
    """A resource by its IRI, anywhere; or one of a few, named with the prefixes of the project.

    A table writes it with a prefix of its own, unless ``prefixed`` is false. Of what is ours, ``ours`` says which
    kind of record may be meant, and it must be there.
    """

    among: tuple[str, ...] = ()
    prefixed: bool = True
    target: str = "resource"
    ours: str = ""

    def term(self, value: Any, scope: Scope) -> ox.NamedNode:
        """Return the resource."""
        return ox.NamedNode(str(value))

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str] | None:
        """Return the few resources, or our records of the kind, or None where any is allowed."""
        if self.ours and scope.value.startswith(BASE):
            return {f"{BASE}{self.ours}/{slug}" for slug in catalogue.records.get(self.ours, ())}
        return {expand(name) for name in self.among} or None


@dataclass(frozen=True)
class OurIri(Iri):
    """A record, a part of one, a concept or a term of the ontology, by its IRI."""

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str]:
        """Return everything of ours that may be spoken of."""
        return catalogue.iris


@dataclass(frozen=True)
class Part(Marker):
    """A part of the record that another field names: a section of the passage's edition."""

    of: str
    part: str

    def _whole(self, scope: Scope) -> str:
        whole = of(scope.owner, self.of) or of(scope.root, self.of)
        return str(whole)

    def term(self, value: Any, scope: Scope) -> ox.NamedNode:
        """Return the IRI of the part."""
        return ox.NamedNode(f"{BASE}{self.of}/{self._whole(scope)}/{self.part}/{value}")

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str] | None:
        """Return the parts of that whole, or None where the whole itself is not known: that is told."""
        if self._whole(scope) not in catalogue.records.get(self.of, ()):
            return None
        start = self._whole(scope) + "/"
        every = catalogue.records.get(f"{self.of}/{self.part}", set())
        return {name.removeprefix(start) for name in every if name.startswith(start)}


@dataclass(frozen=True)
class OntologyTerm(Marker):
    """A class or property of the ontology, by its local name."""

    def term(self, value: Any, scope: Scope) -> ox.NamedNode:
        """Return the term's IRI."""
        return ox.NamedNode(COP + str(value))

    def allowed(self, catalogue: Catalogue, scope: Scope) -> set[str]:
        """Return the terms that the modules define."""
        return catalogue.records.get(ONTOLOGY_TERMS, set())


@dataclass(frozen=True)
class Property:
    """The property to use in place of the one named like the field."""

    name: str


@dataclass(frozen=True)
class On:
    """The value hangs on a node of its own: a passage's words on its ``oa:TextQuoteSelector``."""

    child: str
    via: str
    rdf_class: str


@dataclass(frozen=True)
class Inherited:
    """A value left out is the one that the file gives for all its records, under a name."""

    name: str = ""


@dataclass(frozen=True)
class _OneOrMany:
    """A field that takes one value or a list of them."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        schema = handler(core)
        return {"anyOf": [schema["items"], schema]}


def _as_list(value: Any) -> Any:
    """Make a list of one value."""
    return value if isinstance(value, list) or value is None else [value]


T = TypeVar("T")
OneOrMany = Annotated[list[T], BeforeValidator(_as_list), _OneOrMany()]
"""One value or a list of values."""


def of(record: Any, name: str) -> Any:
    """Return what a record has under a name, or None.

    >>> of(Scope("x", "y", {}), "root_iri")
    'y'
    """
    return getattr(record, name, None)
