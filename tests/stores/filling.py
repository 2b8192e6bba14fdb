"""Put the graph into a store by plain HTTP, as anybody would without this project's own commands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import httpx
import pyoxigraph as ox

from tests.stores.servers import Server

TIMEOUT = 120
"""Seconds that a store may take over one graph."""


def graphs_of(file: Path) -> dict[str, list[ox.Triple]]:
    """Return the triples of each named graph of a file of quads."""
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad.graph_name, ox.NamedNode), "every statement is in a named graph"
        graphs.setdefault(quad.graph_name.value, []).append(quad.triple)
    return graphs


def n_triples(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples as N-Triples, which every store reads and which is Turtle too."""
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    return text


def put(server: Server, graph: str | None, triples: Iterable[ox.Triple]) -> None:
    """Put triples into a graph of a store in the place of what it held; None is the default graph."""
    # Virtuoso 7 reads N-Triples under the name of Turtle alone.
    answer = httpx.put(server.graph_store, params={"graph": graph} if graph else {"default": ""},
                       content=n_triples(triples), headers={"Content-Type": "text/turtle; charset=utf-8"},
                       auth=server.auth, timeout=TIMEOUT)
    assert answer.is_success, f"{server.name} {graph}: {answer.status_code} {answer.text[:400]}"


def put_graphs(server: Server, file: Path) -> None:
    """Put each named graph of a file of quads into a store."""
    for graph, triples in graphs_of(file).items():
        put(server, graph, triples)


def put_merged(server: Server, file: Path) -> None:
    """Put all graphs of a file of quads into the default graph of a store, as one."""
    put(server, None, {triple: None for triples in graphs_of(file).values() for triple in triples})
