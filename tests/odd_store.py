"""A store on this machine that misbehaves as it is told: refuses, breaks off, cuts its answers, rewrites, asks who one is."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

CUT, AFTER, HALF = "cut", "after", "half"
"""Break the connection before a request is obeyed, after it, or in its middle. A number is a status to answer with."""

READ_ONLY = ("GET", "ASK", "SELECT", "CONSTRUCT")


@dataclass
class OddStore:
    """What the store is like, and what it was asked."""

    graph_store: bool = True
    updates: bool = True
    atomic: bool = True
    """Whether an update that fails in its middle is undone."""
    union: bool = True
    limit: int = 10**9
    """The most triples of an answer; what is more is left out, and nothing said."""
    scheme: str = ""
    user: str = "ann"
    secret: str = ""
    data_sets: list[str] = field(default_factory=list)
    """Where its data sets are, as Fuseki lists them; without any it is at its root."""
    elsewhere: str = ""
    """Another host that writers are sent to."""
    fault: Callable[[int, str], str | int | None] = lambda number, action: None
    """From the number of a request and what it does (READ_ONLY, PUT, DELETE, UPDATE) to what goes wrong."""
    keeps: Callable[[ox.Quad], ox.Quad | None] = lambda quad: quad
    """What is kept of a quad."""
    store: ox.Store = field(default_factory=ox.Store)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """What was done at which graph, in order."""
    bodies: list[int] = field(default_factory=list)
    """How many triples each update brought."""
    root: str = ""

    def graphs(self) -> dict[str, set[str]]:
        """Return what is in the store: graph -> its triples."""
        found: dict[str, set[str]] = {}
        for quad in self.store:
            found.setdefault(getattr(quad.graph_name, "value", ""), set()).add(str(quad.triple))
        return found

    @contextmanager
    def serving(self) -> Iterator[OddStore]:
        """Serve on a free port of this machine until the block ends."""
        odd = self

        class Handler(_Handler):
            store = odd

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        self.root = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    """Translate HTTP into what is done with the quads."""

    protocol_version = "HTTP/1.1"
    # An answer in one piece: in two, each waits for the other side to say that it has the first.
    wbufsize = 2**16
    disable_nagle_algorithm = True
    store: OddStore

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._serve()

    do_PUT = do_POST = do_DELETE = do_GET

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        path = parts.path
        if self.store.data_sets:
            name = next((name for name in self.store.data_sets if path.startswith(name)), None)
            path = "/listed" if path == "/$/datasets" else "/nowhere" if name is None else path.removeprefix(name)
        given = {**parse_qs(parts.query, keep_blank_values=True), **(
            parse_qs(body.decode()) if "form" in self.headers.get("Content-Type", "") else {})}
        query = given.get("query", [""])[0]
        action = query.split()[0] if query else "UPDATE" if path == "/update" else self.command
        graph = given.get("graph", [""])[0]
        wrong = self.store.fault(len(self.store.asked), action)
        self.store.asked.append((action, graph))
        if self.store.elsewhere and action not in READ_ONLY:
            self._answer(307, location=self.store.elsewhere + self.path)
        elif not self._is_known(path):
            self._answer(401, f"who is {self.headers.get('Authorization')}?".encode(), challenge=True)
        elif isinstance(wrong, int):
            self._answer(wrong, f"<h1>No.</h1> You sent {self.headers.get('Authorization')}".encode())
        elif wrong == CUT:
            self.close_connection = True
        else:
            try:
                answer = self._done(action, path, graph, query, body, wrong == HALF)
            except (SyntaxError, ValueError, OSError) as error:
                answer = (400, str(error).encode(), "text/plain")
            if wrong in (AFTER, HALF):
                self.close_connection = True
            else:
                self._answer(*answer)

    def _done(self, action: str, path: str, graph: str, query: str, body: bytes, half: bool) -> tuple[int, bytes, str]:
        odd, name = self.store, ox.NamedNode(graph) if graph else ox.DefaultGraph()
        if path == "/listed":
            return 200, json.dumps({"datasets": [{"ds.name": one} for one in odd.data_sets]}).encode(), "application/json"
        if path == "/query" and query:
            return self._asked(query)
        if path == "/update" and odd.updates:
            self._update(body.decode(), half)
            return 200, b"<ok/>", "text/html"
        if path != "/store" or not odd.graph_store:
            return 404, b"<title>Not here</title>", "text/html"
        if action == "GET":
            triples = [quad.triple for quad in odd.store.quads_for_pattern(None, None, None, name)][:odd.limit]
            if not triples:
                return 404, b"no such graph", "text/plain"
            return 200, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", "application/n-triples"
        there = odd.store.contains_named_graph(name) if graph else True
        odd.store.clear_graph(name)
        if action == "DELETE":
            odd.store.remove_graph(name)
            return (204 if there else 404), b"", "text/plain"
        quads = [ox.Quad(q.subject, q.predicate, q.object, name) for q in ox.parse(body, format=ox.RdfFormat.TURTLE)]
        odd.store.extend(kept for quad in quads[:len(quads) // 2 if half else None] if (kept := odd.keeps(quad)))
        return 201, b"", "text/plain"

    def _asked(self, query: str) -> tuple[int, bytes, str]:
        found = self.store.store.query(query, use_default_graph_as_union=self.store.union)
        if isinstance(found, ox.QueryTriples):
            triples = list(found)[:self.store.limit]
            return 200, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", "application/n-triples"
        return 200, found.serialize(format=ox.QueryResultsFormat.JSON) or b"", "application/sparql-results+json"

    def _update(self, text: str, half: bool) -> None:
        odd = self.store
        odd.bodies.append(sum(line.endswith(" .") for line in text.splitlines()))
        steps = [text] if odd.atomic else text.split(" ;\n")
        for step in steps[:(len(steps) + 1) // 2 if half else None]:
            try:
                odd.store.update(step)
            except (OSError, ValueError):
                # As Virtuoso does: what fails is passed over, and all is said to be well.
                if odd.atomic:
                    raise
        for quad in list(odd.store):
            if odd.keeps(quad) != quad:
                odd.store.remove(quad)

    def _is_known(self, path: str) -> bool:
        """Say whether whoever asks has proved who it is; anybody may query."""
        odd, sent = self.store, self.headers.get("Authorization", "")
        if not odd.scheme or path == "/query":
            return True
        if odd.scheme == "bearer":
            return sent == f"Bearer {odd.secret}"
        if odd.scheme == "basic":
            return sent == "Basic " + base64.b64encode(f"{odd.user}:{odd.secret}".encode()).decode()
        said = dict(re.findall(r'(\w+)="?([^",]*)"?', sent))
        hashed = [_md5(f"{odd.user}:r:{odd.secret}"), _md5(f"{self.command}:{self.path}")]
        proof = _md5(":".join([hashed[0], "n", said.get("nc", ""), said.get("cnonce", ""), "auth", hashed[1]]))
        return sent.startswith("Digest") and said.get("response") == proof

    def _answer(self, status: int, body: bytes = b"", kind: str = "text/html", *, challenge: bool = False,
                location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", kind)
        if challenge:
            wanted = {"digest": 'Digest realm="r", nonce="n", qop="auth"', "basic": 'Basic realm="r"', "bearer": "Bearer"}
            self.send_header("WWW-Authenticate", wanted[self.store.scheme])
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

