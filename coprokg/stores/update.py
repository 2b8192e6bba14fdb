"""SPARQL 1.1 Update and Query, as far as loading needs them: bounded batches in, a graph moved, a graph read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from ..problems import Misuse
from ..remote import term
from .connection import Connection, Refused
from .contents import MERGED, Part

MOST_TRIPLES, MOST_BYTES = 500, 200_000
"""Of one batch. Virtuoso 7 fails at 1,500 triples; many servers refuse bodies of a megabyte."""

PAGE = 2_500
"""Triples of one answer, about, where a graph is read back in pieces: far from any limit, as pieces differ."""

ASKED = 60
"""Seconds to wait for the answer to a small question."""

# RDF4J takes an update for Latin-1 where nothing is said.
_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8", "Accept": "*/*"}
_ROWS = {"Accept": "application/sparql-results+json"}
_TRIPLES = {"Accept": "application/n-triples, text/turtle;q=0.5"}
_NOTHING = "urn:coprokg:nothing"
"""An address that nothing can be loaded from."""


def batches(triples: Iterable[ox.Triple], most: int = MOST_TRIPLES, size: int = MOST_BYTES) -> Iterator[list[str]]:
    """Yield triples in bounded pieces, as lines of N-Triples.

    A blank node's label means something within one request only: all triples that hang together by blank nodes come in
    one piece, be it too large, after all others.

    :param most: the most triples of a piece.
    :param size: the most bytes of a piece.

    >>> a, b = ox.NamedNode("http://x/a"), ox.BlankNode("b")
    >>> lone = ox.Triple(a, a, ox.Literal("1"))
    >>> [len(piece) for piece in batches([ox.Triple(a, a, b), lone, ox.Triple(b, a, a)], most=1)]
    [1, 2]
    """
    blank: list[ox.Triple] = []

    def pieces() -> Iterator[list[str]]:
        for triple in triples:
            if _nodes(triple):
                blank.append(triple)
            else:
                yield [_line(triple)]

    yield from _filled(pieces(), most, size)
    yield from _filled(_hanging_together(blank), most, size)


def _filled(pieces: Iterable[list[str]], most: int, size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    bytes_ = 0
    for piece in pieces:
        length = sum(len(line.encode()) for line in piece)
        if batch and (len(batch) + len(piece) > most or bytes_ + length > size):
            yield batch
            batch, bytes_ = [], 0
        batch += piece
        bytes_ += length
    if batch:
        yield batch


def _line(triple: ox.Triple) -> str:
    return f"{triple} ."


def _nodes(triple: ox.Triple) -> list[str]:
    return [one.value for one in (triple.subject, triple.object) if isinstance(one, ox.BlankNode)]


def _hanging_together(triples: list[ox.Triple]) -> Iterator[list[str]]:
    """Yield the triples of each set of blank nodes that are joined by triples."""
    above: dict[str, str] = {}

    def head(node: str) -> str:
        while above.setdefault(node, node) != node:
            above[node] = node = above[above[node]]
        return node

    for triple in triples:
        first, *rest = _nodes(triple)
        for other in rest:
            above[head(other)] = head(first)
    sets: dict[str, list[str]] = {}
    for triple in triples:
        sets.setdefault(head(_nodes(triple)[0]), []).append(_line(triple))
    yield from sets.values()


def into(graph: str, lines: Iterable[str]) -> str:
    r"""Return the update that adds triples to a graph.

    >>> into("", ["<http://x/a> <http://x/b> <http://x/c> ."])
    'INSERT DATA {\n<http://x/a> <http://x/b> <http://x/c> .\n}'
    """
    lines = list(lines)
    body = "\n".join(lines)
    inside = body if graph == MERGED else f"GRAPH <{graph}> {{\n{body}\n}}"
    # Virtuoso takes no blank node in INSERT DATA; as a template, which any store reads the same, it does.
    if any(line.startswith("_:") or " _:" in line for line in lines):
        return f"INSERT {{\n{inside}\n}} WHERE {{}}"
    return f"INSERT DATA {{\n{inside}\n}}"


def moved(source: str, to: str) -> str:
    """Return the update that puts a graph in the place of another.

    >>> moved("http://x/a", "")
    'MOVE GRAPH <http://x/a> TO DEFAULT'
    """
    return f"MOVE GRAPH <{source}> TO {'DEFAULT' if to == MERGED else f'GRAPH <{to}>'}"


def dropped(graph: str) -> str:
    """Return the update that removes a graph, if it is there."""
    return f"DROP SILENT {'DEFAULT' if graph == MERGED else f'GRAPH <{graph}>'}"


class Updates:
    """A store's update address."""

    def __init__(self, connection: Connection, address: str) -> None:
        """Take the address."""
        self._connection = connection
        self.address = address

    def run(self, update: str) -> None:
        """Run an update; never twice.

        :raises Misuse: if the store does not do it, or does not say so.
        """
        self._connection.send("POST", self.address, content=update.encode(), headers=_UPDATE, repeatable=False)

    def insert(self, part: Part, graph: str) -> None:
        """Add the triples of a part to a graph, in bounded batches."""
        for batch in batches(part.triples(), MOST_TRIPLES, MOST_BYTES):
            self.run(into(graph, batch))


