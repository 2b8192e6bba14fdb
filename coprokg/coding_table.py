"""The coding table: one flat table of everything coded, to open, sort, filter and contest: a face of saved queries."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from . import tables
from .asking import WORDS, Graph
from .front import complain
from .problems import Misuse, allowed_values, did_you_mean
from .tables import cell

STATEMENTS, VALUES = "coded-statements", "coded-values"
"""The saved queries behind the table, beside the one that leads to the words."""

COLUMNS = ("case", "phase", "kind", "dimension", "value", "says", "voice", "modality", "scope", "support",
           "certainty", "words", "section", "page", "edition", "silent", "coder", "memo", "record", "statement",
           "property", "value_iri")
"""The columns in order: those of the saved queries, and one more for silence."""

PASSAGE = ("words", "section", "page", "edition")
"""The columns in which a cell has a part for each passage, the parts in one order."""

SILENT = "silent"
SILENT_MEANS = "the sections, each with its edition, that were read in full and say nothing of it"

BETWEEN, AMONG = " | ", "; "
"""What stands between the parts of a cell: those that belong together across columns, and all others."""

FORMATS = ("csv", "xlsx")
WIDEST = 50
"""The widest column, in letters: a line is read up to there."""

TALLEST = 4
"""The most lines of a row that are shown at once; a cell that has more is whole when it is opened."""

LINE = 15
"""The height of a line, in points."""

_NO_PART = "–"
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "\r", "＝", "＋", "－", "＠")
_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""The day of every entry of the file, which is a ZIP archive: none is earlier there."""

Cell = str | Decimal
Row = list[Cell]


class CodingTable(NamedTuple):
    """The rows, and what a reader must know of them."""

    rows: list[Row]
    meanings: dict[str, str]
    caveats: list[str]
    judged: str
    """What stands under ``support`` where the coding rests on judgement alone."""

    @property
    def statements(self) -> int:
        """Return of how many statements the rows are."""
        return len({row[COLUMNS.index("statement")] for row in self.rows})


def coding_table(graph: Graph, records: Sequence[str] = ()) -> CodingTable:
    """Put together the table: a row for each value of each statement, with the words behind the statement.

    :param graph: the built graph, or one behind an endpoint.
    :param records: the cases, topics or other records wanted, each by any part of its slug; all by default.
    :returns: the table; its rows are in an order that is the same each time.
    :raises Misuse: for an unknown record.
    """
    given = {"record": list(records)} if records else {}
    statements = _merged(_dicts(graph, STATEMENTS, given))
    only = {"statement": list(statements)} if records else {}
    passages = _passages(_dicts(graph, WORDS, only)) if statements else {}
    rows = []
    for values in _dicts(graph, VALUES, given):
        statement = values["statement"]
        found = {**statements[str(statement)], **passages.get(str(statement), {}), **values}
        rows.append([found.get(name, "") for name in COLUMNS])
    rows.sort(key=_place)
    labels = graph.catalogue["values"].get("vocab/support", {})
    return CodingTable(rows, _meanings(graph), _caveats(graph), labels.get("judgement", ""))


def _dicts(graph: Graph, name: str, given: dict[str, list[str]]) -> Iterator[dict[str, Cell]]:
    """Yield the rows of a saved query, each by column and without what is empty; a number stays one."""
    answer = graph.ask(name, given, include_judgement=True)
    for row in answer.rows:
        yield {column: _cell(term) for column, term in zip(answer.columns, row, strict=True) if term is not None}


def _cell(term: Any) -> Cell:
    datatype = getattr(term, "datatype", None)
    number = datatype is not None and datatype.value.rpartition("#")[2] in ("integer", "decimal")
    return Decimal(term.value) if number else cell(term)


def _merged(rows: Iterator[dict[str, Cell]]) -> dict[str, dict[str, Cell]]:
    """Return statement -> cells: where a statement has several rows, what differs stands side by side.

    >>> _merged(iter([{"statement": "s", "phase": "b"}, {"statement": "s", "phase": "a"}]))
    {'s': {'statement': 's', 'phase': 'a; b'}}
    """
    found: dict[str, dict[str, set[Cell]]] = {}
    for row in rows:
        cells = found.setdefault(str(row["statement"]), {})
        for column, value in row.items():
            cells.setdefault(column, set()).add(value)
    return {statement: {column: next(iter(many)) if len(many) == 1 else AMONG.join(sorted(map(str, many)))
                        for column, many in cells.items()} for statement, cells in found.items()}


