"""Answers for Python code and notebooks: rows of Python values, and the words behind each row."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import index
from typing import TYPE_CHECKING, Any, overload

from . import native, notebook
from .asking import EVIDENCE, said
from .problems import DataFault, Misuse, Problem, hint
from .tables import counted, write_markdown, write_markdown_notes

if TYPE_CHECKING:
    import pandas

    from . import asking
    from .querying import Solutions

WORDS = "evidence"
"""The column that the words behind each row stand in, where they are asked for."""


@dataclass(frozen=True)
class Passage:
    """What stands behind a statement: words of an edition, a coder's memo, or a section read in vain.

    >>> print(Passage(statement="https://example.org/s", words="local targets", edition="par", page=852))
    “local targets” (par, p. 852)
    """

    statement: str
    says: str | None = None
    words: str | None = None
    edition: str | None = None
    section: str | None = None
    page: int | None = None
    memo: str | None = None

    def __str__(self) -> str:
        """Return it as a reader cites it."""
        cells = {"words": self.words, "edition": self.edition, "section": self.section, "memo": self.memo,
                 "page": None if self.page is None else str(self.page)}
        return said({name: text for name, text in cells.items() if text is not None})


class Row(Mapping[str, Any]):
    """One row of an answer: column -> value. It knows its place, from 0, and cannot be changed.

    >>> row = Row({"case": "Beacon", "page": 853}, 0)
    >>> row["page"], dict(row)
    (853, {'case': 'Beacon', 'page': 853})
    """

    __slots__ = ("_cells", "number")

    def __init__(self, cells: dict[str, Any], number: int) -> None:
        """Keep the cells by column, and the place of the row in its answer."""
        self._cells = cells
        self.number = number

    def __getitem__(self, column: str) -> Any:
        """Return the value in a column.

        :raises KeyError: if there is no such column; it says which there are.
        """
        if column not in self._cells:
            raise KeyError(f"no column {column!r}; {hint(str(column), self._cells)}")
        return self._cells[column]

    def __contains__(self, column: object) -> bool:
        return column in self._cells

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        return f"Row({self._cells!r})"


class Rows(Sequence[Row]):
    """Rows of Python values with their columns: what a SELECT query gives.

    >>> rows = Rows(["case", "page"], [{"case": "Beacon", "page": 853}, {"case": "Tackley", "page": None}])
    >>> rows
    <Rows: 2 rows of case, page>
    >>> rows.column("page")
    [853, None]
    >>> print(rows.to_markdown())
    | case | page |
    | --- | --- |
    | Beacon | 853 |
    | Tackley |  |
    """

    def __init__(self, columns: Sequence[str], rows: Sequence[dict[str, Any]], title: str = "") -> None:
        """Keep columns and rows.

        :param columns: the columns that are shown, in order; a row may hold others.
        :param rows: the cells of each row by column, None where one is empty.
        :param title: what the rows are, for people.
        """
        self.columns = list(columns)
        self.rows = [Row(cells, number) for number, cells in enumerate(rows)]
        self.title = title

    @classmethod
    def of(cls, found: Solutions) -> Rows:
        """Return the solutions of a query as rows, each term as its datatype says."""
        return Rows(found.names, [dict(zip(found.names, map(native.value, row), strict=True)) for row in found.rows])

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        return self.rows[place]

    def __repr__(self) -> str:
        return f"<{self._name}: {counted(len(self))} of {', '.join(self.columns)}>"

    @property
    def _name(self) -> str:
        return type(self).__name__

    def column(self, name: str) -> list[Any]:
        """Return the values of one column, in the order of the rows.

        :raises KeyError: if there is no such column.
        """
        return [row[name] for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas frame; its index is the place of each row, from 0.

        :raises Misuse: if pandas is not installed.
        """
        return native.frame(self.columns, [self.column(name) for name in self.columns])

    def to_markdown(self) -> str:
        """Return a Markdown table."""
        return self._markdown(self.columns, [[text(row[name]) for name in self.columns] for row in self.rows])

    @staticmethod
    def _markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        stream = io.StringIO()
        write_markdown(header, rows, stream)
        return stream.getvalue().rstrip("\n")

    def _repr_html_(self) -> str:
        return notebook.table(self.title, self.columns, self.rows)


