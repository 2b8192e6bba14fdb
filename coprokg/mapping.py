"""Turn models of the files people edit into facts: one field, one property, one mechanism.

A model's class names its kind (a part of its IRI) and its class in the ontology; each field
becomes the property of the same name (``start_year`` is ``cop:startYear``). What kind of term a
value becomes is said once, where the field is declared, by a marker (:mod:`coprokg.markers`).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar

import pyoxigraph as ox
from pydantic import BaseModel, ConfigDict

from .markers import Inherited, Marker, On, Property, Scope, Text, of
from .namespaces import COP, RDF, RDFS, expand
from .records import Path_

T = TypeVar("T")

class Fact(NamedTuple):
    """One triple, and the path of the value in the file that it comes from."""

    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: ox.NamedNode | ox.Literal
    path: Path_


class Record(BaseModel):
    """Something that a file describes. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    kind: ClassVar[str] = ""
    rdf_class: ClassVar[str] = ""
    key_form: ClassVar[str] = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
    """What a key of such a record looks like: it becomes part of an IRI."""
    states: ClassVar[tuple[str, ...]] = ()
    """The three fields that hold a triple which such a record speaks of, and which then stands there too."""


class Shape(NamedTuple):
    """What a field holds: its markers, the model nested in it, and whether it is a keyed map."""

    marks: tuple[Any, ...]
    nested: type[Record] | None
    keyed: bool

    @property
    def marker(self) -> Marker:
        """Return the marker that makes the term."""
        return next((m for m in self.marks if isinstance(m, Marker)), Text("en"))

    def find(self, kind: type[T]) -> T | None:
        """Return the mark of a kind, or None."""
        return next((m for m in self.marks if isinstance(m, kind)), None)


@cache
def shapes(model: type[Record]) -> dict[str, Shape]:
    """Return what each field of a model holds, in the order of the class."""
    answer = {}
    for name, info in model.model_fields.items():
        marks: list[Any] = list(info.metadata)
        nested, keyed = _unfold(info.annotation, marks)
        answer[name] = Shape(tuple(marks), nested, keyed)
    return answer


def _unfold(annotation: Any, marks: list[Any]) -> tuple[type[Record] | None, bool]:
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        marks.extend(annotation.__metadata__)
        return _unfold(annotation.__origin__, marks)
    if origin is dict:
        nested, _ = _unfold(typing.get_args(annotation)[1], marks)
        return nested, True
    if origin in (list, typing.Union, types.UnionType):
        found = [_unfold(argument, marks) for argument in typing.get_args(annotation)]
        return next((pair for pair in found if pair[0]), (None, False))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation, False
    return None, False


def kinds(model: type[Record]) -> list[str]:
    """Return the kinds of a model, its own first, then those of the classes it extends."""
    found = [c.__dict__["kind"] for c in model.__mro__ if "kind" in c.__dict__]
    return [kind for kind in found if kind]


def property_of(name: str, shape: Shape) -> str:
    """Return the IRI of the property that a field becomes.

    >>> property_of("start_year", Shape((), None, False))
    'https://w3id.org/coprokg/ontology#startYear'
    """
    named = shape.find(Property)
    if named:
        return expand(named.name)
    first, *rest = name.split("_")
    return COP + first + "".join(word.capitalize() for word in rest)


def facts(record: Record, iri: str, inner: dict[str, dict[str, str]]) -> Iterator[Fact]:
    """Yield the facts of a file's record, and of all records inside it.

    :param record: the validated model.
    :param iri: its IRI.
    :param inner: kind -> key -> IRI of the records that the file defines.
    """
    yield from _facts(record, iri, Scope(record, iri, inner), (), iri.rsplit("/", 1)[-1])


def _facts(record: Record, iri: str, scope: Scope, path: Path_, key: str) -> Iterator[Fact]:
    subject = ox.NamedNode(iri)
    scope = Scope(scope.root, scope.root_iri, scope.inner, record)
    for name in (record.rdf_class, *_classes(record)):
        if name:
            yield Fact(subject, _RDF_TYPE, ox.NamedNode(_term(name)), path)
    if iri != scope.root_iri:
        yield Fact(subject, _RECORD, ox.NamedNode(scope.root_iri), path)
    if not _labelled(record):
        yield Fact(subject, _LABEL, ox.Literal(key.replace("-", " "), language="en"), path)
    for name, shape in shapes(type(record)).items():
        value = getattr(record, name)
        if inherited := shape.find(Inherited):
            value = value or of(scope.root, inherited.name or name)
        for position, item in _items(name, value, shape):
            yield from _value(subject, name, shape, item, scope, (*path, *position), key)
    if record.states:
        s, p, o = (shapes(type(record))[name].marker.term(getattr(record, name), scope) for name in record.states)
        assert isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode)
        yield Fact(s, p, o, path)


def _value(
    subject: ox.NamedNode, name: str, shape: Shape, item: Any, scope: Scope, path: Path_, key: str
) -> Iterator[Fact]:
    predicate = ox.NamedNode(property_of(name, shape))
    if isinstance(item, Record):
        at_root = subject.value == scope.root_iri
        own = own_key(item, name, shape, path, key, at_root=at_root)
        iri = inner_iri(scope.root_iri, type(item), own)
        if not (shape.keyed and at_root):
            yield Fact(subject, predicate, ox.NamedNode(iri), path)
        yield from _facts(item, iri, scope, path, own)
        return
    on = shape.find(On)
    if on:
        child = ox.NamedNode(f"{subject.value}/{on.child}")
        yield Fact(subject, ox.NamedNode(expand(on.via)), child, path)
        yield Fact(child, _RDF_TYPE, ox.NamedNode(expand(on.rdf_class)), path)
        subject = child
    yield Fact(subject, predicate, shape.marker.term(item, scope), path)


def _items(name: str, value: Any, shape: Shape) -> Iterator[tuple[Path_, Any]]:
    if value is None or name == "key":
        return
    if shape.keyed:
        for key, item in value.items():
            yield (name, key), item
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield (name, number), item
    else:
        yield (name,), value


def inner_iri(root_iri: str, model: type[Record], key: str) -> str:
    """Return the IRI of a record inside another.

    >>> class Dog(Record):
    ...     kind = "dog"
    >>> inner_iri("https://w3id.org/coprokg/case/x", Dog, "rex")
    'https://w3id.org/coprokg/case/x/dog/rex'
    """
    return f"{root_iri}/{model.kind}/{key}"


def own_key(
    item: Record | None, name: str, shape: Shape, path: Path_, owner: str, *, at_root: bool
) -> str:
    """Return the key of a record inside another: its own, else one made of its owner's.

    A key in a map at the top of a file stands alone; deeper down it follows its owner's key, so
    that two lists may both have an item ``planning``.
    """
    if shape.keyed:
        return str(path[-1]) if at_root else f"{owner}-{path[-1]}"
    return str(of(item, "key") or f"{owner}-{name.replace('_', '-')}")


def _classes(record: Record) -> tuple[str, ...]:
    return tuple(getattr(type(record), "also", ()))


def _labelled(record: Record) -> bool:
    own = shapes(type(record))
    return any(
        (p := s.find(Property)) and p.name in ("rdfs:label", "skos:prefLabel") and getattr(record, n)
        for n, s in own.items()
    )


def _term(name: str) -> str:
    return expand(name) if ":" in name else COP + name


_RDF_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_RECORD = ox.NamedNode(COP + "record")
