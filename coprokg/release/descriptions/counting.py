"""Count what a set of triples holds, in the words of VoID."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from ...namespaces import BASE, RDF, SKOS

TYPE = ox.NamedNode(RDF + "type")
MAPPINGS = {ox.NamedNode(SKOS + f"{how}Match") for how in ("exact", "close", "broad", "narrow", "related")}
"""The properties by which a thing of ours is linked to one elsewhere."""

Term = Any
Triple = tuple[Term, Term, Term]


def plain(quads: Iterable[ox.Quad]) -> Iterator[Triple]:
    """Yield each triple of some quads, whatever its graph."""
    for quad in quads:
        yield quad.subject, quad.predicate, quad.object


def is_entity(term: Term) -> bool:
    """Say whether a term is one of our IRIs: what VoID counts as an entity of this data set."""
    return isinstance(term, ox.NamedNode) and term.value.startswith(BASE)


@dataclass
class Counts:
    """What VoID counts of a set of triples."""

    triples: int
    subjects: int
    objects: int
    entities: int
    properties: set[ox.NamedNode]
    classes: set[ox.NamedNode]


def count(triples: set[Triple]) -> Counts:
    """Count a set of triples.

    >>> a, b = ox.NamedNode(BASE + "a"), ox.NamedNode("http://example.org/B")
    >>> found = count({(a, TYPE, b)})
    >>> found.triples, found.entities, [node.value for node in found.classes]
    (1, 1, ['http://example.org/B'])
    """
    subjects = {s for s, _, _ in triples}
    return Counts(
        triples=len(triples), subjects=len(subjects), objects=len({o for _, _, o in triples}),
        entities=sum(map(is_entity, subjects)), properties={p for _, p, _ in triples},
        classes={o for _, p, o in triples if p == TYPE and isinstance(o, ox.NamedNode)})


@dataclass
class Property:
    """The triples of a property, or of a property whose subjects are of a class."""

    triples: int = 0
    subjects: set[Term] = field(default_factory=set)
    objects: set[Term] = field(default_factory=set)
    to_classes: Counter[ox.NamedNode] = field(default_factory=Counter)
    """How many of the triples lead to an instance of a class."""
    to_datatypes: Counter[ox.NamedNode] = field(default_factory=Counter)


@dataclass
class Class:
    """The instances of a class, and what is said of them."""

    instances: set[Term] = field(default_factory=set)
    properties: dict[ox.NamedNode, Property] = field(default_factory=lambda: defaultdict(Property))

    @property
    def entities(self) -> int:
        """How many of the instances are ours, and have an IRI."""
        return sum(map(is_entity, self.instances))


@dataclass
class Partitions:
    """The triples by property, and by class and property."""

    properties: dict[ox.NamedNode, Property]
    classes: dict[ox.NamedNode, Class]


def partitions(triples: set[Triple]) -> Partitions:
    """Divide a set of triples by property, and by the classes of what they speak of.

    :param triples: the triples.
    :returns: the parts; a triple whose subject is of several classes counts for each.
    """
    kinds: dict[Term, set[ox.NamedNode]] = defaultdict(set)
    for s, p, o in triples:
        if p == TYPE and isinstance(o, ox.NamedNode):
            kinds[s].add(o)
    made = Partitions(defaultdict(Property), defaultdict(Class))
    for node, classes in kinds.items():
        for one in classes:
            made.classes[one].instances.add(node)
    for s, p, o in triples:
        parts = [made.properties[p], *(made.classes[one].properties[p] for one in kinds.get(s, ()))]
        for part in parts:
            part.triples += 1
            part.subjects.add(s)
            part.objects.add(o)
            if isinstance(o, ox.Literal):
                part.to_datatypes[o.datatype] += 1
            for one in kinds.get(o, ()):
                part.to_classes[one] += 1
    return made


@dataclass
class Links:
    """The links to one target."""

    triples: int = 0
    subjects: set[Term] = field(default_factory=set)
    objects: set[Term] = field(default_factory=set)
    by: Counter[ox.NamedNode] = field(default_factory=Counter)


def links(triples: Iterable[Triple], spaces: dict[str, str]) -> dict[str, Links]:
    """Count the links from things of ours into the spaces of others.

    :param triples: the triples.
    :param spaces: name of a target -> what the identifiers there begin with.
    :returns: name -> its links; a target that nothing leads to is left out.
    """
    found: dict[str, Links] = defaultdict(Links)
    for s, p, o in triples:
        if p not in MAPPINGS or not is_entity(s):
            continue
        for name, space in spaces.items():
            if o.value.startswith(space):
                one = found[name]
                one.triples += 1
                one.subjects.add(s)
                one.objects.add(o)
                one.by[p] += 1
    return dict(sorted(found.items()))