def _passages(rows: Iterator[dict[str, Cell]]) -> dict[str, dict[str, Cell]]:
    """Return statement -> the cells of its words, and of the sections that are silent."""
    quoted: dict[str, set[tuple[Cell, ...]]] = {}
    silent: dict[str, set[str]] = {}
    for row in rows:
        statement = str(row["statement"])
        if "words" in row:
            quoted.setdefault(statement, set()).add(tuple(row.get(name, "") for name in PASSAGE))
        elif "section" in row:
            silent.setdefault(statement, set()).add(f"{row['section']} ({row['edition']})")
    found: dict[str, dict[str, Cell]] = {}
    for statement, passages in quoted.items():
        ordered = sorted(passages, key=_reading_order)
        found[statement] = {name: _side_by_side([passage[n] for passage in ordered])
                            for n, name in enumerate(PASSAGE)}
    for statement, sections in silent.items():
        found.setdefault(statement, {})[SILENT] = AMONG.join(sorted(sections))
    return found


def _reading_order(passage: tuple[Cell, ...]) -> tuple[str, Decimal, str, str]:
    words, section, page, edition = passage
    return str(edition), page if isinstance(page, Decimal) else Decimal(0), str(section), str(words)


def _side_by_side(parts: list[Cell]) -> Cell:
    """Return one cell of the parts of several passages: one part where all are alike, so that a page can be filtered.

    >>> _side_by_side([Decimal(853), Decimal(853)]), _side_by_side([Decimal(853), ""]), _side_by_side(["", ""])
    (Decimal('853'), '853 | –', '')
    """
    if len(set(parts)) == 1:
        return parts[0]
    return BETWEEN.join(str(part) or _NO_PART for part in parts)


def _place(row: Row) -> tuple[Any, ...]:
    """Return where a row belongs: the cases first, each statement in one place."""
    by_name = dict(zip(COLUMNS, map(str, row), strict=True))
    names = ("case", "record", "kind", "statement", "dimension", "value", "value_iri")
    return (not by_name["case"], *(by_name[name] for name in names))


def _meanings(graph: Graph) -> dict[str, str]:
    """Return column -> meaning, as the saved queries have it."""
    about = {SILENT: SILENT_MEANS}
    for name in (WORDS, VALUES, STATEMENTS):
        about |= {column: told["meaning"] for column, told in graph.question(name)["columns"].items()}
    return {column: about[column] for column in COLUMNS}


def _caveats(graph: Graph) -> list[str]:
    joined = (f"Where a statement rests on several passages, the parts of {', '.join(PASSAGE)} belong together in their"
              f" order, with “{BETWEEN.strip()}” between them; one part holds for all, and “{_NO_PART}” stands where one is missing.")
    told = [caveat for name in (STATEMENTS, VALUES, WORDS) for caveat in graph.question(name)["caveats"]]
    return [*dict.fromkeys(told), joined]


