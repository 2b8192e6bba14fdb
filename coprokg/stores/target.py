"""A store that graphs are put into: written and read by whichever of its addresses there are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from ..problems import Misuse
from .connection import Connection, Refused
from .contents import GRAPHS, Part
from .discovery import GRAPH_STORE, UPDATE, Service
from .graph_store import GraphStore
from .normalising import Normalisation
from .reading_back import Comparing
from .update import Queries, Updates, dropped, into

RECORD = GRAPHS + "_load"
"""The graph that says, in the store itself, that a load has begun and not ended."""

STAGING = GRAPHS + "_staging/"
"""What begins the names of graphs that are being loaded aside."""

_SAYS = RECORD + "#says"
_NO_SUCH_SERVICE = (400, 404, 405, 501)


class Target:
    """A store, and how it is written."""

    def __init__(self, connection: Connection, service: Service, way: str = "") -> None:
        """Take a store's addresses.

        :param way: GRAPH_STORE or UPDATE to write in this way only; empty for the best there is.
        :raises Misuse: if it has no address for that way.
        """
        self.service = service
        self.graph_store = GraphStore(connection, service.graph_store) if service.graph_store else None
        self.queries = Queries(connection, service.query) if service.query else None
        self.updates = Updates(connection, service.update) if service.update and way != GRAPH_STORE else None
        self.comparing = Comparing(Normalisation(service.kind))
        self.way = way or (GRAPH_STORE if self.graph_store else UPDATE)
        self._fixed = bool(way)
        if self.way == GRAPH_STORE and not self.graph_store:
            raise Misuse(f"no Graph Store address is known of {service.query or service.update}; "
                         "give it with --to, or write --update")
        if self.way == UPDATE and not self.updates:
            raise Misuse(f"no update address is known of {service.query or service.graph_store}; "
                         "give it with --update-address")
        if self.way == UPDATE and not (self.queries or self.graph_store):
            raise Misuse("what is loaded is read back and compared; give the query address with --query-address")

    def begin(self, record: dict[str, Any]) -> None:
        """Write down in the store that a load begins: the first thing written, which shows whether one may.

        Where nothing answers for the Graph Store, all is written by SPARQL Update.
        """
        line = str(ox.Triple(ox.NamedNode(RECORD), ox.NamedNode(_SAYS), ox.Literal(json.dumps(record)))) + " ."
        if self.way == GRAPH_STORE and self.graph_store:
            try:
                return self.graph_store.put_text(RECORD, line)
            except Refused as error:
                if self._fixed or error.status not in _NO_SUCH_SERVICE or not (self.updates and self.queries):
                    raise
                self.way, self.graph_store = UPDATE, None
        assert self.updates is not None
        self.updates.run(f"{dropped(RECORD)} ;\n{into(RECORD, [line])}")

    def record(self) -> dict[str, Any] | None:
        """Return what the store says of a load that has begun and not ended; None where there is none."""
        says = [triple.object.value for triple in self.read(RECORD) if triple.predicate.value == _SAYS
                and isinstance(triple.object, ox.Literal)]
        if not says:
            return None
        try:
            found = json.loads(says[0])
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, part: Part, graph: str) -> None:
        """Put a part in the place of what a graph held."""
        if self.way == GRAPH_STORE and self.graph_store:
            self.graph_store.put(part, graph)
        elif self.updates:
            self.updates.run(dropped(graph))
            self.updates.insert(part, graph)

    def read(self, graph: str) -> Iterable[ox.Triple]:
        """Return the triples of a graph; none where there is no such graph.

        A store that cuts its answers cuts graphs too, and says nothing: Virtuoso after 10,001 triples.
        """
        if self.graph_store:
            try:
                found = list(self.graph_store.read(graph))
                if not (found and self.queries) or len(found) >= self.queries.count(graph):
                    return found
            except Refused as error:
                if error.status not in _NO_SUCH_SERVICE or not self.queries:
                    raise
        if self.queries is None:
            raise Misuse("what is loaded is read back and compared; give the query address with --query-address")
        return self.queries.read(graph)

    def differs(self, part: Part, graph: str) -> str:
        """Say how a graph differs from a part; an empty text where it does not."""
        return self.comparing.difference(part, self.read(graph))

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        if self.way == GRAPH_STORE and self.graph_store:
            self.graph_store.drop(graph)
        elif self.updates:
            self.updates.run(dropped(graph))

    def graphs(self) -> list[str]:
        """Return the names of all graphs there that begin as ours do; none where the store cannot be asked."""
        if self.queries is None:
            return []
        rows = self.queries.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } "
                                   f'FILTER(STRSTARTS(STR(?g), "{GRAPHS}")) }}', 300)
        return sorted(row["g"].value for row in rows)
