"""Load a release, or the current build, into a triple store: find it, put the graphs there, read them back."""

from __future__ import annotations

import datetime as dt
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from .. import builds, front
from ..inspecting import Report
from ..namespaces import ONTOLOGY
from ..problems import Misuse
from .authentication import credentials
from .connection import Connection, Refused
from .contents import MERGED, Contents, contents
from .discovery import GRAPH_STORE, UPDATE, find
from .progress import Watch, watching
from .reading_back import name
from .replacing import AtOnce, Different, OneByOne, Replacement, aside
from .target import RECORD, STAGING, Target
from .update import all_or_nothing

AGAIN = "run the same command again: it begins anew and puts everything right"
_MANY = 10


def load(to: str, release: Path | None = None, *, way: str = "", default_graph: bool = False, user: str = "",
         scheme: str = "", query_address: str = "", update_address: str = "", plain_http: bool = False,
         prune: bool = False, ask: Callable[[str], str] | None = None) -> Report:
    """Put a release into a store, and make sure that it is there.

    :param to: an address of the store, or its root.
    :param release: the folder of a release; without it the current build is taken.
    :param way: ``graph-store`` or ``update``, to write in this way only; empty for the best there is.
    :param default_graph: put everything into the default graph, as one.
    :param user: the user's name.
    :param scheme: basic, digest or bearer; empty means what the store asks for.
    :param query_address: the store's query address, where it is not found.
    :param update_address: the store's update address, where it is not found.
    :param plain_http: let the secret go over plain http to another machine.
    :param prune: remove graphs of this project that the release does not have.
    :param ask: asks a person for the secret.
    :returns: what was done; what differs afterwards is a fault.
    :raises DataFault: if the release is damaged.
    :raises Misuse: if it cannot be done or breaks off, with what is in the store then.
    """
    # Whatever is wrong with the address or the secret is told before anything is built.
    with closing(Connection(to, credentials(user, scheme, ask), plain_http=plain_http)) as connection, ended():
        service = find(connection, to, way, query_address, update_address)
        target = Target(connection, service, way)
        with contents(release, _build, merged=default_graph) as given, watching() as watch:
            return _Load(target, given, prune, watch).run()


def _build() -> Path:
    """Return the folder of a build of the current sources."""
    front.graph()
    found = builds.current()
    if found is None:
        raise Misuse("the build was removed while it was opened; run the command again")
    return found


