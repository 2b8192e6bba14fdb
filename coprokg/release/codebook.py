"""The codebook: what each column of the tables means, and which values it has, out of the ontology, each counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, NamedTuple

from ..asking import Graph
from ..namespaces import BASE, compact, expand
from ..tables import cell, write_markdown
from .table_rows import APART, PROPERTIES, VALUES, Column, Table

CLASSES = "codebook-classes"

NOTHING = "(empty)"
"""How the codebook calls the empty cells of a column."""

MEANS_NOTHING = "nothing is coded there; it does not say that there is nothing"
MEANS_APART = {True: "the edition shows no pages", False: "the column does not apply to this kind of row"}
MEANS_ABSENT = "it was looked for; the table `absences` says more, with the sections read"
NO_WORDS = "no words are quoted: the row rests on the sections read, or on the judgement of the coder, whose memo says why"


class Entry(NamedTuple):
    """A line of the codebook: a column, or a value that it can have."""

    table: str
    column: str
    value: str
    """The label of a value; nothing where the line is on the column itself."""
    value_id: str
    meaning: str
    rows: int
    """In how many rows the column has a value, or this one."""
    datatype: str
    separator: str
    refers_to: str
    property: str
    property_label: str
    property_definition: str


MEANINGS = {
    "table": "the table",
    "column": "the column of the table",
    "value": "a value that the column can have; empty where the line is about the column itself",
    "value_id": "the address of the value",
    "meaning": "what the column or the value means",
    "rows": "in how many rows of the table the column has a value, or this value",
    "datatype": "text, address, whole number or decimal number",
    "separator": "what stands between several values of a cell; empty where a cell has one",
    "refers_to": "the table of which the address names a row",
    "property": "the property of the ontology that the column shows",
    "property_label": "what the property is called",
    "property_definition": "what the property means, as the ontology defines it",
}

CALLED = {"string": "text", "anyURI": "address", "integer": "whole number", "decimal": "decimal number"}


class _Value(NamedTuple):
    iri: str
    label: str
    meaning: str


def entries(graph: Graph, tables: Sequence[Table]) -> list[Entry]:
    """Return the codebook of some tables.

    :param graph: the built graph, whose ontology defines properties and values.
    :param tables: the tables, in order.
    :returns: for each column a line, and below it one for each value of a controlled column, used or not, and for what
        stands in cells that hold no value.
    """
    controlled = _Controlled(graph)
    return [entry for table in tables for column in table.columns for entry in _of_column(table, column, controlled)]


class _Controlled:
    """What the ontology says of properties and of their values."""

    def __init__(self, graph: Graph) -> None:
        self.properties = {row["property"]: row for row in _rows(graph, PROPERTIES)}
        self.by_property: dict[str, list[_Value]] = {}
        self.by_vocabulary: dict[str, list[_Value]] = {}
        terms = sorted(_rows(graph, VALUES), key=lambda row: (int(row.get("position", 0)), row["label"], row["value"]))
        for row in terms:
            value = _Value(row["value"], row["label"], row["definition"])
            self.by_vocabulary.setdefault(row["vocabulary"], []).append(value)
            for property_ in row.get("properties", "").split():
                self.by_property.setdefault(property_, []).append(value)
        self.classes: dict[tuple[str, bool], list[_Value]] = {}
        for row in sorted(_rows(graph, CLASSES), key=lambda row: (row["label"], row["class"])):
            value = _Value(row["class"], row["label"], row["definition"])
            self.classes.setdefault((row["above"], row["defined"] == "yes"), []).append(value)

    def values(self, column: Column) -> list[_Value]:
        """Return the values that a column can have, where a vocabulary or the ontology lists them."""
        plan = column.plan
        if plan is None or not column.labels:
            return []
        if plan.kinds:
            return self.classes.get((expand(plan.kinds), plan.defined), [])
        if plan.vocabulary:
            return [value for name in plan.vocabulary for value in self.by_vocabulary.get(f"{BASE}vocab/{name}", [])]
        return list(dict.fromkeys(self.by_property.get(column.property, [])))


def _rows(graph: Graph, name: str) -> Iterator[dict[str, str]]:
    answer = graph.ask(name)
    for row in answer.rows:
        yield {column: cell(term) for column, term in zip(answer.columns, row, strict=True) if term is not None}


def _of_column(table: Table, column: Column, controlled: _Controlled) -> Iterator[Entry]:
    """Yield the line of a column, and those of what stands in it."""
    told: Mapping[str, str] = controlled.properties.get(column.property, {})
    cells = [str(one) for one in table.cells(column.name)]
    empty = sum(not one for one in cells)
    marked = Counter(one for one in cells if one in column.marks)
    yield Entry(table.name, column.name, "", "", column.meaning, len(cells) - empty - marked.total(), CALLED[column.datatype],
                column.separator, column.to or "", compact(column.property) if column.property else "",
                told.get("label", ""), told.get("definition", ""))
    if controlled_values := controlled.values(column):
        used = Counter(part for one in table.cells(column.labels) for part in parts(str(one), column.separator))
        for value in controlled_values:
            yield _line(table, column, value.label, value.meaning, used[value.iri], value.iri)
    for mark, count in sorted(marked.items()):
        yield _line(table, column, mark, MEANS_APART[column.plan is None] if mark == APART else MEANS_ABSENT, count)
    if empty:
        yield _line(table, column, NOTHING, MEANS_NOTHING if column.plan else NO_WORDS, empty)


def parts(text: str, separator: str) -> list[str]:
    """Return the values of a cell.

    >>> parts("a; b", "; "), parts("a; b", ""), parts("", "; ")
    (['a', 'b'], ['a; b'], [])
    """
    return [part for part in (text.split(separator) if separator else [text]) if part]


def _line(table: Table, column: Column, value: str, meaning: str, rows: int, iri: str = "") -> Entry:
    return Entry(table.name, column.name, value, iri, meaning, rows, "", "", "", "", "", "")


def in_markdown(tables: Sequence[Table], lines: Iterable[Entry], title: str) -> str:
    """Return the codebook as a page: a chapter for each table, its columns, and the values of those that are controlled.

    :param tables: the tables, in order.
    :param lines: the codebook, in the order of the tables.
    :param title: the title of the release.
    """
    by_table: dict[str, list[Entry]] = {}
    for entry in lines:
        by_table.setdefault(entry.table, []).append(entry)
    page = StringIO()
    page.write(f"# Codebook\n\nThe tables of {title}. Every row has an address under `id`: cite it.\n\n")
    page.write("".join(f"- {line}\n" for line in rules()))
    for table in tables:
        page.write(f"\n## {table.name}\n\n{table.title}: {len(table.rows)} rows. {table.about}\n\n")
        page.write("".join(f"> {caveat}\n>\n" for caveat in table.caveats) + ("\n" if table.caveats else ""))
        # Columns of addresses say what those of their labels say.
        beside = {column.labels for column in table.columns}
        columns = [entry for entry in by_table[table.name] if not entry.value and entry.column not in beside]
        header = ("column", "meaning", "type", "rows", "property", "the ontology says")
        leads_to = {column.name: next((other.to for other in table.columns if other.name == column.labels), None) or column.to
                    for column in table.columns}
        write_markdown(header, [_row_of(entry, leads_to[entry.column]) for entry in columns], page)
        for column in columns:
            values = [entry for entry in by_table[table.name] if entry.column == column.column and entry.value]
            if any(entry.value_id for entry in values):
                page.write(f"\n### {table.name}: {column.column}\n\n")
                write_markdown(("value", "meaning", "rows"),
                               [(entry.value, entry.meaning, str(entry.rows)) for entry in values], page)
    return page.getvalue()


def _row_of(entry: Entry, to: str | None) -> tuple[str, ...]:
    kind = entry.datatype + (", several" if entry.separator else "")
    return (f"`{entry.column}`", entry.meaning, kind + (f", of a row of `{to}`" if to else ""),
            str(entry.rows), f"`{entry.property}`" if entry.property else "", entry.property_definition)


def rules() -> list[str]:
    """Return what holds for every table, a sentence or two each."""
    return [
        f"An empty cell has one meaning: {MEANS_NOTHING}. The codebook counts them as `{NOTHING}`.",
        f"`{APART}` stands where {MEANS_APART[False]}; among several pages, where {MEANS_APART[True]}.",
        f"“not reported”, “not applicable” and the like stand where an absence is coded: {MEANS_ABSENT}.",
        "A column that ends in `_id` has the addresses to the labels of the column of that name before it, in the same order.",
        "Several values of a cell stand between semicolons; a semicolon in a label is a comma there. Several quotes stand"
        " between `|`, and section, page and edition of each in the same order.",
        "A text that begins like a formula has an apostrophe before it in CSV, and none in the workbook.",
        "Rows are codings of what a source says, not facts of the world, and cases were selected: counts are no frequencies.",
    ]


def as_rows(lines: Iterable[Entry]) -> list[list[Any]]:
    """Return the codebook as the rows of a table.

    >>> as_rows([Entry("cases", "id", "", "", "the case", 6, "address", "", "", "", "", "")])[0][:3]
    ['cases', 'id', '']
    """
    return [list(entry) for entry in lines]
