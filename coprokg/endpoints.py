"""Check that a SPARQL endpoint holds the graph, whole and unchanged, and gives the rows of every saved question.

What must hold is what the current build holds and gives. The triples are read through the query address
(:mod:`coprokg.endpoint_reading`) and validated here, on this machine, because pySHACL on a remote store asks one
query for each node and shape, and sees inferred types that it must not see: so the shapes give the verdict that they
give on a build. Checks and questions are asked of the endpoint itself.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from . import builds, front
from .asking import Graph, bind
from .building import Say, silent
from .checking import by_shapes, read_head
from .endpoint_reading import count, counts, read
from .expected_rows import Row, expected_rows, row_of
from .folders import root
from .inspecting import Report
from .loading import Loaded, graph_iri
from .namespaces import ONTOLOGY, compact
from .problems import Misuse
from .remote import Endpoint, Refused, RemoteGraph
from .stores.contents import GRAPHS, MERGED, METADATA, Part, contents
from .stores.normalising import RULES, Normalisation
from .stores.reading_back import Comparing
from .stores.reading_back import name as called
from .stores.target import RECORD, STAGING
from .tables import cell, counted

WITHIN = 1_800
"""Seconds that a whole check may take."""
SHOWN = 3
"""How many missing, and how many extra, rows of a question are told."""

IMPORTS = GRAPHS + "imports/"
"""What begins the names of the graphs of imported bibliographies: counted, and not read."""

_LENGTH = 240


def check_endpoint(address: str, say: Say = silent) -> Report:
    """Check whether an endpoint holds the graph of the current build, and answers as it does.

    :param address: the address of the endpoint's query service.
    :param say: called with a word about each step.
    :returns: what to print; every difference is a fault.
    :raises Misuse: if the endpoint cannot be reached, or goes away.
    """
    endpoint = Endpoint(address)
    say("asking the endpoint")
    endpoint.ask("ASK {}")
    local = front.graph()
    build = builds.current()
    if build is None:
        raise Misuse("the build was removed while it was opened; run the command again")
    return _Check(endpoint, local, build, say).run()


class _AsBuilt(Normalisation):
    """What a kind of store rewrites, and what the build has rewritten already, as it went through Oxigraph."""

    def __init__(self, kind: str) -> None:
        super().__init__("oxigraph")
        self._there = Normalisation(kind)

    def __call__(self, triples: Iterable[ox.Triple]) -> Iterable[ox.Triple]:
        return super().__call__(self._there(triples))


class _Check:
    """One check of an endpoint."""

    def __init__(self, endpoint: Endpoint, local: Graph, build: Path, say: Say) -> None:
        self.endpoint, self.local, self.build = endpoint, local, build
        self.remote = RemoteGraph(build, endpoint.address)
        kind = next((kind for kind in RULES if kind and kind in endpoint.server.lower()), "")
        self.normalise = _AsBuilt(kind)
        self.comparing = Comparing(self.normalise)
        self.report = Report()
        self._say, self._ends = say, time.monotonic() + WITHIN

    def run(self) -> Report:
        """Run all parts, the cheapest first."""
        there = counts(self.endpoint)
        self.graphs(there)
        self.shapes()
        if not there or self.endpoint.ask(f"ASK {{ <{ONTOLOGY}> ?p ?o }}"):
            self.checks()
            self.questions()
        else:
            self.report.fault("the default graph of this endpoint is not the union of its named graphs, and the saved questions "
                              "name no graph: set it so in the store, or load with --default-graph")
        verdict = "faulty" if self.report.faults else "sound"
        self.report.lines.append(f"{verdict}: {self.endpoint.address}, compared with the current build")
        return self.report

    def say(self, step: str) -> None:
        """Tell of a step; stop where the whole takes too long.

        :raises Misuse: if time is up.
        """
        if time.monotonic() > self._ends:
            raise Misuse(f"{self.endpoint.address}: the check is not done after {WITHIN // 60} minutes; the store is too slow, "
                         "or too busy, to be checked in full")
        self._say(step)

    def graphs(self, there: dict[str, int]) -> None:
        """Compare each graph, triple by triple; where there are no named graphs, the default graph with all as one."""
        self.found: list[ox.Quad] = []
        with contents(None, lambda: self.build, merged=not there) as given:
            sizes = there or {MERGED: count(self.endpoint)}
            for part in given.parts:
                self._graph(part, sizes.get(part.graph, 0))
            others = sorted(set(there) - {part.graph for part in given.parts} - {METADATA})
        self._others(others)
        if not self.report.faults:
            triples = sum(sizes[part.graph] for part in given.parts)
            self.report.lines.append(f"complete: {counted(len(given.parts), 'graph')}, {counted(triples, 'triple')}")

    def _graph(self, part: Part, size: int) -> None:
        self.say(f"reading {called(part.graph)}")
        if not size:
            self.report.fault(f"{called(part.graph)} is not there; load it with `coprokg load`")
            return
        if part.graph.startswith(IMPORTS):
            if size != (wanted := sum(1 for _ in part.triples())):
                self.report.fault(f"{called(part.graph)} has {size} triples, and should have {wanted}")
            return
        triples = list(read(self.endpoint, part.graph, size))
        for line in self.comparing.difference(part, triples).splitlines():
            self.report.fault(line)
        self.found += self._as_written(part, triples)

    def _as_written(self, part: Part, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
        """Yield what was read as quads, each literal as the build writes it where a store rewrites it."""
        written = dict(zip(self.normalise(part.triples()), part.triples(), strict=True))
        given = list(triples)
        own = self._places() if part.graph == MERGED else {}
        for triple, same in zip(given, self.normalise(given), strict=True):
            found = written.get(same, triple)
            for graph in own.get(found, [ox.NamedNode(part.graph or GRAPHS + "unknown")]):
                yield ox.Quad(found.subject, found.predicate, found.object, graph)

    def _places(self) -> dict[ox.Triple, list[Any]]:
        """Return the graphs in which the build has each triple."""
        places: dict[ox.Triple, list[Any]] = {}
        for quad in ox.parse(path=str(self.build / builds.GRAPH), format=ox.RdfFormat.N_QUADS):
            places.setdefault(quad.triple, []).append(quad.graph_name)
        return places

    def _others(self, graphs: list[str]) -> None:
        broken = [graph for graph in graphs if graph == RECORD or graph.startswith(STAGING)]
        if broken:
            self.report.fault("a load into this store has broken off; run `coprokg load` again")
        if others := [graph for graph in graphs if graph not in broken]:
            self.report.lines.append(f"note: graphs that the build does not have: {', '.join(map(called, others))}")

    def shapes(self) -> None:
        """Validate what was read against the shapes of the build."""
        self.say("validating what was read against the shapes")
        store = ox.Store()
        shapes = graph_iri("shapes")
        store.extend(quad for quad in self.found if quad.graph_name != shapes)
        store.extend(self.local.store.quads_for_pattern(None, None, None, shapes))
        faults = [problem for problem in by_shapes(store, Loaded()) if problem.severity == "violation"]
        for problem in sorted(faults):
            self.report.fault(str(problem))
        if not faults:
            self.report.lines.append("every shape holds")

    def checks(self) -> None:
        """Ask the checks: a row that the build does not give is a fault."""
        files = sorted(root().glob("queries/checks/*.rq"))
        before = len(self.report.faults)
        for path in files:
            text = path.read_text(encoding="utf-8")
            head = read_head(text)
            self.say(f"checking {path.stem}")
            try:
                rows = _counted(self.remote.rows(text)) - _counted(self.local.rows(text))
            except Refused as error:
                self.report.fault(f"check {path.stem}: {error}")
                continue
            for row in rows:
                extra = ", ".join(compact(text) for text in row[1:] if text)
                self.report.fault(f"{compact(row[0] or '')}: {head['summary']}{f' ({extra})' if extra else ''}; "
                                  f"{head['remedy']} (queries/checks/{path.name})")
        if len(self.report.faults) == before:
            self.report.lines.append(f"{counted(len(files), 'check')}: none finds anything")

    def questions(self) -> None:
        """Ask every saved question, and compare with the rows written beside it."""
        own: list[str] = []
        before = len(self.report.faults)
        for name, question in sorted(self.local.questions.items()):
            self.say(f"asking {name}")
            text = self._with_example(question)
            wanted, here = expected_rows(question), _counted(self.local.rows(text))
            if wanted != here:
                own.append(name)
            try:
                rows = _counted(self.remote.rows(text))
            except Refused as error:
                self.report.fault(f"question {name}: {error}")
                continue
            for line in _differences(here, rows):
                self.report.fault(f"question {name}: {line}")
        if own:
            self.report.lines.append("note: compared with what the build gives, which is not what is written beside them (your "
                                     f"own data, or an older build): {', '.join(own)}")
        if len(self.report.faults) == before:
            self.report.lines.append(f"{counted(len(self.local.questions), 'question')}: each gives its rows")

    def _with_example(self, question: dict[str, Any]) -> str:
        """Return a question with the values that its written rows are of; of all, where one's own data have no such value."""
        try:
            values = self.local.resolve(question, question["example"])
        except Misuse:
            values = self.local.resolve(question, {})
        return bind(question, values)


def _counted(rows: Iterable[list[Any]]) -> Counter[Row]:
    return Counter(row_of([cell(term) for term in row]) for row in rows)


def _differences(wanted: Counter[Row], rows: Counter[Row]) -> Iterator[str]:
    """Yield how rows differ from those that are wanted: how many, then a few of them."""
    missing, extra = wanted - rows, rows - wanted
    if missing or extra:
        yield (f"{counted(missing.total())} missing, {counted(extra.total())} not expected "
               f"(of {counted(wanted.total())})")
        for sign, some in (("missing", missing), ("not expected", extra)):
            for row in sorted(some, key=str)[:SHOWN]:
                text = " | ".join(value or "" for value in row)
                yield f"{sign}: {text[:_LENGTH]}{'...' if len(text) > _LENGTH else ''}"
