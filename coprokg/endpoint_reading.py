"""Read what a SPARQL endpoint holds, through its query address alone, in answers that no store cuts."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from .remote import Endpoint
from .stores.contents import GRAPHS, MERGED

PAGE = 5_000
"""Triples of one answer. Virtuoso gives 10,000 at most."""

_COUNTED = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_BLANK = "(ISBLANK(?s) || ISBLANK(?o))"


def counts(endpoint: Endpoint) -> dict[str, int]:
    """Return how many triples each named graph has whose name begins as ours do.

    :raises Misuse: if the endpoint does not answer.
    """
    return {row[0].value: int(row[1].value) for row in endpoint.select(_COUNTED).rows
            if isinstance(row[0], ox.NamedNode) and row[0].value.startswith(GRAPHS)}


def count(endpoint: Endpoint) -> int:
    """Return how many triples the default graph has.

    :raises Misuse: if the endpoint does not answer.
    """
    return int(endpoint.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0].value)


def read(endpoint: Endpoint, graph: str, size: int) -> Iterator[ox.Triple]:
    """Yield the triples of a graph.

    Pages by OFFSET want an order, and Virtuoso sorts no more rows than it gives. So a large graph is read in parts by
    a checksum of the subject, as many as it takes. The labels of blank nodes hold within one answer: all triples with a
    blank node come in one.

    :param endpoint: where to read.
    :param graph: its IRI; MERGED for the default graph.
    :param size: how many triples it has.
    :raises Misuse: if the endpoint does not answer, or gives not all of an answer.
    """
    if size <= PAGE:
        yield from _triples(endpoint, graph, "")
        return
    yield from _triples(endpoint, graph, f"FILTER({_BLANK})")
    for start in parts(size):
        yield from _triples(endpoint, graph, f'FILTER(ISIRI(?s) && !ISBLANK(?o) && STRSTARTS(SHA1(STR(?s)), "{start}"))')


def parts(size: int) -> list[str]:
    """Return the beginnings of checksums that part so many triples into pages, if they spread evenly.

    >>> parts(10_000)[:3], len(parts(10_000)), len(parts(100_000))
    (['0', '1', '2'], 16, 256)
    """
    length = 1
    # Subjects differ in how many triples they have: pages half filled on average leave room.
    while size / 16**length > PAGE / 2:
        length += 1
    return [f"{number:0{length}x}" for number in range(16**length)]


def _triples(endpoint: Endpoint, graph: str, condition: str) -> Iterator[ox.Triple]:
    pattern = f"?s ?p ?o {condition}"
    inside = pattern if graph == MERGED else f"GRAPH <{graph}> {{ {pattern} }}"
    for row in endpoint.select(f"SELECT ?s ?p ?o WHERE {{ {inside} }}").rows:
        yield ox.Triple(*row)
