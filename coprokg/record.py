"""A record read along with its text: what is said of it, in the order of the pages, without SPARQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import notebook
from .answers import Answer, Passage, Row
from .describing import explain
from .problems import Misuse, hint

if TYPE_CHECKING:
    from . import asking

SECTIONS = "sections-of-editions"
"""The saved query that has the order of the sections."""


@dataclass(frozen=True)
class Statement:
    """One thing said of a record, and what stands behind it."""

    iri: str
    kind: str
    says: str
    support: str
    passages: list[Passage] = field(default_factory=list)

    def __str__(self) -> str:
        """Return its kind and what it says."""
        return f"{self.kind}: {self.says}"


@dataclass(frozen=True)
class Reading:
    """One passage of a text, and every statement that rests on it."""

    passage: Passage
    statements: list[Statement]

    def __str__(self) -> str:
        """Return the passage, and below it what is coded from it."""
        return "\n".join([str(self.passage), *(f"    {statement}" for statement in self.statements)])


class Record:
    """A case, a definition, a work or another record: what is said of it, with the words."""

    def __init__(self, graph: asking.Graph, name: str, label: str, answer: Answer) -> None:
        """Keep the answer that holds all statements of a record.

        :param graph: the graph, for the order of the text.
        :param name: the record's kind and slug.
        :param label: what it is called.
        :param answer: its statements.
        """
        from .asking import BASE

        self._graph = graph
        self.name, self.label, self.answer = name, label, answer
        self.iri = BASE + name
        self.kind = name.partition("/")[0]
        self._statements: list[Statement] | None = None

    def __repr__(self) -> str:
        return f"<Record {self.name}: {self.label}, {len(self.answer)} statements>"

    @property
    def statements(self) -> list[Statement]:
        """Return everything that is said of the record, by kind."""
        if self._statements is None:
            self._statements = [self._statement(row) for row in self.answer]
        return list(self._statements)

    def _statement(self, row: Row) -> Statement:
        return Statement(row["statement"], row["kind"], row["says"], row["support"], self.answer.evidence(row))

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of statement there are of the record."""
        return list(dict.fromkeys(self.answer.column("kind")))

    def of_kind(self, kind: str) -> list[Statement]:
        """Return the statements of one kind.

        :param kind: one of :attr:`kinds`.
        :raises Misuse: if there is none of that kind.
        """
        if kind not in self.kinds:
            raise Misuse(f"{self.name} has no statement of the kind {kind!r}; {hint(kind, self.kinds)}")
        return [statement for statement in self.statements if statement.kind == kind]

    def read(self, edition: str = "") -> list[Reading]:
        """Return each passage quoted of the record once, in the order of the text, with what rests on it.

        :param edition: only this one, by its short name.
        :raises Misuse: if no passage is of that edition.
        """
        found: dict[tuple[object, ...], Reading] = {}
        for statement in self.statements:
            for one in statement.passages:
                if one.words is None:
                    continue
                key = (one.edition, one.section, one.page, one.words)
                reading = found.setdefault(key, Reading(one, []))
                if statement not in reading.statements:
                    reading.statements.append(statement)
        editions = {reading.passage.edition or "" for reading in found.values()}
        if edition and edition not in editions:
            raise Misuse(f"no passage of {self.name} is of the edition {edition!r}; {hint(edition, editions)}")
        order = self._order()
        wanted = [r for r in found.values() if edition in ("", r.passage.edition)]
        return sorted(wanted, key=lambda reading: _place(reading.passage, order))

    def _order(self) -> dict[tuple[str, str], int]:
        """Return the place of each section by its edition's short name and its heading."""
        answer = self._graph.ask(SECTIONS)
        columns = [answer.columns.index(name) for name in ("short", "heading", "position")]
        rows = ([row[n].value for n in columns] for row in answer.rows)
        return {(short, heading): int(position) for short, heading, position in rows}

    def explain(self) -> str:
        """Return why each phase of a case has its type, and where the author placed it, with the words.

        :raises Misuse: if the record is not a case.
        """
        return "\n".join(explain(self._graph, self.name))

    def to_markdown(self) -> str:
        """Return everything that is said of the record, kind by kind, each statement with its words."""
        lines = [f"# {self.label}"]
        for kind in self.kinds:
            lines += ["", f"## {kind}", ""]
            for statement in self.of_kind(kind):
                lines.append(f"- {statement.says} ({statement.support})")
                lines += [f"  - {passage}" for passage in statement.passages]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        columns = ["kind", "says", "support"]
        words = [list(map(str, statement.passages)) for statement in self.statements]
        return notebook.table(self.label, columns, self.answer.rows, words, [f"{len(self.answer)} statements."])


def _place(passage: Passage, order: dict[tuple[str, str], int]) -> tuple[str, int, int, str]:
    """Return what puts passages in the order of their text: edition, section, page; then the words."""
    section = order.get((passage.edition or "", passage.section or ""), len(order))
    return (passage.edition or "", section, passage.page or 0, passage.words or "")
