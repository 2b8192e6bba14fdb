"""Make the RDF Data Cube of the comparison: saved CONSTRUCT queries, run when everything else is known.

What is compared, and how the cube is made of it, stands in ``queries/rules/cube/``. The cube is made after the
reasoner has run, in a graph of its own: it counts statements and is none, so no reasoner reads it. The vocabulary is
the W3C Recommendation of 2014 (https://www.w3.org/TR/vocab-data-cube/); why so: ``docs/decisions/0017-cube.md``.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from .linting import CUBE_KIND
from .loading import graph_iri
from .namespaces import BASE, RDF, RDFS, value
from .reasoning import apply_rules

CUBE = graph_iri("cube")
"""The graph that holds the cube, and nothing else."""

QB = "http://purl.org/linked-data/cube#"

RULES = "queries/rules/cube/*.rq"
"""The queries that make it: each may build on what those before it made."""


def add_cube(store: ox.Store, base: Path) -> int:
    """Add the cube to a store that holds everything else, what is inferred too.

    A cube that is there already is made anew: what it counts may have changed.

    :param store: the store; its graph of the cube is changed.
    :param base: the folder that holds the content folders, for the queries.
    :returns: how many triples the cube has.
    :raises DataFault: if one of the queries is not a CONSTRUCT query.

    >>> add_cube(ox.Store(), Path("no-such-folder"))
    0
    """
    store.remove_graph(CUBE)
    return apply_rules(store, sorted(base.glob(RULES)), CUBE)


def data_sets(store: ox.Store) -> dict[str, dict[str, str]]:
    """Return what a parameter may be that names a data set of the cube: value -> label.

    >>> data_sets(ox.Store())
    {'cube': {}}
    """
    start, label = f"{BASE}{CUBE_KIND}/", ox.NamedNode(RDFS + "label")
    found = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(QB + "DataSet"), CUBE):
        names = store.quads_for_pattern(quad.subject, label, None, CUBE)
        found[value(quad.subject).removeprefix(start)] = next((value(name.object) for name in names), "")
    return {CUBE_KIND: dict(sorted(found.items()))}
