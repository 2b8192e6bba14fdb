"""The SPARQL 1.1 Graph Store Protocol: one graph at a time, replaced whole by one request."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox

from ..namespaces import RDF
from ..problems import Misuse
from .connection import Connection, FileBody, Refused
from .contents import MERGED, Part

# Every N-Triples file is Turtle, and there are stores that know only the older name: Virtuoso 7 reads no N-Triples by theirs.
_SENT = {"Content-Type": "text/turtle; charset=utf-8"}
# Virtuoso 7 believes the first bytes more than their declared type, and takes a long literal for plain text.
_BEGINNING = f"@prefix rdf: <{RDF}> .\n".encode()
_WANTED = {"Accept": "application/n-triples, text/turtle;q=0.5"}
_FORMATS = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/plain": ox.RdfFormat.N_TRIPLES,
            "text/turtle": ox.RdfFormat.TURTLE, "application/x-turtle": ox.RdfFormat.TURTLE}
_NONE = 404


class GraphStore:
    """A store that speaks the Graph Store Protocol, with the name of the graph in the address."""

    def __init__(self, connection: Connection, address: str) -> None:
        """Take the address of the Graph Store."""
        self._connection = connection
        self.address = address

    def at(self, graph: str) -> str:
        """Return the address of a graph.

        >>> GraphStore(None, "http://h/store").at("https://w3id.org/coprokg/graph/links/works")
        'http://h/store?graph=https%3A%2F%2Fw3id.org%2Fcoprokg%2Fgraph%2Flinks%2Fworks'
        """
        which = "default" if graph == MERGED else f"graph={quote(graph, safe='')}"
        return f"{self.address}{'&' if '?' in self.address else '?'}{which}"

    def put(self, part: Part, graph: str) -> None:
        """Put triples in the place of what a graph held.

        :raises Misuse: if the store does not take them.
        """
        self._connection.send("PUT", self.at(graph), content=FileBody(part.file, _BEGINNING), headers=_SENT)

    def put_text(self, graph: str, triples: str) -> None:
        """Put a few triples in the place of what a graph held."""
        self._connection.send("PUT", self.at(graph), content=_BEGINNING + triples.encode(), headers=_SENT)

    def read(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the triples of a graph; none where there is no such graph.

        :raises Misuse: if the store does not give them.
        """
        try:
            stream, kind = self._connection.download(self.at(graph), _WANTED)
        except Refused as error:
            if error.status == _NONE:
                return
            raise
        with stream:
            if kind not in _FORMATS:
                raise Misuse(f"{self.address} answers with {kind or 'no media type'} in the place of triples; "
                             "is it the Graph Store address?")
            try:
                for quad in ox.parse(stream, format=_FORMATS[kind]):
                    yield quad.triple
            except (SyntaxError, ValueError) as error:
                raise Misuse(f"{self.address} gives a graph that does not parse ({error}): "
                             f"{graph or 'the default graph'}") from None

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        try:
            self._connection.send("DELETE", self.at(graph))
        except Refused as error:
            if error.status != _NONE:
                raise
