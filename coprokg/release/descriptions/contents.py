"""The named graphs of a release, by kind, and what each has by way of IRIs in descriptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...namespaces import BASE, value
from ...problems import DataFault, Problem
from ..metadata import FILE, RULE, Kind, Metadata
from ..source import Source
from .counting import Triple

GRAPH = BASE + "graph/"
METADATA = GRAPH + "metadata"
"""The graph into which a store takes the VoID description."""


@dataclass(frozen=True)
class Contents:
    """The triples of a release, by named graph."""

    graphs: dict[str, set[Triple]]
    """Name of a graph, without what all begin with -> its triples; sorted."""
    asserted: set[str]
    """The names of the graphs that the files say."""
    inferred: set[str]

    def together(self, names: Iterable[str]) -> set[Triple]:
        """Return the triples of some graphs, each once.

        :param names: the names of the graphs.
        """
        return set().union(*(self.graphs[name] for name in names))


def contents(source: Source) -> Contents:
    """Sort the quads of a release by their graphs.

    :param source: what the release is made from.
    """
    found: dict[str, set[Triple]] = defaultdict(set)
    sides: list[set[str]] = []
    for quads in (source.asserted, source.inferred):
        names = set()
        for quad in quads:
            name = graph_name(quad.graph_name)
            found[name].add((quad.subject, quad.predicate, quad.object))
            names.add(name)
        sides.append(names)
    return Contents(dict(sorted(found.items())), *sides)


def graph_name(graph: object) -> str:
    """Return the name of a named graph, without what all begin with.

    >>> import pyoxigraph as ox
    >>> graph_name(ox.NamedNode(GRAPH + "cases/x"))
    'cases/x'
    """
    return value(graph).removeprefix(GRAPH)


def kind_of(name: str) -> str:
    """Return the kind of a graph by its name.

    >>> kind_of("literature/citations/x")
    'literature'
    """
    return name.partition("/")[0]


def about_kind(about: Metadata, kind: str) -> Kind:
    """Return what the metadata says of a kind of graph.

    :raises DataFault: if it says nothing of it.
    """
    try:
        return about.graphs[kind]
    except KeyError:
        raise DataFault([Problem(FILE, 0, "graphs", f"nothing is said of the graphs {kind}",
                                 f"add `{kind}: {{title: ..., licence: data}}`", RULE)]) from None


def subset(about: Metadata, name: str) -> str:
    """Return the IRI under which a release describes a graph, or a kind of graph."""
    return about.address(f"graph/{name}")
