"""The tables of a release, for those who will never use RDF: CSV, its metadata, a codebook and a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from ..coding_table import guarded
from ..tables import write_csv
from . import codebook
from .files import Made
from .source import Source
from .table_metadata import SPEC, in_csvw
from .table_rows import read_tables
from .workbook import workbook

FOLDER = "tables"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def files(source: Source) -> Iterator[Made]:
    """Yield the tables, each in CSV, what describes them, and all of them as one workbook.

    :param source: what the release is made from.
    :raises DataFault: if the plan of the tables is faulty, or a table is not sound.
    :raises Misuse: if a table is too large for a worksheet.
    """
    tables = read_tables(source)
    lines = codebook.entries(source.graph, tables)
    for table in tables:
        yield _csv(table.name, f"{table.title}: a table", [column.name for column in table.columns], table.rows)
    yield _csv("codebook", "What each column of the tables means, and its values, counted", list(codebook.MEANINGS),
               codebook.as_rows(lines))
    page = codebook.in_markdown(tables, lines, source.about.title).encode()
    yield Made(f"{FOLDER}/codebook.md", page, "text/markdown", "The codebook of the tables as a page", "table")
    yield Made(f"{FOLDER}/csv-metadata.json", in_csvw(source.about, tables), "application/csvm+json",
               "What the columns of the tables are, by CSV on the Web", "table", conforms_to=SPEC)
    yield Made(f"{FOLDER}/coprokg.xlsx", workbook(source.about, tables, lines), XLSX, "All tables as one workbook", "table")


def _csv(name: str, title: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Made:
    """Return a table in CSV by RFC 4180, in UTF-8 without a mark; what begins like a formula gets an apostrophe."""
    text = StringIO()
    write_csv(header, [[guarded(value) if isinstance(value, str) else format(value, "d" if isinstance(value, int) else "f")
                        for value in row] for row in rows], text)
    return Made(f"{FOLDER}/{name}.csv", text.getvalue().encode(), "text/csv", title, "table", conforms_to=SPEC)
