"""Class expressions of OWL as people read them: in words, and in Manchester syntax."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ..namespaces import OWL
from ..problems import DataFault, Problem
from .triples import Ref, Subject, Triples

Phrase = tuple[Ref | str, ...]
"""Words, and the terms among them that are linked."""

_VALUES = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}
_NUMBERS = {"minCardinality": "min", "maxCardinality": "max", "cardinality": "exactly",
            "minQualifiedCardinality": "min", "maxQualifiedCardinality": "max",
            "qualifiedCardinality": "exactly"}
_IN_WORDS = {"value": "whose {} is ", "only": "whose {} is nothing but ", "some": "with {} to some ",
             "min": "with at least {} ", "max": "with at most {} ", "exactly": "with exactly {} "}


@dataclass(frozen=True)
class _Restriction:
    """A restriction: the property, the keyword, the number if there is one, and the filler."""

    on: Ref
    keyword: str
    number: str
    filler: Phrase

    def manchester(self) -> Phrase:
        number = f" {self.number}" if self.number else ""
        filler: Phrase = (" ", *self.filler) if self.filler else ()
        return (self.on, f" {self.keyword}{number}", *filler)

    def words(self) -> Phrase:
        before, _, after = _IN_WORDS[self.keyword].partition("{}")
        if self.number:
            filler: Phrase = (" to ", *self.filler) if self.filler else ()
            return (f"{before}{self.number} ", self.on, *filler)
        return (before, self.on, after, *self.filler)


def text(phrase: Phrase, name: str = "label") -> str:
    """Return a phrase without its links.

    :param name: what stands for a term: its ``label`` or its ``code``.

    >>> text(("every ", Ref("", "phase", "Phase", "#Phase")))
    'every phase'
    """
    return "".join(part if isinstance(part, str) else str(getattr(part, name)) for part in phrase)


def manchester(triples: Triples, node: Subject) -> Phrase:
    """Return a class expression in Manchester syntax.

    :raises DataFault: if the expression has a form that is not known here.
    """
    if isinstance(node, ox.NamedNode):
        return (triples.ref(node.value),)
    for name, joint in (("intersectionOf", " and "), ("unionOf", " or ")):
        for head in triples.nodes(node, OWL + name):
            return _joined([_bracketed(triples, part) for part in triples.members(head)], joint)
    for part in triples.nodes(node, OWL + "complementOf"):
        return ("not ", *_bracketed(triples, part))
    return _one_of(triples, node, "{", "}") or _restriction(triples, node).manchester()


def words(triples: Triples, node: Subject) -> Phrase:
    """Return a class expression in words, such as can follow "every".

    :raises DataFault: if the expression has a form that is not known here.
    """
    if isinstance(node, ox.NamedNode):
        return (triples.ref(node.value),)
    for head in triples.nodes(node, OWL + "intersectionOf"):
        members = triples.members(head)
        classes = [words(triples, m) for m in members if isinstance(m, ox.NamedNode)]
        others = [words(triples, m) for m in members if not isinstance(m, ox.NamedNode)]
        kinds = _joined(classes, " that is also a ") or ("thing",)
        return (*kinds, " ", *_joined(others, " and ")) if others else kinds
    for head in triples.nodes(node, OWL + "unionOf"):
        return _joined([words(triples, part) for part in triples.members(head)], " or ")
    for part in triples.nodes(node, OWL + "complementOf"):
        return ("thing that is no ", *words(triples, part))
    return _one_of(triples, node, "one of ", "") or _restriction(triples, node).words()


def _bracketed(triples: Triples, part: Subject) -> Phrase:
    found = manchester(triples, part)
    return found if isinstance(part, ox.NamedNode) else ("(", *found, ")")


def _one_of(triples: Triples, node: Subject, before: str, after: str) -> Phrase:
    for head in triples.nodes(node, OWL + "oneOf"):
        members: list[Phrase] = [
            (triples.ref(m.value),) for m in triples.members(head) if isinstance(m, ox.NamedNode)]
        return (before, *_joined(members, ", "), after)
    return ()


def _joined(parts: list[Phrase], joint: str) -> Phrase:
    answer: list[Ref | str] = []
    for number, part in enumerate(parts):
        answer += (joint, *part) if number else part
    return tuple(answer)


def _restriction(triples: Triples, node: Subject) -> _Restriction:
    for on in triples.named(node, OWL + "onProperty"):
        for name, keyword in _VALUES.items():
            for value in triples.values(node, OWL + name):
                filler: Phrase = (value.value,) if isinstance(value, ox.Literal) else manchester(triples, value)
                return _Restriction(triples.ref(on), keyword, "", filler)
        for name, keyword in _NUMBERS.items():
            number = triples.text(node, OWL + name)
            if number:
                classes = [manchester(triples, c) for c in triples.nodes(node, OWL + "onClass")]
                return _Restriction(triples.ref(on), keyword, number, classes[0] if classes else ())
    raise DataFault([Problem("ontology/modules", 0, "", "a class expression in a form that the page cannot tell",
                             "add the form to coprokg/pages/expressions.py", "ontology/README.md")])
