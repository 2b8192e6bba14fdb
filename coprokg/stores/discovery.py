"""Find the addresses of a store from one of them, or from its root, by asking it a question that changes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

from ..problems import Misuse
from .connection import Connection, Refused

GRAPH_STORE, UPDATE = "graph-store", "update"
"""The two ways to write into a store."""

ASKED = 15
"""Seconds to wait for each answer."""

_RESULTS = {"Accept": "application/sparql-results+json"}
_REPOSITORY = re.compile(r"/repositories/[^/]+$")


@dataclass(frozen=True)
class Service:
    """A store's addresses; an empty one is not known."""

    kind: str
    """The kind of store, in the words of :data:`coprokg.stores.normalising.RULES`; empty for any other."""
    graph_store: str = ""
    query: str = ""
    update: str = ""


LAYOUTS = (
    Service("oxigraph", "/store", "/query", "/update"),
    Service("fuseki", "/data", "/sparql", "/update"),
    Service("fuseki", "/data", "/query", "/update"),
    Service("virtuoso", "/sparql-graph-crud-auth", "/sparql", "/sparql-auth"),
    Service("virtuoso", "/sparql-graph-crud", "/sparql", "/sparql-auth"),
    Service("rdf4j", "/rdf-graphs/service", "", "/statements"),
)
"""Where stores of a kind have their addresses, below the root of the server, dataset or repository."""


def find(connection: Connection, to: str, way: str = "", query: str = "", update: str = "") -> Service:
    """Find a store's addresses.

    :param connection: to the host of the address.
    :param to: one of its addresses, or its root.
    :param way: GRAPH_STORE or UPDATE, where the address may be of a kind that is not known here.
    :param query: its query address, if the caller knows it.
    :param update: its update address, if the caller knows it.
    :raises Misuse: if there is no store, or one must say which of its data sets is meant.
    """
    to = to.rstrip("/")
    for address in filter(None, (query, update)):
        if _origin(address) != _origin(to):
            raise Misuse(f"{address} is on another host than {to}; all addresses of a store are on one")
    found = _known(connection, to) or _only_data_set(connection, to)
    if found is None:
        if way == UPDATE or update:
            found = Service("", "", query, update or to)
        elif way == GRAPH_STORE:
            found = Service("", to, query, "")
        else:
            raise Misuse(f"{to} is not an address that a store answers at; give the root of an Oxigraph or Virtuoso "
                         "server, of a Fuseki dataset or an RDF4J repository, or say what the address is: "
                         "--graph-store or --update")
    return replace(found, query=query or found.query, update=update or found.update)


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.rpartition("@")[2].lower()


def _known(connection: Connection, to: str) -> Service | None:
    asked: dict[str, str | None] = {}
    for layout, root in _candidates(to):
        if layout.kind == "rdf4j" and not _REPOSITORY.search(root):
            continue
        query = root + layout.query
        if query not in asked:
            asked[query] = _kind(connection, query)
        kind = asked[query]
        # A kind that the server does not tell is the layout's where the layout is like no other.
        if kind is not None and (kind == layout.kind or (not kind and layout.kind != "virtuoso")):
            return Service(kind or ("rdf4j" if layout.kind == "rdf4j" else ""), root + layout.graph_store, query,
                           root + layout.update)
    return None


def _candidates(to: str) -> Iterator[tuple[Service, str]]:
    """Yield layouts and roots: first those of which the address given is one of the addresses."""
    for layout in LAYOUTS:
        for suffix in (layout.graph_store, layout.query, layout.update):
            if suffix and to.endswith(suffix):
                yield layout, to.removesuffix(suffix)
    for layout in LAYOUTS:
        yield layout, to


def _kind(connection: Connection, query: str) -> str | None:
    """Ask a question; return the kind of store that answers, None if none does.

    :raises Refused: if the store asks who we are, or says that we may not.
    """
    try:
        answer = connection.send("GET", f"{query}?{urlencode({'query': 'ASK {}'})}", headers=_RESULTS, wait=ASKED)
    except Refused as error:
        if error.status in (401, 403):
            raise
        return None
    if _json(answer).get("boolean") is not True:
        return None
    server = answer.headers.get("Server", "").lower()
    if "Fuseki-Request-Id" in answer.headers:
        return "fuseki"
    return next((kind for kind in ("oxigraph", "virtuoso", "fuseki") if kind in server), "")


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = json.loads(answer.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _only_data_set(connection: Connection, to: str) -> Service | None:
    """Find the one dataset of a Fuseki server, or the one repository of an RDF4J server."""
    names = [f"{to}/{name.strip('/')}" for name in _data_sets(connection, to)]
    if len(names) > 1:
        raise Misuse(f"{to} holds several data sets; give the address of one: {', '.join(sorted(names))}")
    return _known(connection, names[0]) if names else None


def _data_sets(connection: Connection, to: str) -> list[str]:
    for path in ("/$/datasets", "/repositories"):
        try:
            found = _json(connection.send("GET", to + path, headers={"Accept": "application/sparql-results+json, application/json;q=0.9"},
                                          wait=ASKED))
        except Refused:
            continue
        if isinstance(listed := found.get("datasets"), list):
            return [str(one["ds.name"]) for one in listed if isinstance(one, dict) and "ds.name" in one]
        rows = found.get("results", {}).get("bindings", [])
        if rows:
            return [f"repositories/{row['id']['value']}" for row in rows if row.get("id", {}).get("value", "SYSTEM") != "SYSTEM"]
    return []
