"""The coding table: each coded value once, with its words; a workbook that opens, explains itself, and runs nothing."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest

from coprokg.asking import WORDS, Graph
from coprokg.coding_table import (
    AMONG,
    BETWEEN,
    COLUMNS,
    LINE,
    PASSAGE,
    SILENT,
    STATEMENTS,
    TALLEST,
    VALUES,
    CodingTable,
    coding_table,
    workbook,
    write,
    write_csv,
)
from coprokg.folders import in_checkout, root
from coprokg.namespaces import BASE, COP, RDF, RDFS, SKOS
from coprokg.problems import Misuse
from tests.support import CASE, coprokg

OWN = {RDF + "type": "kind", RDFS + "label": "says"} | {COP + name: name for name in (
    "record", "case", "phase", "voice", "modality", "scope", "support", "certainty", "memo", "evidence", "sectionRead")}
"""What has a column of its own, or leads to one."""

LABELLED = ("voice", "modality", "scope", "support", "certainty", "case", "phase", "record")
INFERRED = ox.NamedNode(BASE + "graph/inferred")
OA = "http://www.w3.org/ns/oa#"

Said = dict[str, dict[str, list[Any]]]


@pytest.fixture(scope="module")
def opened(graph_file: Path) -> Graph:
    return Graph(graph_file.parent)


@pytest.fixture(scope="module")
def table(opened: Graph) -> CodingTable:
    return coding_table(opened)


@pytest.fixture(scope="module")
def rows(table: CodingTable) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in table.rows]


@pytest.fixture(scope="module")
def said(graph: ox.Store) -> Said:
    """Give what is asserted of each node: node -> property -> values."""
    found: Said = defaultdict(lambda: defaultdict(list))
    for quad in graph:
        if quad.graph_name != INFERRED:
            found[str(getattr(quad.subject, "value", ""))][quad.predicate.value].append(quad.object)
    return found


@pytest.fixture(scope="module")
def statements(graph: ox.Store) -> set[str]:
    """Give every statement: what is one may be inferred, what it says may not."""
    quads = graph.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(COP + "Statement"), None)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def called(said: Said, node: str) -> str:
    """Return the English label of a node."""
    labels = [*said[node][SKOS + "prefLabel"], *said[node][RDFS + "label"]]
    return next(str(label.value) for label in labels if label.language == "en")


def test_every_value_of_every_statement_is_there_once(
    rows: list[dict[str, Any]], said: Said, statements: set[str]
) -> None:
    """The rows are the asserted triples of statements, no more and no fewer; counted from the graph."""
    wanted: Counter[tuple[str, str, str]] = Counter()
    for node in statements:
        coded = {name: values for name, values in said[node].items() if name not in OWN}
        for name, values in (coded or {RDFS + "label": said[node][RDFS + "label"]}).items():
            wanted.update((node, name, value.value) for value in values)
    given = Counter((row["statement"], row["property"], row["value_iri"] or str(row["value"])) for row in rows)
    assert wanted
    assert given - wanted == Counter(), "not in the graph, or twice in the table"
    assert wanted - given == Counter(), "in the graph, and not in the table"


@pytest.mark.parametrize("column", LABELLED)
def test_a_column_of_its_own_has_what_the_graph_says(column: str, rows: list[dict[str, Any]], said: Said) -> None:
    several = 0
    for row in rows:
        found = said[row["statement"]][COP + column]
        if column in ("case", "phase") and not found:
            continue
        labels = {called(said, value.value) for value in found}
        several += len(labels) > 1
        of_record = {called(said, said[row["statement"]][COP + "record"][0].value)} if column == "case" else set()
        # A statement of a case may speak of another one too.
        assert labels <= set(row[column].split(AMONG)) <= labels | of_record | {""}, row["statement"]
    assert several or column not in ("case", "phase"), f"no statement has several values of {column}: test it elsewhere"


def test_what_it_says_and_the_memo_are_the_coders(rows: list[dict[str, Any]], said: Said) -> None:
    for row in rows:
        assert row["says"] == called(said, row["statement"])
        assert [row["memo"]] == ([memo.value for memo in said[row["statement"]][COP + "memo"]] or [""])


def test_a_mode_has_the_phase_whose_mode_it_is(rows: list[dict[str, Any]], said: Said) -> None:
    of = {mode.value: node for node, about in list(said.items()) for name in ("planning", "delivery")
          for mode in about[COP + name] if isinstance(mode, ox.NamedNode)}
    found = {row["statement"]: row["phase"] for row in rows if row["statement"] in of}
    assert found == {mode: called(said, phase) for mode, phase in of.items()}


def test_the_words_are_those_of_the_passages_side_by_side(rows: list[dict[str, Any]], said: Said) -> None:
    """The nth part of each column is of one passage, and all passages are there."""
    for row in rows:
        parts = {name: str(row[name]).split(BETWEEN) for name in PASSAGE}
        count = max(map(len, parts.values()))
        assert {len(many) for many in parts.values()} <= {1, count}, row["statement"]
        full = [many * count if len(many) == 1 else many for many in parts.values()]
        given = set(zip(*full, strict=True)) - {("", "", "", "")}
        wanted = set()
        for passage in said[row["statement"]][COP + "evidence"]:
            about = said[passage.value]
            [edition], [section], [quote] = about[OA + "hasSource"], about[COP + "section"], about[OA + "hasSelector"]
            page = next((page.value for page in about[COP + "page"]), "")
            wanted.add((said[quote.value][OA + "exact"][0].value, said[section.value][COP + "heading"][0].value,
                        page or ("–" if BETWEEN in str(row["page"]) else ""), said[edition.value][COP + "short"][0].value))
        assert given == wanted, row["statement"]


def test_silence_names_the_sections_read(rows: list[dict[str, Any]], said: Said) -> None:
    for row in rows:
        wanted = {f"{said[section.value][COP + 'heading'][0].value} ({short(said, section.value)})"
                  for section in said[row["statement"]][COP + "sectionRead"]}
        assert set(filter(None, row[SILENT].split(AMONG))) == wanted


def short(said: Said, section: str) -> str:
    return str(said[said[section][COP + "record"][0].value][COP + "short"][0].value)


def test_every_row_rests_on_something(rows: list[dict[str, Any]]) -> None:
    assert [row for row in rows if not (row["words"] or row[SILENT] or row["memo"])] == []


def test_judgement_is_there_and_marked(table: CodingTable, rows: list[dict[str, Any]], said: Said) -> None:
    judged = {row["statement"] for row in rows if row["support"] == table.judged}
    assert judged == {row["statement"] for row in rows
                      if said[row["statement"]][COP + "support"][0].value == BASE + "vocab/support/judgement"}
    assert judged


def test_only_some_records(opened: Graph, table: CodingTable) -> None:
    place = COLUMNS.index("record")
    chosen = coding_table(opened, ["sure-start", "framework/drivers"]).rows
    assert chosen == [row for row in table.rows if row[place] in {chosen[0][place], chosen[-1][place]}]
    assert len({row[place] for row in chosen}) == 2


def test_the_columns_are_those_of_the_saved_queries(table: CodingTable, opened: Graph) -> None:
    """A column that a query loses or gains is a column of the table: none is dropped in silence."""
    described = {name for query in (STATEMENTS, VALUES, WORDS) for name in opened.question(query)["columns"]}
    assert described | {SILENT} == set(COLUMNS)
    assert list(table.meanings) == list(COLUMNS)


def test_the_caveats_of_the_queries_are_told(table: CodingTable, opened: Graph) -> None:
    for name in (STATEMENTS, VALUES):
        assert set(opened.question(name)["caveats"]) <= set(table.caveats)


@pytest.mark.skipif(not in_checkout(), reason="the documentation stands in a checkout, not in a wheel")
def test_the_page_describes_every_column() -> None:
    page = (root() / "docs/coding-table.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page.partition("## The columns")[2]] == []


# The workbook


def read(book: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book))


def test_the_workbook_has_every_cell(table: CodingTable) -> None:
    header, *found = read(workbook(table))["coding"].iter_rows(values_only=True)
    assert header == COLUMNS
    wanted = [tuple(None if cell == "" else float(cell) if isinstance(cell, Decimal) else cell for cell in row)
              for row in table.rows]
    assert found == wanted


def test_the_workbook_can_be_sorted_and_filtered(table: CodingTable) -> None:
    sheet = read(workbook(table))["coding"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:V{len(table.rows) + 1}"
    assert sheet["A1"].font.bold


def test_a_row_is_as_high_as_what_it_shows_and_no_higher(table: CodingTable) -> None:
    """Said in the file: a program that does not reckon heights prints the lines of two rows over one another."""
    book = read(workbook(table))
    for sheet, most in ((book["coding"], TALLEST), (book["read me"], 99)):
        # Columns of one width stand in the file as one entry.
        widths = [about.width for about in sheet.column_dimensions.values() for _ in range(about.min, about.max + 1)]
        for row in sheet.iter_rows(min_row=2, max_row=400):
            lines = max(-(-len(part) // int(width)) for cell, width in zip(row, widths, strict=True)
                        for part in str(cell.value or "").split("\n"))
            # What is as high as any row is not said.
            height = sheet.row_dimensions[row[0].row].height or LINE
            assert min(lines, most) * LINE <= height <= most * LINE


def test_the_workbook_explains_itself(table: CodingTable) -> None:
    told = list(read(workbook(table))["read me"].iter_rows(values_only=True))
    assert {second for first, second in told if first == "caveat"} == set(table.caveats)
    assert [pair for pair in told if pair[0] in COLUMNS] == list(table.meanings.items())
    assert str(len(table.rows)) in str(told[0][1])
    assert str(table.statements) in str(told[0][1])


def test_a_row_of_judgement_is_shaded(table: CodingTable) -> None:
    sheet = read(workbook(table))["coding"]
    support = COLUMNS.index("support")
    for row in sheet.iter_rows(min_row=2):
        shades = {cell.fill.fgColor.rgb if cell.fill.fill_type else None for cell in row}
        assert shades == ({"FFFFF2CC"} if row[support].value == table.judged else {None}), row[0].row


def test_two_workbooks_are_the_same_bytes(
    table: CodingTable, opened: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on another day: the clock is not asked. The day is the one that is given, where one is."""
    first = workbook(table)
    with pytest.MonkeyPatch.context() as later:
        later.setattr("time.time", lambda: 4_000_000_000.0)
        assert workbook(coding_table(opened)) == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1190000000")
    assert read(workbook(table)).properties.created.year == 2007


