"""Run a SPARQL query of the user's over the built graph, within bounds, and print its answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

import pyoxigraph as ox

from .problems import Misuse
from .tables import default_format, write

if TYPE_CHECKING:
    from .asking import Graph

_SERVICE = re.compile(r"(?<![\w:?$-])SERVICE\b(?!:)", re.IGNORECASE)
_QUOTED = re.compile(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|<[^<>\s]*>|#[^\n]*')


def run(graph: Graph, text: str, form: str | None, stream: TextIO) -> None:
    """Run a query over all graphs as one and print what it gives.

    :param graph: the built graph.
    :param text: SPARQL 1.1 Query.
    :param form: ``table``, ``csv``, ``json`` or ``ttl``; by default what fits query and stream.
    :param stream: where to print.
    :raises Misuse: if the query does not parse, asks another server, or the format does not fit.
    """
    if not text.strip():
        raise Misuse("the query is empty; give a file, or a query on standard input")
    if _SERVICE.search(_QUOTED.sub(" ", text)):
        raise Misuse("SERVICE would ask another server; run such a query in a store of your own")
    try:
        found = graph.store.query(text, use_default_graph_as_union=not _names_graphs(text))
    except SyntaxError as error:
        raise Misuse(f"not SPARQL 1.1 Query: {error}") from None
    if isinstance(found, ox.QueryBoolean):
        _boolean(bool(found), form, stream)
    elif isinstance(found, ox.QuerySolutions):
        if form == "ttl":
            raise Misuse("a SELECT gives rows, not triples; use --format table, csv or json")
        names = [v.value for v in found.variables]
        write(names, [[row[name] for name in names] for row in found], form or default_format(stream), stream)
    else:
        if form not in (None, "ttl"):
            raise Misuse("CONSTRUCT and DESCRIBE give triples; use --format ttl")
        _turtle(found, stream)


def _names_graphs(text: str) -> bool:
    return bool(re.search(r"\bFROM\b", _QUOTED.sub(" ", text), re.IGNORECASE))


def _boolean(value: bool, form: str | None, stream: TextIO) -> None:
    answer = "true" if value else "false"
    stream.write(f'{{"head": {{}}, "boolean": {answer}}}\n' if form == "json" else answer + "\n")


def _turtle(triples: ox.QueryTriples, stream: TextIO) -> None:
    from .namespaces import prefixes

    unique = sorted(set(triples), key=str)
    stream.write(ox.serialize(unique, format=ox.RdfFormat.TURTLE, prefixes=prefixes()).decode())