def form_of(form: str | None, to: Path | None) -> str:
    """Return the format wanted: the one asked for, or that of the file's name, else CSV.

    :raises Misuse: if the two disagree, if the file's name tells none, or if a workbook has no file to go to.

    >>> form_of(None, Path("coding.xlsx")), form_of(None, None)
    ('xlsx', 'csv')
    """
    suffix = to.suffix.removeprefix(".").lower() if to else ""
    if to and not form and suffix not in FORMATS:
        guess = did_you_mean(suffix, FORMATS) if suffix else ""
        raise Misuse(f"-o {to}: the name tells no format; {guess + ' ' if guess else ''}end it in .csv or .xlsx,"
                     " or say --format")
    if form and suffix in FORMATS and suffix != form:
        raise Misuse(f"--format {form} does not fit the file {to}; leave one of the two out")
    form = form or suffix or "csv"
    if form not in FORMATS:
        raise Misuse(f"--format {form!r} is not known; {allowed_values(FORMATS)}")
    if form == "xlsx" and to is None:
        raise Misuse("a workbook is a file; say which: -o coding.xlsx")
    return form


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.

    Source: https://owasp.org/www-community/attacks/CSV_Injection

    >>> guarded("=1+1"), guarded("a = b")
    ("'=1+1", 'a = b')
    """
    # The csv module does not quote a carriage return, at which a reader would begin a new cell.
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{lines}" if lines.startswith(_FORMULA) else lines


def extent(table: CodingTable) -> str:
    """Return how much a table holds, in words.

    >>> extent(CodingTable([], {}, [], ""))
    '0 rows of 0 statements'
    """
    return f"{tables.counted(len(table.rows))} of {tables.counted(table.statements, 'statement')}"


def write_csv(table: CodingTable, stream: TextIO) -> None:
    """Write the table as CSV; texts are guarded, numbers stay as they are."""
    tables.write_csv(COLUMNS, [[guarded(value) if isinstance(value, str) else str(value) for value in row]
                               for row in table.rows], stream)


def write(table: CodingTable, form: str, to: Path | None, stream: TextIO) -> None:
    """Write the table into a file, or as CSV into a stream where there is no file.

    A file of CSV begins with a mark by which spreadsheets know that it is UTF-8. It has no place for the caveats, which
    go to standard error; a workbook has them on a sheet.

    :param table: the table.
    :param form: ``csv`` or ``xlsx``.
    :param to: the file; it is overwritten.
    :param stream: where it goes without a file.
    :raises Misuse: if the table is too large for a worksheet.
    """
    if form == "xlsx" and to is not None:
        to.write_bytes(workbook(table))
        return
    if to is None:
        write_csv(table, stream)
    else:
        with to.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(table, file)
    for line in tables.notes(extent(table), table.caveats):
        complain(line)


def workbook(table: CodingTable) -> bytes:
    """Return the table as an XLSX workbook: the coding, and a sheet that explains it.

    The same table gives the same bytes on any day; the day is said only where ``SOURCE_DATE_EPOCH`` gives it.

    :raises Misuse: if the table is too large for a worksheet.
    """
    import xlsxwriter

    stream = BytesIO()
    # Nothing is guessed from a text: no formula, no link, no number.
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                        "strings_to_numbers": False})
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else _FIRST_DAY
    book.set_properties({"title": "Coding table", "created": day.replace(tzinfo=None)})
    plain = {"align": "left", "valign": "top", "text_wrap": True}
    shaded = {"bg_color": "#FFF2CC"}
    # The apostrophe is a property of the cell here, so the text itself stays as it is.
    quoted = {"quote_prefix": True}
    formats = {(judged, risky): book.add_format({**plain, **(shaded if judged else {}), **(quoted if risky else {})})
               for judged in (False, True) for risky in (False, True)}
    bold = book.add_format({"bold": True, "valign": "top"})

    coding = book.add_worksheet("coding")
    coding.write_row(0, 0, COLUMNS, book.add_format({"bold": True, "valign": "top", "bottom": 1}))
    widths = [_width(name, [str(row[column]) for row in table.rows]) for column, name in enumerate(COLUMNS)]
    support = COLUMNS.index("support")
    for number, row in enumerate(table.rows, 1):
        judged = bool(table.judged) and row[support] == table.judged
        coding.set_row(number, _height(row, widths, TALLEST))
        for column, value in enumerate(row):
            risky = isinstance(value, str) and value.startswith(_FORMULA)
            write = coding.write_string if isinstance(value, str) else coding.write_number
            if value != "" and write(number, column, value, formats[judged, risky]) < 0:
                raise Misuse(f"row {number + 1} does not fit a worksheet; write CSV, or fewer records by --record")
            if value == "" and judged:
                coding.write_blank(number, column, None, formats[judged, False])
    for column, width in enumerate(widths):
        coding.set_column(column, column, width)
    coding.freeze_panes(1, 0)
    coding.autofilter(0, 0, max(len(table.rows), 1), len(COLUMNS) - 1)
    coding.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    told = book.add_worksheet("read me")
    margin, line = 16, 2 * WIDEST
    told.set_column(0, 0, margin)
    told.set_column(1, 1, line)
    for number, (first, second) in enumerate(_explained(table)):
        told.set_row(number, _height([first, second], [margin, line]))
        told.write_string(number, 0, first, bold)
        told.write_string(number, 1, second, formats[False, False])
    for sheet, across in ((coding, 2), (told, 1)):
        # On paper: sheets of A3 in landscape, as many side by side as keep the letters legible.
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(across, 0)
    coding.repeat_rows(0)
    book.close()
    return stream.getvalue()


def _explained(table: CodingTable) -> Iterator[tuple[str, str]]:
    """Yield the lines of the sheet that explains the table: a heading or a column, and what is said of it."""
    yield "rows", (f"{extent(table)}: a row for each value of each statement,"
                   " so a statement has as many rows as values. To contest a row, give the address under `statement`.")
    if table.judged:
        yield "shaded", f"Rows with “{table.judged}” under `support`: no words state or imply the coding."
    for caveat in table.caveats:
        yield "caveat", caveat
    yield from table.meanings.items()


def _height(row: Sequence[Cell], widths: Sequence[int], most: int | None = None) -> int:
    """Return how high a row is, in points: said in the file, because LibreOffice prints lines over one another else.

    >>> _height(["x" * 20, ""], [16, 50]), _height(["a" + chr(10) + "b", "x" * 500], [16, 50], 6)
    (30, 90)
    """
    # A line breaks between words, so it holds fewer letters than the column is wide.
    lines = max(sum(1 + len(part) // max(1, width - 3) for part in str(cell).split("\n"))
                for cell, width in zip(row, widths, strict=True))
    return LINE * min(lines, most or lines)


def _width(name: str, texts: list[str]) -> int:
    """Return how wide a column is: enough for nine cells of ten, but not wider than a line is read.

    >>> _width("page", ["853", "854"]), _width("words", ["x" * 200])
    (9, 50)
    """
    lengths = sorted(len(text) for text in texts if text) or [0]
    return min(WIDEST, max(len(name) + 5, lengths[len(lengths) * 9 // 10] + 2))
