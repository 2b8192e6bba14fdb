"""The tables of a release: sound by CSV on the Web, complete, honest about what is missing, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest
from csvw.metadata import TableGroup

from coprokg.asking import Graph
from coprokg.coding_table import guarded
from coprokg.folders import root
from coprokg.namespaces import COP, compact, expand
from coprokg.problems import DataFault
from coprokg.release import table_rows
from coprokg.release.metadata import read_metadata
from coprokg.release.source import Source
from coprokg.release.table_plan import FILE, ColumnPlan, Plan, TablePlan, read_plan
from coprokg.release.table_rows import APART, Column, Table
from coprokg.release.tables import FOLDER, files
from coprokg.release.workbook import workbook

WANTED = {"cases", "participations", "findings", "works", "citations", "passages"}
"""The tables that a researcher looks for first."""

MARKS = {"", APART, "not reported", "not applicable", "explicitly none", "sources conflict"}
"""What stands in a cell that has no value."""


@pytest.fixture(scope="module")
def source(graph_file: Path) -> Source:
    return Source(root(), read_metadata(root()), [], [], Graph(graph_file.parent))


@pytest.fixture(scope="module")
def written(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    for made in files(source):
        assert made.role == "table" and made.path.startswith(f"{FOLDER}/")
        (folder / made.path).parent.mkdir(exist_ok=True)
        (folder / made.path).write_bytes(made.data)
    return folder / FOLDER


@pytest.fixture(scope="module")
def plan(source: Source) -> Plan:
    return read_plan(root(), source.graph.questions)


@pytest.fixture(scope="module")
def rows(written: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for path in sorted(written.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found[path.stem] = list(csv.DictReader(stream, strict=True))
    return found


def count(graph: ox.Store, text: str) -> int:
    head = "".join(f"PREFIX {prefix}: <{expand(prefix + ':')}>\n" for prefix in ("cop", "rdfs", "skos"))
    answer = graph.query(head + text, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    return int(next(iter(answer))[0].value)


def faults(folder: Path, only: str = "") -> list[str]:
    """Return what a public validator of CSV on the Web finds wrong with a folder of tables, or with one of them alone."""
    group = TableGroup.from_file(folder / "csv-metadata.json")
    said: list[str] = []

    class Log:
        def warning(self, *args: Any) -> None:
            said.append(" ".join(map(str, args)))

        error = critical = warning

    for table in group.tables:
        if only and str(table.url) != only:
            continue
        list(table.iterdicts(log=Log(), strict=True))
        if not table.check_primary_key(log=Log()):
            said.append(f"{table.url}: primary key")
    if not only and not group.check_referential_integrity(log=Log()):
        said.append("foreign keys")
    return said


def test_a_public_validator_finds_every_row_and_key_sound(written: Path) -> None:
    assert faults(written) == []


@pytest.mark.parametrize(("table", "old", "new"), [
    ("passages.csv", "\nhttps://w3id.org/coprokg/case/fr-villa-family/passage/", "\nhttps://w3id.org/coprokg/case/elsewhere/passage/"),
    ("events.csv", ",1990,", ",about 1990,"),
    ("phases.csv", "\nhttps://w3id.org/coprokg/case/fr-villa-family/phase/as-described,",
     "\nhttps://w3id.org/coprokg/case/br-porto-alegre-participatory-budgeting/phase/as-described,"),
    ("cases.csv", ",Villa Family project,", ",,"),
])
def test_the_validator_sees_a_fault(table: str, old: str, new: str, written: Path, tmp_path: Path) -> None:
    """Take a passage away, write words for a year, give two rows one key, empty a cell that must be filled."""
    for path in written.iterdir():
        text = path.read_bytes()
        if path.name == table:
            assert old.encode() in text
            text = text.replace(old.encode(), new.encode())
        (tmp_path / path.name).write_bytes(text)
    # That something leads to no row is seen of all tables together.
    assert faults(tmp_path, "" if table == "passages.csv" else table)


def test_the_tables_that_a_researcher_looks_for_are_there(plan: Plan, rows: dict[str, Any], written: Path) -> None:
    assert set(plan.tables) >= WANTED
    assert set(rows) == {*plan.tables, "codebook"}
    described = {table["url"] for table in json.loads((written / "csv-metadata.json").read_bytes())["tables"]}
    assert described == {path.name for path in written.glob("*.csv")}


def test_a_table_has_a_row_for_each_member_of_its_class(plan: Plan, rows: dict[str, Any], graph: ox.Store) -> None:
    by_hand = {"evidence": "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?e WHERE { ?s cop:evidence ?e } }",
               "records": "SELECT (COUNT(DISTINCT ?r) AS ?n) WHERE { { ?s a cop:Statement } UNION { ?s a cop:Passage } ?s cop:record ?r }"}
    for name, table in plan.tables.items():
        text = by_hand.get(name, f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s a {table.rows} }}")
        assert len(rows[name]) == count(graph, text), name


ELSEWHERE = {
    "cases": {"country", "region", "site", "sector", "first_year", "cell", "driver", "initiator", "decision_holder", "funder"},
    "modes": {"phase"}, "assessments": {"definition"}, "references": {"edition"}, "works": {"author", "editor", "title", "work_type"},
    "citations": {"edition", "citing_function"}, "passages": {"words", "before", "after"},
    "records": {"coding_method", "coding_checked", "coding_manual"},
    "findings": {"case"}, "quantities": {"case"}, "money": {"case"}, "absences": {"case"},
}
"""Columns that show what is said of something else than the row: no property of the row counts them."""

EVERYWHERE = {"rdf:type", "cop:evidence"}
NOT_SHOWN = {
    "cases": {"cop:coding"}, "modes": {"rdfs:label"}, "assessments": {"rdfs:label"},
    "works": {"dcterms:creator", "rdfs:seeAlso", "skos:relatedMatch"},
    "editions": {"cito:cites", "cop:quoteLimit", "cop:runningHead"}, "sections": {"rdfs:label", "cop:opens", "cop:closes"},
    "references": {"cop:record", "rdfs:label", "cop:citedName"},
    "citations": {"cop:record", "rdfs:label", "cop:citedName", "cop:function"}, "passages": {"rdfs:label", "oa:hasSelector"},
}
"""What is said of rows and has no column: it stands in another column or table, or is for programs alone."""


def test_no_value_is_lost(plan: Plan, rows: dict[str, list[dict[str, str]]], graph: ox.Store) -> None:
    """Each thing that is said of a row is in its row: counted in the graph and in the table."""
    faults = []
    # The rows of the one are told of in other tables, and those of the other are records of many kinds.
    for name in plan.tables.keys() - {"evidence", "records"}:
        quads = (quad for row in rows[name] for quad in graph.quads_for_pattern(ox.NamedNode(row["id"]), None, None, None))
        said = Counter(compact(triple.predicate.value) for triple in {quad.triple for quad in quads})
        shown = {about.property for about in plan.tables[name].columns.values()}
        faults += [(name, one) for one in set(said) - shown - EVERYWHERE - NOT_SHOWN.get(name, set())]
        for column, about in plan.tables[name].columns.items():
            if about.property in EVERYWHERE or column in ELSEWHERE.get(name, ()):
                continue
            field = f"{column}_id" if f"{column}_id" in rows[name][0] else column
            cells = [row[field] for row in rows[name] if row[field] not in MARKS]
            values = sum(len(cell.split("; ")) if about.many else 1 for cell in cells)
            if values != said[about.property]:
                faults.append((name, f"{column}: {values} in the table, {said[about.property]} in the graph"))
    assert not faults


def test_what_does_not_apply_is_told_from_what_is_not_coded(rows: dict[str, Any], graph: ox.Store) -> None:
    for column, kind in (("benefit", "Benefit"), ("attribution", "Outcome"), ("leads_to", "Mechanism"), ("baseline", "Outcome")):
        others = count(graph, f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s a cop:Finding FILTER NOT EXISTS {{ ?s a cop:{kind} }} }}")
        assert sum(row[column] == APART for row in rows["findings"]) == others > 0, column
    assert not any(APART in (row["voice"], row["concerns"], row["phase"]) for row in rows["findings"])
    silent = count(graph, "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cop:Outcome FILTER NOT EXISTS { ?s cop:baseline ?b } }")
    assert sum(row["baseline"] == "" for row in rows["findings"]) == silent > 0


def test_a_coded_absence_stands_where_a_value_would(rows: dict[str, Any], graph: ox.Store) -> None:
    aspects = {"first_year": ("start-year-aspect", "founding-year"), "initiator": ("initiator-aspect",),
               "decision_holder": ("decision-rights",), "funder": ("funding-source",)}
    seen = 0
    for row in rows["cases"]:
        for column, names in aspects.items():
            coded = sum(count(graph, f"SELECT (COUNT(?s) AS ?n) WHERE {{ ?s a cop:Absence ; cop:record <{row['id']}> ; cop:aspect"
                                     f" <https://w3id.org/coprokg/vocab/aspect/{name}> }}") for name in names)
            told = row[column] in MARKS - {"", APART}
            seen += told
            assert not told or coded, f"{row['id']} {column}"
            assert coded == 0 or row[column] != "", f"{row['id']} {column}"
    assert seen


def test_labels_and_addresses_go_together(rows: dict[str, list[dict[str, str]]], source: Source) -> None:
    labels = {row[0].value: row[1].value for row in source.graph.ask("table-labels").rows}
    compared = 0
    for name, table in rows.items():
        for field in [field for field in table[0] if f"{field}_id" in table[0]]:
            for row in table:
                one, other = row[field].split("; "), row[f"{field}_id"].split("; ")
                if other != [""] and other[0].startswith("http") and len(other) > 1:
                    assert one == [labels.get(iri, iri).replace(";", ",") for iri in other], f"{name}.{field}"
                    compared += 1
    assert compared > 100


def test_quotes_stand_in_one_order_with_their_places(rows: dict[str, list[dict[str, str]]]) -> None:
    passages = {row["id"]: row for row in rows["passages"]}
    several = 0
    for name in ("findings", "participations", "citations"):
        for row in rows[name]:
            quoted = [passages[iri] for iri in row["passage_id"].split(" | ") if iri]
            several += len(quoted) > 1
            assert row["words"] == " | ".join(one["words"] for one in quoted)
            assert row["words_section"] == " | ".join(one["section"] for one in quoted)
            assert row["words_page"] == " | ".join(one["page"] or APART for one in quoted)
            assert row["words_edition"] == " | ".join(one["edition"] for one in quoted)
    assert several > 50
    assert not any(" | " in row["words"] for row in passages.values()), "a quote holds what separates quotes"


def test_authors_stand_in_the_order_of_the_title_page(rows: dict[str, list[dict[str, str]]]) -> None:
    work = next(row for row in rows["works"] if row["id"].endswith("/joshi-moore-2003"))
    assert work["author"].startswith("Joshi, ") and "; Moore, " in work["author"]


def test_the_codebook_counts_what_the_tables_hold(rows: dict[str, list[dict[str, str]]], plan: Plan) -> None:
    book = rows["codebook"]
    columns = {(entry["table"], entry["column"]) for entry in book if not entry["value"]}
    assert columns == {(name, column) for name, table in rows.items() if name != "codebook" for column in table[0]}
    assert all(entry["meaning"] for entry in book)
    for entry in book:
        cells = [row[entry["column"]] for row in rows[entry["table"]]]
        if entry["value_id"]:
            ids = [row[f"{entry['column']}_id"] for row in rows[entry["table"]]]
            wanted = sum(entry["value_id"] in one.split("; ") for one in ids)
        elif entry["value"]:
            wanted = sum(one == ("" if entry["value"] == "(empty)" else entry["value"]) for one in cells)
        else:
            other = {one["value"] for one in book if (one["table"], one["column"]) == (entry["table"], entry["column"])
                     and one["value"] and not one["value_id"]}
            wanted = sum(one != "" and one not in other for one in cells)
        assert int(entry["rows"]) == wanted, entry


def test_the_codebook_lists_values_that_no_row_has(rows: dict[str, list[dict[str, str]]], graph: ox.Store) -> None:
    listed = [entry for entry in rows["codebook"] if (entry["table"], entry["column"]) == ("participations", "role") and entry["value_id"]]
    assert len(listed) == count(graph, "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c a cop:Role ; skos:inScheme ?s }")
    assert any(entry["rows"] == "0" for entry in rows["codebook"] if entry["value_id"])
    used = {row["id"] for row in rows["findings"]}
    kinds = {entry["value_id"] for entry in rows["codebook"] if (entry["table"], entry["column"]) == ("findings", "kind") and entry["value_id"]}
    assert used and {row["kind_id"] for row in rows["findings"]} <= kinds and COP + "CollectiveClaim" not in kinds


def test_the_page_of_the_codebook_has_every_table(written: Path, plan: Plan) -> None:
    page = (written / "codebook.md").read_text(encoding="utf-8")
    assert [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")] == list(plan.tables)


def test_the_workbook_holds_the_same_as_text(written: Path, rows: dict[str, list[dict[str, str]]], source: Source) -> None:
    book = openpyxl.load_workbook(written / "coprokg.xlsx")
    assert set(book.sheetnames) == {"read me", *rows}
    assert book.properties.created.date() == source.about.issued
    for name, table in rows.items():
        sheet = book[name]
        header, *lines = sheet.iter_rows()
        assert [cell.value for cell in header] == list(table[0])
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        assert len(lines) == len(table)
        for line, row in zip(lines, table, strict=True):
            for cell, text in zip(line, row.values(), strict=True):
                assert cell.data_type in ("s", "n") and guarded(_text(cell.value)) == text, f"{name} {cell.coordinate}"


def _text(value: Any) -> str:
    return "" if value is None else str(int(value) if isinstance(value, float) and value.is_integer() else value)


def made_up(cells: list[str]) -> Table:
    column = ColumnPlan(property="cop:memo")
    return Table("made-up", "Made up", "What is made up?", TablePlan(title="Made up", question="x", columns={"memo": column}),
                 [Column("id", "the row", "anyURI"), Column("memo", "a text", "string", column)],
                 [[f"https://example.org/{n}", cell] for n, cell in enumerate(cells)], [])


def test_nothing_in_a_table_becomes_a_formula_or_a_date(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = ["=1+1", "+1", "@SUM(A1)", "-2", "1-2", "007", "http://example.org/", "TRUE", "2001-02-03", "{=1}", "\rx"]
    book = openpyxl.load_workbook(io.BytesIO(workbook(source.about, [made_up(hostile)], [])))
    cells = [row[1] for row in list(book["made-up"].iter_rows())[1:]]
    assert {cell.data_type for cell in cells} == {"s"} and all(cell.hyperlink is None for cell in cells)
    assert [cell.value for cell in cells][:-1] == hostile[:-1]
    monkeypatch.setattr("coprokg.release.tables.read_tables", lambda _: [made_up(hostile)])
    [table] = [made for made in files(source) if made.path == f"{FOLDER}/made-up.csv"]
    texts = [row[1] for row in csv.reader(io.StringIO(table.data.decode(), newline=""))][1:]
    assert [text for text in texts if text.startswith("'")] == ["'=1+1", "'+1", "'@SUM(A1)", "'-2", "'\nx"]


def test_two_rows_of_one_key_and_an_address_that_leads_nowhere_are_faults() -> None:
    twice = made_up(["a", "b"])
    twice.rows[1][0] = twice.rows[0][0]
    assert [problem.what for problem in table_rows._twice([twice])] == ["two rows have the key https://example.org/0"]
    lost = made_up(["https://example.org/0", "https://example.org/9"])
    lost.columns[1] = replace(lost.columns[1], to="made-up")
    assert [problem.what for problem in table_rows._dangling([lost])] == ["https://example.org/9 is no row of the table made-up"]


@pytest.mark.parametrize(("old", "new", "told"), [
    ("question: table-cases", "question: table-cses", "there is no question 'table-cses'"),
    ("label: {property: rdfs:label}", "lable: {property: rdfs:label}", "the question has no such column"),
    ("to: works}", "to: wroks}", "there is no table 'wroks'"),
    ("{property: cop:about}", "{property: coq:about}", "prefix 'coq' is not declared"),
    ("rows: cop:Case", "row: cop:Case", "Extra inputs are not permitted"),
])
def test_a_fault_of_the_plan_is_told_by_its_line(old: str, new: str, told: str, source: Source, tmp_path: Path) -> None:
    text = (root() / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFault) as caught:
        read_plan(tmp_path, source.graph.questions)
    line = text[:text.index(old)].count("\n") + 1
    # A column that is missing is told at its table, one that is not known at itself.
    assert any(told in problem.what and abs(problem.line - line) <= 1 and problem.remedy for problem in caught.value.problems), caught.value


DIGESTS = """
import hashlib, sys
from pathlib import Path
from coprokg.asking import Graph
from coprokg.folders import root
from coprokg.release.metadata import read_metadata
from coprokg.release.source import Source
from coprokg.release.tables import files
source = Source(root(), read_metadata(root()), [], [], Graph(Path(sys.argv[1])))
for made in files(source):
    print(made.path, hashlib.sha256(made.data).hexdigest())
