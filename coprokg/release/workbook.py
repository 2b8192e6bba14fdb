"""The tables as one workbook for spreadsheets: a sheet for each, one with the codebook, one to read first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from ..coding_table import guarded
from ..problems import Misuse
from .codebook import MEANINGS, Entry, as_rows, rules
from .metadata import Metadata
from .table_rows import Table

FIRST, CODEBOOK = "read me", "codebook"
WIDEST = 350
"""The most pixels of a column: about fifty letters, as wide as a line is read."""

LINE, HEIGHT = 100, 15
"""How many letters a line of the sheet to read first has, and how many points it is high."""



def workbook(about: Metadata, tables: Sequence[Table], lines: Sequence[Entry]) -> bytes:
    """Return the tables as an XLSX workbook: the same tables and day of release give the same bytes.

    :param about: what the release says of itself; its day is that of the workbook.
    :param tables: the tables, in order.
    :param lines: the codebook.
    :raises Misuse: if a table is too large for a worksheet.
    """
    import xlsxwriter

    stream = BytesIO()
    # Nothing is guessed from a text: no formula, no link, no number, no date.
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                        "strings_to_numbers": False})
    book.set_properties({"title": about.title, "created": dt.datetime.combine(about.issued, dt.time())})
    formats = {
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "valign": "top", "bottom": 1}),
        "plain": book.add_format({"valign": "top"}),
        # The apostrophe is a property of the cell, so the text itself stays as it is.
        "quoted": book.add_format({"valign": "top", "quote_prefix": True}),
        "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
    }
    _first(book.add_worksheet(FIRST), about, tables, formats)
    for table in tables:
        _sheet(book.add_worksheet(table.name), table.name, [column.name for column in table.columns], table.rows, formats)
    _sheet(book.add_worksheet(CODEBOOK), CODEBOOK, list(MEANINGS), as_rows(lines), formats)
    book.close()
    return stream.getvalue()


def _sheet(sheet: Any, name: str, header: Sequence[str], rows: Sequence[Sequence[Any]], formats: dict[str, Any]) -> None:
    """Write a table into a sheet: its head stays in sight and filters."""
    sheet.write_row(0, 0, header, formats["head"])
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if value == "":
                continue
            if isinstance(value, str):
                told = sheet.write_string(number, place, value, formats["plain" if guarded(value) == value else "quoted"])
            else:
                told = sheet.write_number(number, place, float(value), formats["plain"])
            if told < 0:
                raise Misuse(f"row {number + 1} of the table {name} does not fit a worksheet, which holds 1,048,576 rows and"
                             " 32,767 characters a cell; take the CSV tables, and fewer records into the graph to have a workbook")
    sheet.autofit(WIDEST)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(header) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _first(sheet: Any, about: Metadata, tables: Sequence[Table], formats: dict[str, Any]) -> None:
    """Write the sheet to read first: what it is, what holds for every table, and what each holds."""
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, LINE + 10)
    for number, (first, second) in enumerate(_told(about, tables)):
        # Few spreadsheets make a row as high as its text unless they are told.
        sheet.set_row(number, HEIGHT * -(-len(second) // LINE))
        sheet.write_string(number, 0, first, formats["bold"])
        sheet.write_string(number, 1, second, formats["wrapped"])


def _told(about: Metadata, tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    yield "title", about.title
    yield "version", f"{about.version}, {about.issued.isoformat()}"
    yield "licence", f"{about.licences['data']}; quoted words stay their owners'"
    yield "cite", "a row by the address under `id`"
    said = Counter(caveat for table in tables for caveat in table.caveats)
    for rule in (*rules(), *(caveat for caveat, times in said.items() if times > 1)):
        yield "mind", rule
    for table in tables:
        yield table.name, " ".join((f"{table.title}: {len(table.rows)} rows.",
                                    *(caveat for caveat in table.caveats if said[caveat] == 1)))
    yield CODEBOOK, "What each column means, and which values it has, each counted."
