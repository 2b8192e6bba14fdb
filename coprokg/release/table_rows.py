"""The rows of the tables of a release: saved questions asked, with labels beside addresses and words beside statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..asking import Graph
from ..namespaces import BASE, COP, expand
from ..problems import DataFault, Problem
from .source import Source
from .table_plan import FILE, RULE, ColumnPlan, Plan, TablePlan, read_plan

LABELS, PROPERTIES, VALUES = "table-labels", "codebook-properties", "codebook-values"
"""The saved questions, beside those of the plan, that say what things are called and of what a property is said."""

EVIDENCE, PASSAGES, ABSENCES = "evidence", "passages", "absences"
"""The tables that others take something from."""

AMONG, BETWEEN = "; ", " | "
"""What stands between several values of a cell, and between several quotes, which may hold semicolons themselves."""

APART = "–"
"""What stands where a column does not apply to the kind of row, and where one of several parts is missing."""

DATATYPES = {"text": "string", "integer": "integer", "year": "integer", "decimal": "decimal"}
ADDRESS = "anyURI"

Cell = str | Decimal
Values = dict[str, Any]

QUOTED = {"words": ("words", "the quoted words behind the statement"),
          "words_section": ("section", "the section in which the words stand"),
          "words_page": ("page", "the page on which the words begin, where the edition shows pages"),
          "words_edition": ("edition", "the edition that is quoted")}
"""Column of a table of statements -> column of the table of passages that it shows, and what it means."""

QUOTES = "passage_id"


@dataclass
class Column:
    """A column of a table as it is written."""

    name: str
    meaning: str
    datatype: str
    plan: ColumnPlan | None = None
    property: str = ""
    """The address of the property that it shows; none for what is told of the passages of a statement."""
    separator: str = ""
    to: str | None = None
    """The table in which the address is a row."""
    labels: str = ""
    """The column with the addresses, where this one has their labels."""
    required: bool = False
    marks: set[str] = field(default_factory=set)
    """What stands in it that is no value: a coded absence, or that it does not apply."""


@dataclass
class Table:
    """A table as it is written."""

    name: str
    title: str
    about: str
    plan: TablePlan
    columns: list[Column]
    rows: list[list[Cell]]
    caveats: list[str]

    def cells(self, name: str) -> list[Cell]:
        """Return the cells of a column, in the order of the rows."""
        place = [column.name for column in self.columns].index(name)
        return [row[place] for row in self.rows]


def read_tables(source: Source) -> list[Table]:
    """Put together every table of the plan.

    :param source: what the release is made from.
    :returns: the tables in the order of the plan, their rows in the order of their keys.
    :raises DataFault: if the plan is faulty, if two rows have one key, or if an address leads to no row.
    """
    plan = read_plan(source.base, source.graph.questions)
    given = {name: list(_dicts(source.graph, table.question)) for name, table in plan.tables.items()}
    reading = _Reading(source.graph, plan, given)
    tables = [reading.table(name) for name in plan.tables]
    problems = [*_twice(tables), *_dangling(tables)]
    if problems:
        raise DataFault(problems)
    return tables


def _dicts(graph: Graph, name: str) -> Iterator[Values]:
    """Yield the rows of a saved question, each by column and without what is empty."""
    answer = graph.ask(name)
    for row in answer.rows:
        yield {column: _value(term) for column, term in zip(answer.columns, row, strict=True)
               if term is not None and term.value}


def _value(term: Any) -> Cell:
    datatype = getattr(term, "datatype", None)
    number = datatype is not None and datatype.value.rpartition("#")[2] in ("integer", "decimal")
    return Decimal(term.value) if number else str(term.value)


class _Reading:
    """Makes columns and rows of what the saved questions answer."""

    def __init__(self, graph: Graph, plan: Plan, given: dict[str, list[Values]]) -> None:
        self.graph, self.plan, self.given = graph, plan, given
        self.labels: dict[str, str] = {row["thing"]: row["label"] for row in _dicts(graph, LABELS)}
        self.said_of = {row["property"]: set(row.get("said_of", "").split()) for row in _dicts(graph, PROPERTIES)}
        self.order = {row["value"]: row.get("position", Decimal(0)) for row in _dicts(graph, VALUES)}
        self.absent: dict[tuple[str, str], str] = {(subject, row["aspect"]): self.labels[row["absence_kind"]]
                       for row in given.get(ABSENCES, ())
                       # What is said of phases is not said of the case as a whole.
                       for subject in (row.get("phase") or row.get("case", "")).split()}
        self.passages = {row["id"]: row for row in given.get(PASSAGES, ())}
        self.quotes: dict[str, list[str]] = {}
        for row in given.get(EVIDENCE, ()):
            self.quotes.setdefault(row["statement"], []).append(row["passage"])

    def table(self, name: str) -> Table:
        """Return one table."""
        plan, question = self.plan.tables[name], self.graph.question(self.plan.tables[name].question)
        shown, addresses = self._columns(plan, question["columns"])
        columns = [*shown, *addresses]
        rows = []
        written = [column for column, about in plan.columns.items() if about.kinds and not about.defined]
        for values in self.given[name]:
            cells: dict[str, Cell] = {key: values[key] for key in plan.key}
            kinds = {values[column] for column in written if column in values}
            for column, about in plan.columns.items():
                missing = self._missing(about, values, kinds)
                cells |= self._cells(column, about, values, question["columns"][column]["type"], missing)
            if plan.words:
                cells |= self._words(values["id"])
            for column_ in columns:
                if cells[column_.name] in self._marks(column_):
                    column_.marks.add(str(cells[column_.name]))
            rows.append([cells[column_.name] for column_ in columns])
        rows.sort(key=lambda row: [str(cell) for cell in row[:len(plan.key)]])
        for place, column_ in enumerate(columns):
            column_.required = bool(rows) and all(row[place] != "" for row in rows) and not column_.marks
        about_ = f"{question['summary']} {question['description']}"
        return Table(name, plan.title, about_, plan, columns, rows, list(question["caveats"]))

    def _columns(self, plan: TablePlan, heads: Mapping[str, Mapping[str, str]]) -> tuple[list[Column], list[Column]]:
        """Return the columns for people, and those with the addresses that belong to them."""
        shown = [Column(key, heads[key]["meaning"], ADDRESS) for key in plan.key if key not in plan.columns]
        addresses = []
        for name, about in plan.columns.items():
            meaning, kind = heads[name]["meaning"], heads[name]["type"]
            separator = AMONG if about.many else ""
            property_ = expand(about.property)
            if about.address:
                shown.append(Column(name, meaning, ADDRESS, about, property_, separator, about.to))
            elif kind in DATATYPES:
                shown.append(Column(name, meaning, DATATYPES[kind], about, property_, separator))
            else:
                shown.append(Column(name, meaning, "string", about, property_, separator, labels=f"{name}_id"))
                addresses.append(Column(f"{name}_id", meaning, ADDRESS, about, property_, separator, about.to))
        if plan.words:
            shown += [Column(name, meaning, "integer" if told == "page" else "string", separator=BETWEEN,
                             marks={APART} if told == "page" else set()) for name, (told, meaning) in QUOTED.items()]
            addresses.append(Column(QUOTES, "the passages, in the order of their words", ADDRESS,
                                    property=COP + "evidence", separator=BETWEEN, to=PASSAGES))
        return shown, addresses

    def _cells(self, name: str, about: ColumnPlan, values: Values, kind: str, missing: str) -> dict[str, Cell]:
        """Return the cell of a column, and that of its addresses where it has some."""
        if about.address or kind in DATATYPES:
            return {name: _joined(values[name], about) if name in values else missing}
        if name not in values:
            return dict.fromkeys((name, f"{name}_id"), missing)
        many = sorted(values[name].split() if about.many else [values[name]], key=self._place)
        labels = [self.labels.get(one, one) for one in many]
        # In a list a semicolon would end a label.
        return {name: AMONG.join(label.replace(";", ",") for label in labels) if about.many else labels[0],
                f"{name}_id": AMONG.join(many)}

    def _place(self, iri: str) -> tuple[Decimal, str, str]:
        """Return where a value belongs in a list: terms in the order of their vocabulary, all else by label."""
        return self.order.get(iri, Decimal(0)), self.labels.get(iri, iri), iri

    def _missing(self, about: ColumnPlan, values: Values, kinds: set[str]) -> str:
        """Return what stands where there is no value: the absence that is coded, or that the column does not apply."""
        for aspect in about.absent:
            for subject in (values["id"], values.get("case", "")):
                if (subject, f"{BASE}vocab/aspect/{aspect}") in self.absent:
                    return self.absent[subject, f"{BASE}vocab/aspect/{aspect}"]
        said_of = self.said_of.get(expand(about.property), set())
        return APART if kinds and said_of and not said_of & kinds else ""

    def _marks(self, column: Column) -> set[str]:
        about = column.plan
        return {APART, *(set(self.absent.values()) if about and about.absent else ())}

    def _words(self, statement: str) -> dict[str, Cell]:
        """Return the cells with the words behind a statement, the parts of each in one order."""
        passages = sorted((self.passages[one] for one in self.quotes.get(statement, ())), key=self._reading_order)
        found: dict[str, Cell] = {QUOTES: BETWEEN.join(str(one["id"]) for one in passages)}
        for name, (told, _) in QUOTED.items():
            parts = [str(one.get(told, APART)) for one in passages]
            found[name] = BETWEEN.join(self.labels.get(part, part) for part in parts)
        return found

    def _reading_order(self, passage: Values) -> tuple[str, Decimal, str, str]:
        return passage["edition"], passage.get("page", Decimal(0)), passage["section"], passage["words"]


def _joined(value: Cell, about: ColumnPlan) -> Cell:
    """Return a literal, or several in one order; a number that puts them in order is taken away.

    >>> _joined("2 Moore, Mick; 1 Joshi, Anuradha", ColumnPlan(property="cop:author", many=True, ordered=True))
    'Joshi, Anuradha; Moore, Mick'
    """
    if not about.many or not isinstance(value, str):
        return value
    if about.ordered:
        numbered = [part.partition(" ") for part in value.split(AMONG)]
        return AMONG.join(text for _, text in sorted((int(number), text) for number, _, text in numbered))
    return AMONG.join(sorted(value.split() if about.address else value.split(AMONG)))


def _twice(tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield each key that two rows of a table have."""
    for table in tables:
        seen: set[tuple[Cell, ...]] = set()
        for row in table.rows:
            key = tuple(row[:len(table.plan.key)])
            if key in seen:
                yield Problem(f"queries/records/{table.plan.question}.rq", 1, "", f"two rows have the key {' '.join(map(str, key))}",
                              "join what a row has several of in one cell, or take a second value out of the data", RULE)
            seen.add(key)


def _dangling(tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield each address that should lead to a row of another table, and leads to none."""
    keys = {table.name: set(table.cells(table.plan.key[0])) for table in tables}
    for table in tables:
        for column in table.columns:
            if column.to is None:
                continue
            for cell in table.cells(column.name):
                for part in filter(None, str(cell).split(column.separator) if column.separator else [str(cell)]):
                    if part not in keys[column.to] and part not in column.marks:
                        yield Problem(FILE, 1, f"{table.name}.{column.name}", f"{part} is no row of the table {column.to}",
                                      "mend the data, or leave `to` out", RULE)
