"""Put the new graphs in the place of the old, so that one knows at every moment what is in the store.

Where a store undoes an update that fails, all graphs are loaded aside, compared, and then moved into their places by one
update: until then the old ones stand untouched. Where it does not, each graph is replaced by itself, and what became of
each is known.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from ..problems import Misuse
from .contents import GRAPHS, MERGED, Part
from .discovery import GRAPH_STORE
from .progress import Watch
from .reading_back import Digest, name
from .target import RECORD, STAGING, Target
from .update import dropped, moved

AT_ONCE, ONE_BY_ONE = "all graphs at once", "graph by graph"


class Different(Exception):
    """What a store holds aside is not what was sent; nothing was moved into its place."""


def aside(graph: str) -> str:
    """Return the name under which a graph is loaded before it is moved into its place.

    >>> aside("https://w3id.org/coprokg/graph/links/works")
    'https://w3id.org/coprokg/graph/_staging/links/works'
    >>> aside("")
    'https://w3id.org/coprokg/graph/_staging/_default'
    """
    return STAGING + ("_default" if graph == MERGED else graph.removeprefix(GRAPHS))


class Replacement(ABC):
    """One way of putting parts into a store."""

    how = ""

    def __init__(self, target: Target, parts: list[Part], remove: Iterable[str], watch: Watch) -> None:
        """Take what is put where.

        :param target: the store.
        :param parts: the graphs.
        :param remove: graphs of the store to remove as well.
        :param watch: called with how far it has come.
        """
        self.target, self.parts, self.remove, self.watch = target, parts, list(remove), watch
        self.replaced: list[str] = []

    @abstractmethod
    def run(self) -> None:
        """Put all parts into their places.

        :raises Different: if the store holds aside what was not sent.
        :raises Misuse: if it breaks off.
        """

    @abstractmethod
    def left(self) -> str:
        """Say what is in the store after a break-off, having cleaned what can be cleaned."""

    def _stage(self, parts: list[Part]) -> None:
        """Load parts aside, and compare each with what was sent."""
        for number, part in enumerate(parts):
            self.watch("loading aside", number, len(parts))
            self.target.write(part, aside(part.graph))
            if told := self.target.differs(part, aside(part.graph)):
                raise Different(told)
        self.watch("loading aside", len(parts), len(parts))

    def _clean(self) -> str:
        """Remove what was loaded aside, and the record where nothing was replaced; say whether that worked."""
        try:
            for part in self.parts:
                self.target.drop(aside(part.graph))
            if not self.replaced:
                self.target.drop(RECORD)
        except Misuse:
            return (f"graphs whose names begin with {STAGING}, and {RECORD}, may be left; "
                    "the next load removes them")
        return "nothing that was loaded aside is left"


class AtOnce(Replacement):
    """Load aside, then move all graphs by one update, which the store does whole or not at all."""

    how = AT_ONCE
    _moving = False

    def run(self) -> None:
        """See the class."""
        self._stage(self.parts)
        assert self.target.updates is not None
        update = [moved(aside(part.graph), part.graph) for part in self.parts]
        update += [dropped(graph) for graph in (*self.remove, RECORD)]
        self._moving = True
        self.target.updates.run(" ;\n".join(update))
        self.replaced = [part.graph for part in self.parts]

    def left(self) -> str:
        """See the class."""
        if self._moving and not self.replaced:
            try:
                if self.target.record() is None:
                    self.replaced = [part.graph for part in self.parts]
            except Misuse:
                return ("whether the graphs were moved into their places is not known, as the store gave no answer: "
                        f"they are all as before if the graph {RECORD} is there, and all new if it is not")
        if self.replaced:
            return "all graphs in the store are new"
        return f"all graphs in the store are as before; {self._clean()}"


class OneByOne(Replacement):
    """Replace one graph after the other, and keep book."""

    how = ONE_BY_ONE
    _current: Part | None = None
    _before: Digest | None = None

    def run(self) -> None:
        """See the class."""
        before = {part: self._digest(part) for part in self.parts}
        changed = [part for part in self.parts if before[part] != self.target.comparing.sent(part)]
        self.replaced = [part.graph for part in self.parts if part not in changed]
        if self.target.way != GRAPH_STORE:
            self._stage(changed)
        for number, part in enumerate(changed):
            self.watch("replacing", number, len(changed))
            self._current, self._before = part, before[part]
            self._replace(part)
            self._current = None
            self.replaced.append(part.graph)
        self.watch("replacing", len(changed), len(changed))
        for graph in self.remove:
            self.target.drop(graph)

    def _digest(self, part: Part) -> Digest:
        return self.target.comparing.there(self.target.read(part.graph))

    def _replace(self, part: Part) -> None:
        if self.target.way == GRAPH_STORE:
            self.target.write(part, part.graph)
        elif self.target.updates:
            self.target.updates.run(f"{dropped(part.graph)} ;\n{moved(aside(part.graph), part.graph)}")

    def left(self) -> str:
        """See the class."""
        half = self._settle() if self._current else ""
        cleaned = "" if self.target.way == GRAPH_STORE else f"; {self._clean()}"
        told = [("new", self.replaced), (half, [self._current.graph] if self._current and half else []),
                ("as before", [part.graph for part in self.parts
                               if part.graph not in self.replaced and not (half and part == self._current)])]
        return "in the store are now: " + "; ".join(
            f"{state} ({len(graphs)}): {', '.join(map(name, graphs))}" for state, graphs in told if graphs) + cleaned

    def _settle(self) -> str:
        """Say what became of the graph that was being replaced; an empty text where it is as before, or new."""
        assert self._current is not None
        try:
            now = self._digest(self._current)
        except Misuse:
            return "not known"
        if now == self.target.comparing.sent(self._current):
            self.replaced.append(self._current.graph)
        elif now != self._before:
            return "half"
        return ""