"""


def test_another_process_writes_the_same_bytes(written: Path, graph_file: Path) -> None:
    env = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONPATH": str(Path.cwd())}
    told = subprocess.run([sys.executable, "-c", DIGESTS, str(graph_file.parent)], env=env, capture_output=True, text=True, check=True)
    digests = dict(line.split(" ") for line in told.stdout.splitlines())
    assert digests == {f"{FOLDER}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in written.iterdir()}


def test_the_metadata_says_what_the_release_says(written: Path, source: Source) -> None:
    about = source.about
    group = json.loads((written / "csv-metadata.json").read_bytes())
    assert (group["dc:title"], group["dc:hasVersion"]) == (about.title, about.version)
    assert group["dc:license"]["@id"] == about.licences["data"]
    findings = next(table for table in group["tables"] if table["url"] == "findings.csv")["tableSchema"]
    voice = next(column for column in findings["columns"] if column["name"] == "voice_id")
    assert voice["propertyUrl"] == COP + "voice" and findings["primaryKey"] == "id"
    assert {"columnReference": "quantity_id", "reference": {"resource": "quantities.csv", "columnReference": "id"}} in findings["foreignKeys"]
    assert {"name": "class", "virtual": True, "propertyUrl": "rdf:type", "valueUrl": COP + "Finding"} in findings["columns"]
