"""The JSON-LD context: a name for people for each property and class of the graph.

A term of the ontology goes by its own name: ``phase``, ``planningMode``, ``Finding``. So does a term of another
vocabulary that is read as much, where no name of the ontology is the same; all others go by their prefixed names
(``sh:path``). Where all values of a property are alike, the context says what they are, and they stand as plain text.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from ..namespaces import BASE, COP, OWL, RDF, XSD, compact, prefixes, value
from ..problems import DataFault, Problem
from .metadata import RULE

ADDRESS = BASE + "context.jsonld"
"""The address chosen for the context. It does not resolve yet, so each file carries the context too."""

READ = ("rdfs", "skos", "oa", "dcterms", "cito", "biro", "c4o", "fabio", "org", "prov")
"""Prefixes of the vocabularies of others whose terms go by their own names; of two with one name, the first."""

NAMES = {"oa:exact": "quote"}
"""Terms whose own name tells people nothing."""

RESERVED = {"id": "@id", "type": "@type", "graph": "@graph"}
"""What JSON-LD itself calls with a sign before it."""

_NATIVE = {XSD + "integer": re.compile(r"0|-?[1-9][0-9]*"), XSD + "boolean": re.compile("true|false")}
"""Datatypes that JSON has, with how a value of each is written that comes back as it was."""

_INSIDE = "@included"
"""What stands for a list, or a node without a name: they are written where they are used."""


def context(quads: Iterable[ox.Quad]) -> dict[str, Any]:
    """Return the context of a graph.

    :param quads: the quads of the graph.
    :returns: prefix or term -> what it stands for: the reserved ones, then prefixes, then terms, sorted.
    :raises DataFault: if a number or a truth value is not written as JSON would give it back.

    >>> context([ox.Quad(ox.NamedNode(BASE), ox.NamedNode(COP + "memo"), ox.Literal("x", language="en"))])["memo"]
    {'@id': 'cop:memo', '@container': '@language'}
    """
    values: dict[str, set[Any]] = defaultdict(set)
    classes: set[str] = set()
    for quad in quads:
        if quad.predicate.value == RDF + "type":
            kind = value(quad.object)
            classes.add(kind)
            if value(quad.subject).startswith(COP):
                _declared(value(quad.subject), kind, values, classes)
        else:
            values[quad.predicate.value].add(quad.object)
    terms: dict[str, Any] = {}
    names = named({*values, *classes} - {RDF + "first", RDF + "rest"})
    for iri, name in names.items():
        terms[name] = _definition(iri, values.get(iri, set()))
    return {**RESERVED, **prefixes(), **{name: terms[name] for name in sorted(terms, key=_sorted)}}


def _declared(term: str, kind: str, values: dict[str, set[Any]], classes: set[str]) -> None:
    """Take a term of the ontology in that the data does not use."""
    if kind in (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty"):
        values.setdefault(term, set())
    elif kind == OWL + "Class":
        classes.add(term)


def _sorted(name: str) -> tuple[bool, str, str]:
    return ":" in name, name.casefold(), name


def named(iris: Iterable[str]) -> dict[str, str]:
    """Return IRI -> the name that people read.

    >>> found = named([COP + "name", "http://xmlns.com/foaf/0.1/name", "http://www.w3.org/ns/oa#exact"])
    >>> list(found.values())
    ['name', 'quote', 'foaf:name']
    """
    found: dict[str, str] = {}
    taken = {*RESERVED, *prefixes()}
    rank = {prefix: place for place, prefix in enumerate(("cop", *READ))}
    for iri in sorted(iris, key=lambda iri: (rank.get(compact(iri).partition(":")[0], len(rank)), iri)):
        short = compact(iri)
        prefix, _, local = short.partition(":")
        name = NAMES.get(short, local)
        found[iri] = name if prefix in rank and name not in taken else short
        taken.add(found[iri])
    return found


def _definition(iri: str, objects: set[Any]) -> Any:
    short = compact(iri)
    kinds = {_kind(term) for term in objects}
    if len(kinds) != 1:
        return short
    kind = kinds.pop()
    if kind == "@language":
        return {"@id": short, "@container": "@language"}
    if kind in (_INSIDE, XSD + "string", *_NATIVE):
        return short
    return {"@id": short, "@type": kind if kind == "@id" else compact(kind)}


def _kind(term: Any) -> str:
    """Say what a value is: a node with a name or without, text in a language, or its datatype."""
    if not isinstance(term, ox.Literal):
        return _INSIDE if isinstance(term, ox.BlankNode) or term.value == RDF + "nil" else "@id"
    if term.language:
        return "@language"
    written = _NATIVE.get(term.datatype.value)
    if written and not written.fullmatch(term.value):
        raise DataFault([Problem(str(term), 0, "", f"{term.value!r} is not written as JSON gives it back",
                                 "write numbers without leading zeros or a plus sign, and true or false", RULE)])
    return term.datatype.value


def text(found: Any) -> bytes:
    r"""Return JSON as it is written: indented by one space, with a line end.

    >>> text({"a": 1})
    b'{\n "a": 1\n}\n'
    """
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