class Answer(Rows):
    """The answer of a saved query: its rows, its caveats, and the words behind each row.

    A row holds all columns of the query, with the statements it rests on; ``columns`` are those that are shown.
    """

    def __init__(self, found: asking.Answer, ask: Callable[[list[str]], asking.Answer]) -> None:
        """Read the terms of an answer as the head of its query says.

        :param found: the answer of the embedded store or of an endpoint.
        :param ask: gives the words behind statements, of the same graph.
        :raises DataFault: if a cell is not of the type that the head gives its column.
        """
        about = found.question["columns"]
        self.question = found.question
        self.name: str = found.question["name"]
        self._types: dict[str, str] = {name: about[name]["type"] for name in found.columns}
        super().__init__([found.columns[n] for n in found.shown],
                         [self._read(found.columns, row) for row in found.rows], found.question["summary"])
        self._readable = [found.columns[n] for n in found.readable]
        self._ask = ask
        self._words: dict[str, list[Passage]] | None = None

    def _read(self, columns: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
        cells = {}
        for name, term in zip(columns, row, strict=True):
            try:
                cells[name] = native.declared(term, self._types[name])
            except ValueError as error:
                raise DataFault([Problem(self.question["file"], 1, name, str(error), "mend the column's type in the"
                                         " head, or the data", "queries/README.md")]) from None
        return cells

    @property
    def _name(self) -> str:
        return f"Answer {self.name}"

    @property
    def caveats(self) -> list[str]:
        """Return what the answer does not show, in sentences."""
        return list(self.question["caveats"])

    def statements(self, row: Row | int) -> list[str]:
        """Return the IRIs of the statements that a row rests on.

        :param row: a row of this answer, or its place from 0, as in the index of :meth:`to_pandas`.
        :raises Misuse: if it is no row of this answer.
        """
        found: dict[str, None] = {}
        cells = self._own(row)
        for name, kind in self._types.items():
            if kind in EVIDENCE and cells[name]:
                found |= dict.fromkeys(cells[name] if kind == "statements" else [cells[name]])
        return list(found)

    def evidence(self, row: Row | int) -> list[Passage]:
        """Return the passages behind a row: words with edition and page, memos, sections read in vain.

        :param row: a row of this answer, or its place from 0, as in the index of :meth:`to_pandas`.
        :raises Misuse: if it is no row of this answer.
        """
        wanted = self.statements(row)
        if self._words is None:
            # One query for all rows: over an endpoint each costs a journey.
            every = sorted({iri for one in self.rows for iri in self.statements(one)})
            self._words = passages(self._ask(every)) if every else {}
        found: dict[str, Passage] = {}
        for iri in wanted:
            for passage in self._words.get(iri, ()):
                found.setdefault(str(passage), passage)
        return list(found.values())

    def _own(self, row: Row | int) -> Row:
        if isinstance(row, Row):
            if row.number < len(self) and self.rows[row.number] is row:
                return row
            raise Misuse(f"this row is of another answer than {self.name}; ask the answer that it is of")
        try:
            return self.rows[index(row)]
        except TypeError:
            raise Misuse(f"{row!r} is no row; give a row of the answer, or its place from 0") from None
        except IndexError:
            raise Misuse(f"no row {row}; {self.name} has {counted(len(self))}, counted from 0") from None

    def to_pandas(self, *, evidence: bool = False) -> pandas.DataFrame:
        """Return a pandas frame; its index is the place of each row, from 0, and ``attrs`` holds the caveats.

        :param evidence: add the IRIs of the statements behind each row, and a column ``evidence`` of their words.
        :raises Misuse: if pandas is not installed.
        """
        names = list(self._types) if evidence else self.columns
        columns = [self.column(name) for name in names]
        if evidence:
            names = [*names, WORDS]
            columns.append([self._said(row) for row in self.rows])
        found = native.frame(names, columns, self._types | {WORDS: "text"})
        found.attrs |= {"question": self.name, "caveats": self.caveats}
        return found

    def to_markdown(self, *, evidence: bool = False, notes: bool = True) -> str:
        """Return a Markdown table, with how many rows there are and the caveats below it.

        :param evidence: add a column ``evidence`` of the words behind each row.
        :param notes: write what stands below the table.
        """
        header = [*self.columns, *([WORDS] if evidence else [])]
        rows = [[*(text(row[name]) for name in self.columns), *([self._said(row)] if evidence else [])]
                for row in self.rows]
        below = io.StringIO()
        if notes:
            write_markdown_notes(counted(len(self)), self.caveats, below)
        return f"{self._markdown(header, rows)}\n{below.getvalue()}".rstrip("\n")

    def _said(self, row: Row) -> str:
        return "\n".join(map(str, self.evidence(row)))

    def _repr_html_(self) -> str:
        notes = [f"{counted(len(self))}.", *(f"Note: {one}" for one in self.caveats)]
        words: list[list[str]] = []
        try:
            words = [list(map(str, self.evidence(row))) for row in self.rows[:notebook.MOST]]
        except Misuse as error:
            # The rows are here: an endpoint that went away since takes only their words.
            notes.append(f"The words behind the rows are not at hand: {error}")
        return notebook.table(self.title, self._readable, self.rows, words, notes)


def passages(found: asking.Answer) -> dict[str, list[Passage]]:
    """Return statement -> its passages, quotes first, of the answer that leads from statements to words."""
    about = found.question["columns"]
    every: dict[str, list[Passage]] = {}
    for row in found.rows:
        cells = {name: native.declared(term, about[name]["type"]) for name, term in zip(found.columns, row, strict=True)}
        passage = Passage(**cells)
        every.setdefault(passage.statement, []).append(passage)
    for many in every.values():
        many.sort(key=lambda passage: (passage.words is None, str(passage)))
    return every


def text(value: Any) -> str:
    """Return a value as text for a cell: nothing for None.

    >>> text(None), text(853), text(["a", "b"])
    ('', '853', 'a b')
    """
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