class Queries:
    """A store's query address."""

    def __init__(self, connection: Connection, address: str) -> None:
        """Take the address."""
        self._connection = connection
        self.address = address

    def _send(self, query: str, headers: dict[str, str], wait: float) -> Any:
        # As a form: Virtuoso does not answer a query that is the body itself.
        return self._connection.send("POST", self.address, content=urlencode({"query": query}).encode(), wait=wait,
                                     headers={**headers, "Content-Type": "application/x-www-form-urlencoded"})

    def _results(self, query: str, wait: float) -> dict[str, Any]:
        try:
            found = json.loads(self._send(query, _ROWS, wait).content)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Misuse(f"{self.address} does not answer with SPARQL results; is it the query address?")
        return found

    def ask(self, pattern: str, wait: float = ASKED) -> bool:
        """Say whether something is in the store.

        :raises Misuse: if the store does not answer.
        """
        return self._results(f"ASK {{ {pattern} }}", wait).get("boolean") is True

    def select(self, query: str, wait: float = ASKED) -> list[dict[str, Any]]:
        """Return the rows of a query: variable -> term.

        :raises Misuse: if the store does not answer.
        """
        try:
            rows = self._results(query, wait)["results"]["bindings"]
            return [{name: term(cell) for name, cell in row.items()} for row in rows]
        except (KeyError, TypeError, AttributeError):
            raise Misuse(f"{self.address} does not answer with SPARQL results; is it the query address?") from None

    def count(self, graph: str) -> int:
        """Return how many triples a graph has."""
        row = self.select(f"SELECT (COUNT(*) AS ?n) {{ {_in(graph)} }}", ASKED)[0]
        return int(row["n"].value)

    def read(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the triples of a graph in bounded answers.

        Triples come by the first letters of a hash of their subject: an order that every store has, and for which none
        must sort. The labels of blank nodes hold within one answer, so all triples with blank nodes come in one.

        :raises Misuse: if the store cuts even these answers.
        """
        expected, found = self.count(graph), 0
        letters = 0
        while expected > PAGE * 16**letters:
            letters += 1
        blank = "(ISBLANK(?s) || ISBLANK(?o))"
        pieces = [blank, *(f'(!{blank} && STRSTARTS(MD5(STR(?s)), "{"".join(start)}"))'
                           for start in product("0123456789abcdef", repeat=letters))]
        for piece in pieces:
            for triple in self._construct(graph, piece):
                found += 1
                yield triple
        if found != expected:
            raise Misuse(f"{self.address} gives {found} of the {expected} triples of {graph or 'the default graph'}: "
                         "it cuts its answers, or somebody else changes the graph; raise the limit of its answers")

    def _construct(self, graph: str, which: str) -> Iterator[ox.Triple]:
        answer = self._send(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_in(graph)} FILTER{which} }}", _TRIPLES, ASKED * 5)
        turtle = "turtle" in answer.headers.get("Content-Type", "")
        try:
            for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE if turtle else ox.RdfFormat.N_TRIPLES):
                yield quad.triple
        except (SyntaxError, ValueError) as error:
            raise Misuse(f"{self.address} gives triples that do not parse ({error})") from None


def _in(graph: str) -> str:
    return "?s ?p ?o" if graph == MERGED else f"GRAPH <{graph}> {{ ?s ?p ?o }}"


def all_or_nothing(updates: Updates, queries: Queries, graph: str) -> bool:
    """Find out whether a store undoes an update that fails in its middle: only then many graphs change at once.

    :param graph: a graph that a triple may be put into; it is removed again.
    :raises Refused: if one may not update the store.
    """
    probe = f"<{graph}> <{graph}> <{_NOTHING}>"
    updates.run(dropped(graph))
    try:
        updates.run(f"{into(graph, [probe + ' .'])} ;\nLOAD <{_NOTHING}> INTO GRAPH <{graph}>")
        undone = False
    except Refused:
        undone = not queries.ask(f"GRAPH <{graph}> {{ {probe} }}")
    updates.run(dropped(graph))
    return undone