# Formulas and letters

HARMFUL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://example.org","x")']
HARMLESS = ["a = b", "1-2", "“Pôrto Alegre” — 5 000 € 日本 😀 é", "http://example.org/", "007", "a\nb", 'a "b", c']


def made_of(cells: list[Any]) -> CodingTable:
    rows = [[cell, *[""] * (len(COLUMNS) - 1)] for cell in cells]
    return CodingTable(rows, dict.fromkeys(COLUMNS, "meaning"), [], "judgement")


@pytest.mark.parametrize("text", [*HARMFUL, *HARMLESS])
def test_a_text_in_a_workbook_stays_a_text(text: str) -> None:
    cell = read(workbook(made_of([text])))["coding"]["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    # The format levels line ends inside a cell.
    assert cell.value == text or text.startswith("\r")
    assert bool(cell.quotePrefix) == (text in HARMFUL)


@pytest.mark.parametrize("text", [*HARMFUL, *HARMLESS])
def test_a_text_in_csv_is_no_formula(text: str, tmp_path: Path) -> None:
    write(made_of([text]), "csv", tmp_path / "table.csv", io.StringIO())
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as stream:
        _, [first, *_] = csv.reader(stream)
    assert first == (f"'{text}" if text in HARMFUL else text).replace("\r", "\n")


def test_a_number_is_a_number(tmp_path: Path) -> None:
    """A negative one too: it begins like a formula and is none."""
    cells = [Decimal(-5), Decimal("2.50")]
    sheet = read(workbook(made_of(cells)))["coding"]
    assert [sheet["A2"].value, sheet["A3"].value] == [-5, 2.5]
    stream = io.StringIO()
    write_csv(made_of(cells), stream)
    assert [line.partition(",")[0] for line in stream.getvalue().splitlines()[1:]] == ["-5", "2.50"]


def test_what_does_not_fit_a_worksheet_is_refused() -> None:
    with pytest.raises(Misuse, match="row 3 does not fit a worksheet; write CSV"):
        workbook(made_of(["a", "b" * 40_000]))


# The command


def test_the_command_writes_csv_for_a_pipe(on_made_up: Path) -> None:
    done = coprokg("coding-table")
    assert done.code == 0
    header, *found = csv.reader(io.StringIO(done.out))
    statements = {row[COLUMNS.index("statement")] for row in found}
    first, *notes = done.err.splitlines()
    assert first == f"n: {len(found)} rows of {len(statements)} statements"
    assert all(note.startswith("note: ") for note in notes)
    assert any(note.startswith("note: Cases: ") for note in notes)
    assert header == list(COLUMNS)
    assert {row[COLUMNS.index("statement")].partition("/mode/")[0] for row in found} >= {CASE}


@pytest.mark.parametrize(("arguments", "name", "begins"), [
    ([], "coding.csv", b"\xef\xbb\xbfcase,phase,"), ([], "coding.XLSX", b"PK"), (["--format", "xlsx"], "coding", b"PK"),
])
def test_the_command_writes_a_file(
    arguments: list[str], name: str, begins: bytes, on_made_up: Path, tmp_path: Path
) -> None:
    done = coprokg("coding-table", *arguments, "-o", str(tmp_path / name))
    assert done.code == 0
    # A workbook has them on a sheet.
    assert done.err.startswith("n: ") == (begins != b"PK")
    assert ("\nnote: Cases: " in done.err) == (begins != b"PK")
    assert done.out.endswith(f" statements in {tmp_path / name}\n")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(("arguments", "told"), [
    (["--format", "xlsx"], "a workbook is a file; say which: -o coding.xlsx"),
    (["-o", "coding.xls"], "-o coding.xls: the name tells no format; did you mean 'xlsx'? end it in .csv or .xlsx, or say --format"),
    (["-o", "coding"], "-o coding: the name tells no format; end it in .csv or .xlsx, or say --format"),
    (["-o", "coding.xlsx", "--format", "csv"], "--format csv does not fit the file coding.xlsx; leave one of the two out"),
    (["-o", "nowhere/coding.csv"], "nowhere/coding.csv: No such file or directory"),
    (["-o", "nowhere/coding.xlsx"], "nowhere/coding.xlsx: No such file or directory"),
])
def test_a_misused_command(arguments: list[str], told: str, on_made_up: Path) -> None:
    done = coprokg("coding-table", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"coprokg: {told}\n")


def test_an_unknown_record_is_refused_with_the_known_ones(on_made_up: Path) -> None:
    done = coprokg("coding-table", "--record", "village-buss")
    assert done.code == 2
    assert done.err.startswith("coprokg: --record 'village-buss' is not known; ")
    assert "xx-made-up-village-bus" in done.err