@contextmanager
def ended() -> Iterator[None]:
    """Let whoever ends the process be heard like an interrupt at the keyboard, so that there is time to clean."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Load:
    """One load: what it does, and what it has to say."""

    def __init__(self, target: Target, given: Contents, prune: bool, watch: Watch) -> None:
        self.target, self.given, self.prune, self.watch = target, given, prune, watch
        self.merged = [part.graph for part in given.parts] == [MERGED]
        self.others: list[str] = []
        self.report = Report()

    def run(self) -> Report:
        """Put the contents into the store."""
        try:
            self._clean_earlier()
            self.target.begin(self._record())
        except Misuse as error:
            raise Misuse(f"{error}. No graph in the store has changed") from None
        self._default_graph()
        replacement: Replacement | None = None
        try:
            replacement = self._replacement()
            replacement.run()
            self._read_back()
            if not self.report.faults:
                self.target.drop(RECORD)
        except Different as error:
            assert replacement is not None
            for line in f"{error}\nthe store does not keep what it is given; {replacement.left()}".splitlines():
                self.report.fault(line)
        except (Misuse, KeyboardInterrupt, OSError) as error:
            raise Misuse(f"{self._why(error)}. The load broke off: {self._left(replacement)}. {AGAIN}") from None
        else:
            self._end(replacement)
        return self.report

    def _record(self) -> dict[str, Any]:
        return {"what": "coprokg load: begun and not ended", "begun": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                "sha256": self.given.sha256, "graphs": [part.graph for part in self.given.parts]}

    def _clean_earlier(self) -> None:
        """Remove what an earlier load left that broke off."""
        record = self.target.record()
        if self.target.queries is not None:
            graphs = self.target.graphs()
        else:
            graphs = [aside(str(graph)) for graph in (record or {}).get("graphs", [])]
        left = [graph for graph in graphs if graph.startswith(STAGING)]
        if record is not None or left:
            self.report.lines.append(f"an earlier load (begun {(record or {}).get('begun', 'at an unknown time')}) did not "
                                     f"end well; what it had loaded aside is removed ({len(left)} graphs)")
        for graph in left:
            self.target.drop(graph)
        ours = {RECORD, *left, *(part.graph for part in self.given.parts)}
        self.others = [] if self.merged else [graph for graph in graphs if graph not in ours]

    def _default_graph(self) -> None:
        """Find out what the default graph is; refuse to replace one that is not ours.

        :raises Misuse: if everything is to go into a default graph that is another's, or that is no graph of its own.
        """
        if self.target.queries is None:
            return
        union = self.target.queries.ask(f"<{RECORD}> ?p ?o")
        if not self.merged:
            if not union:
                self.report.lines.append(
                    "note: the default graph of this store is not the union of its named graphs, and saved questions name no "
                    "graph; set it so in the store, or load with --default-graph as well")
            return
        if union:
            self.target.drop(RECORD)
            raise Misuse("the default graph of this store is the union of its named graphs, so nothing has to be put "
                         "into it; leave out --default-graph")
        if self.target.queries.ask("?s ?p ?o") and not self.target.queries.ask(f"<{ONTOLOGY}> ?p ?o"):
            self.target.drop(RECORD)
            raise Misuse("the default graph of this store holds something else, which would be replaced; "
                         "load into a dataset of its own")

    def _replacement(self) -> Replacement:
        kind = AtOnce if self._all_or_nothing() else OneByOne
        return kind(self.target, self.given.parts, self.others if self.prune else (), self.watch)

    def _all_or_nothing(self) -> bool:
        target = self.target
        if target.updates is None or target.queries is None:
            return False
        try:
            return all_or_nothing(target.updates, target.queries, STAGING + "_probe")
        except Refused:
            if target.way == UPDATE:
                raise
            # Who may write graphs need not have the right to update.
            return False

    def _read_back(self) -> None:
        """Read every graph back from its place, and compare."""
        for number, part in enumerate(self.given.parts):
            self.watch("reading back", number, len(self.given.parts))
            if told := self.target.differs(part, part.graph):
                for line in told.splitlines():
                    self.report.fault(line)
        self.watch("reading back", len(self.given.parts), len(self.given.parts))

    def _left(self, replacement: Replacement | None) -> str:
        """Say what is in the store, and remove the record of this load where that can be done."""
        if replacement is not None:
            return replacement.left()
        try:
            self.target.drop(RECORD)
        except Misuse:
            return "no graph in the store has changed, but for the record of this load"
        return "no graph in the store has changed"

    @staticmethod
    def _why(error: BaseException) -> str:
        return "interrupted" if isinstance(error, KeyboardInterrupt) else str(error)

    def _end(self, replacement: Replacement) -> None:
        target, lines = self.target, self.report.lines
        if self.report.faults:
            self.report.fault("the store does not hold what it was given; these graphs are new, and not as they should be")
            return
        way = "the Graph Store Protocol" if target.way == GRAPH_STORE else "SPARQL Update"
        triples = sum(_lines(part.file) for part in self.given.parts)
        where = name(MERGED) if self.merged else f"{len(self.given.parts)} graphs"
        lines.append(f"{where}, {triples} triples, of {self.given.what}: loaded over {way}, {replacement.how}; "
                     "read back, and the same")
        if self.others and self.prune:
            lines.append(f"removed, as the release does not have them: {_some(self.others)}")
        elif self.others:
            lines.append(f"left alone, though the release does not have them: {_some(self.others)}; "
                         "--prune removes them")
        if target.service.query:
            lines.append(f"ask it with --endpoint {target.service.query}")


def _lines(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(1 for _ in stream)


def _some(graphs: list[str]) -> str:
    more = f" and {len(graphs) - _MANY} more" if len(graphs) > _MANY else ""
    return ", ".join(map(name, graphs[:_MANY])) + more
