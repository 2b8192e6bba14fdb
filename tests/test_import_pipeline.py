"""The import as a whole: duplicates and decisions, nothing half-written, the same graph twice, the build."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from coprokg import building, builds, imported
from coprokg.asking import Graph
from coprokg.bibliography import importing
from coprokg.bibliography.duplicates import sign, works_in
from coprokg.bibliography.importing import import_files
from coprokg.bibliography.progress import watching
from coprokg.checking import validate
from coprokg.folders import folder
from coprokg.loading import Loaded, source_files
from coprokg.namespaces import BASE, COP, RDF
from coprokg.problems import DataFault, Misuse
from tests.bibliographies import SAMPLES, import_text, works_of
from tests.support import Terminal, coprokg, files_of, point_at

ALDER = "@article{alder, title={Who Rides the Bus}, author={Alder, Ann}, year=2001}\n"


@pytest.fixture
def no_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no built graph have a say in what is a duplicate."""
    monkeypatch.setenv("COPROKG_BUILD", str(tmp_path / "no-build"))


def cases(path: Path) -> list[dict[str, str]]:
    """Return the rows of the table of likely duplicates beside a file."""
    with path.with_suffix(".duplicates.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def decide(path: Path, decision: str) -> None:
    """Write a decision into every row of the table beside a file."""
    rows = cases(path)
    with path.with_suffix(".duplicates.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"decision": decision} for row in rows)


# Duplicates


@pytest.mark.parametrize(("second", "rule"), [
    ("title={Planning in Small Towns}, author={Alder, A.}, year=1999, doi={https://doi.org/10.1234/X.Y}", "doi-conflict"),
    ("title={Who rides the bus: users}, year=1999, doi={10.1234/x.y}", "doi"),
    ("title={Who {Rides} the bus?}, author={A. Alder and B. Birch}, year={2001}", "title-year-author"),
    ("title={who rides the Bus}, author={Álder, Z.}, date={2001-05}", "title-year-author"),
])
def test_a_likely_duplicate_is_held_back_and_reported(no_graph: None, tmp_path: Path, second: str, rule: str) -> None:
    first = ALDER.replace("year=2001", "year=2001, doi={10.1234/x.y}")
    done = import_text(tmp_path, f"{first}@book{{other, {second}}}")
    assert list(done.works) == ["alder"]
    assert (done.file.imported, done.file.undecided) == (1, 1)
    [case] = cases(done.path)
    assert (case["file"], case["key"], case["other"], case["decision"], case["rule"]) == (
        "refs.bib", "other", "refs.alder", "", rule)
    assert case["other_place"] == "refs.bib:1"


@pytest.mark.parametrize("second", [
    "title={Who Rides the Bus}, author={Alder, Ann}, year=2002",
    "title={Who Rides the Bus}, author={Birch, Ann}, year=2001",
    "title={Who Rides the Tram}, author={Alder, Ann}, year=2001",
])
def test_what_is_no_duplicate(no_graph: None, tmp_path: Path, second: str) -> None:
    done = import_text(tmp_path, f"{ALDER}@book{{other, {second}}}")
    assert len(done.works) == 2
    assert not done.path.with_suffix(".duplicates.csv").exists()


def test_two_issues_are_two_works(no_graph: None, tmp_path: Path) -> None:
    text = "".join(f"@article{{e{n}, title={{Editor's Introduction}}, author={{Alder, A.}}, year=2001, volume=1, number={n}}}\n"
                   for n in (1, 2))
    assert len(import_text(tmp_path, text).works) == 2


def test_a_short_title_that_nobody_signs_is_no_sign() -> None:
    assert sign("", "Editorial", "2001", "").mark == ""
    assert sign("", "A title long enough to be one", "2001", "").mark


@pytest.mark.parametrize(("decision", "works", "counted"), [("same", ["alder"], "same"), ("different", ["alder", "other"], "told_apart")])
def test_a_decision_is_followed_and_kept(no_graph: None, tmp_path: Path, decision: str, works: list[str], counted: str) -> None:
    text = f"{ALDER}{ALDER.replace('{alder,', '{other,')}"
    done = import_text(tmp_path, text)
    decide(done.path, decision)
    for _ in range(2):
        done = import_text(tmp_path, text)
        assert sorted(done.works) == works
        assert (done.file.undecided, getattr(done.file, counted)) == (0, 1)
        assert [case["decision"] for case in cases(done.path)] == [decision]


@pytest.mark.parametrize(("comma", "encoding"), [(",", "utf-8"), (";", "utf-8-sig")])
def test_decisions_from_another_table(no_graph: None, tmp_path: Path, comma: str, encoding: str) -> None:
    """Also as a spreadsheet saves it."""
    table = tmp_path / "mine.csv"
    text = "file,key,other,decision\r\nrefs.bib,other,refs.alder,different\r\nrefs.bib,gone,refs.alder,same\r\n"
    table.write_text(text.replace(",", comma), encoding=encoding)
    done = import_text(tmp_path, f"{ALDER}{ALDER.replace('{alder,', '{other,')}", decisions=[table])
    assert sorted(done.works) == ["alder", "other"]
    assert [case["key"] for case in cases(done.path)] == ["other", "gone"], "a decision that met nothing is kept"


@pytest.mark.parametrize(("text", "fault", "words"), [
    ("file,key,other,decision\nrefs.bib,a,b,maybe\n", DataFault, "'maybe' is no decision; write same or different"),
    ("file,key\nrefs.bib,a\n", Misuse, "has no column other, decision"),
])
def test_a_table_that_is_none(no_graph: None, tmp_path: Path, text: str, fault: type[Exception], words: str) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(fault, match=words):
        import_text(tmp_path, ALDER, decisions=[table])
    assert not (tmp_path / "refs.nq").exists()


def test_no_cell_is_a_formula(no_graph: None, tmp_path: Path) -> None:
    text = ALDER.replace("Who Rides", "=1+1 Who Rides")
    done = import_text(tmp_path, text + text.replace("{alder,", "{other,"))
    assert cases(done.path)[0]["title"] == "'=1+1 Who Rides the Bus"


def test_duplicates_of_the_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works of the graph count, those of the import itself do not, and identifiers elsewhere do."""
    monkeypatch.setenv("COPROKG_BUILD", str(tmp_path / "build"))
    turtle = f"""
        @prefix cop: <{COP}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix w: <{BASE}work/> .
        <{BASE}graph/literature> {{
          w:alder-2001 a cop:Work ; cop:title "Who rides the bus" ; cop:year 2001 ; cop:author <{BASE}c> .
          <{BASE}c> cop:position 1 ; cop:agent <{BASE}person/ann-alder> .
          <{BASE}person/ann-alder> cop:familyName "Alder" .
          w:birch-1999 a cop:Work ; cop:title "Linked" ; skos:exactMatch <https://doi.org/10.1234/b> . }}
        <{BASE}graph/imports/refs> {{ w:refs.own a cop:Work ; cop:title "Its own from before" ; cop:doi "10.1234/own" . }}"""
    with builds.new_build() as made:
        store = ox.Store(str(made / builds.STORE))
        store.load(turtle.encode(), format=ox.RdfFormat.TRIG)
        store.flush()
        del store
        for part in (builds.CATALOGUE, builds.GRAPH):
            (made / part).write_text("{}", encoding="utf-8")
    build = builds.current()
    assert build is not None
    assert len(list(works_in(ox.Store.read_only(str(build / builds.STORE))))) == 3
    done = import_text(tmp_path, ALDER + "@misc{b, title={Linked}, doi={10.1234/B}}\n@misc{own, title={Own}, doi={10.1234/own}}")
    assert list(done.works) == ["own"]
    assert [(c["key"], c["other"], c["rule"], c["other_place"]) for c in cases(done.path)] == [
        ("alder", "alder-2001", "title-year-author", "the graph"), ("b", "birch-1999", "doi", "the graph")]


# What is written


def test_the_same_file_twice_gives_the_same_bytes(no_graph: None, tmp_path: Path) -> None:
    text = (SAMPLES / "references.bib").read_bytes()
    first = import_text(tmp_path, text).path.read_bytes()
    assert import_text(tmp_path, text).path.read_bytes() == first
    assert import_text(tmp_path / "elsewhere", text).path.read_bytes() == first


def test_the_record_of_an_import(no_graph: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1190000000")
    done = import_text(tmp_path, ALDER)
    about = [line for line in done.path.read_text(encoding="utf-8").splitlines() if line.startswith(f"<{BASE}import/refs>")]
    assert all(line.endswith(f"<{BASE}graph/imports/refs> .") for line in done.path.read_text(encoding="utf-8").splitlines())
    said = "\n".join(about)
    assert '"refs.bib"' in said
    assert "coding-method/imported" in said
    assert '"1"^^' in said
    assert '"2007-09-17"^^' in said


def test_works_satisfy_the_shapes(no_graph: None, tmp_path: Path) -> None:
    """What is imported holds to what the project's own works must."""
    data = rdflib.Graph()
    for name in ("references.bib", "references.ris", "references.json", "openalex.json", "crossref.json"):
        done = import_text(tmp_path, (SAMPLES / name).read_bytes(), name.replace("references", Path(name).suffix[1:]))
        quads = ox.parse(path=str(done.path), format=ox.RdfFormat.N_QUADS)
        data.parse(data=ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    shapes = rdflib.Graph()
    for path in folder("ontology").glob("shapes/*.ttl"):
        shapes.parse(path)
    for pattern in ("vocabularies/*.ttl", "modules/*.ttl"):
        for path in folder("ontology").glob(pattern):
            data.parse(path)
    assert len(set(data.subjects(rdflib.RDF.type, rdflib.URIRef(COP + "Work")))) > 12
    works = "|".join(re.escape(name) for name in ("coprokg:work/", f"{BASE}work/"))
    found = [p for p in validate(data, shapes, Loaded()) if p.severity == "violation" and re.match(works, p.file)]
    assert not found, "\n".join(map(str, found))


def test_unreadable_input_changes_nothing(no_graph: None, tmp_path: Path) -> None:
    done = import_text(tmp_path, ALDER + ALDER.replace("{alder,", "{other,"))
    (tmp_path / "more.bib").write_bytes(b"\x00\x01")
    before = files_of(tmp_path)
    for bad in (tmp_path / "more.bib", tmp_path / "absent.bib", tmp_path):
        with pytest.raises((Misuse, OSError)):
            import_files([tmp_path / "refs.bib", bad], done.path)
        assert files_of(tmp_path) == before


def test_a_failure_on_the_way_changes_nothing(no_graph: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_text(tmp_path, ALDER)
    (tmp_path / "refs.bib").write_text(ALDER + "@misc{more, title={More}}", encoding="utf-8")
    before = files_of(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(importing, "record_of", fail)
    with pytest.raises(OSError, match="No space left"):
        import_files([tmp_path / "refs.bib"], tmp_path / "refs.nq")
    assert files_of(tmp_path) == before


def test_strict_imports_all_or_nothing(no_graph: None, tmp_path: Path) -> None:
    text = ALDER + "@misc{bad, author={Nobody}}"
    with pytest.raises(DataFault, match="no title"):
        import_text(tmp_path, text, strict=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["refs.bib"]
    assert import_text(tmp_path, ALDER, strict=True).one


def test_a_file_of_which_nothing_is_understood(no_graph: None, tmp_path: Path) -> None:
    with pytest.raises(DataFault, match="no title"):
        import_text(tmp_path, "@misc{bad, author={Nobody}}")
    assert not (tmp_path / "refs.nq").exists()


def test_several_files(no_graph: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each becomes a file of its own, unless one is named; duplicates are found between them."""
    monkeypatch.setattr(importing, "root", lambda: tmp_path)
    (tmp_path / "My Refs.v2.bib").write_text(ALDER, encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps([{"id": "x", "title": "B"}, {"id": "y", "title": "Who Rides the Bus",
                                     "author": [{"family": "Alder"}], "issued": {"date-parts": [[2001]]}}]), encoding="utf-8")
    files = [tmp_path / "My Refs.v2.bib", tmp_path / "b.json"]
    import_files(files)
    assert list(works_of(tmp_path / "data/imports/my-refs-v2.nq")) == ["alder"]
    assert list(works_of(tmp_path / "data/imports/b.nq")) == ["x"]
    assert cases(tmp_path / "data/imports/b.nq")[0]["other"] == "my-refs-v2.alder"
    report = import_files(files, tmp_path / "all.nq")
    assert sorted(works_of(tmp_path / "all.nq")) == ["alder", "x"]
    assert [file.imported for file in report.files] == [1, 1]


def test_names_that_cannot_be(no_graph: None, tmp_path: Path) -> None:
    for name in ("同.bib", "a.bib"):
        (tmp_path / name).write_text(ALDER, encoding="utf-8")
    (tmp_path / "a.ris").write_text("TY  - BOOK\nTI  - T\nER  - \n", encoding="utf-8")
    with pytest.raises(Misuse, match="rename it"):
        import_files([tmp_path / "同.bib"])
    with pytest.raises(Misuse, match=r"would both become a\.nq"):
        import_files([tmp_path / "a.bib", tmp_path / "a.ris"])
    with pytest.raises(Misuse, match=r"end in \.nq"):
        import_files([tmp_path / "a.bib"], tmp_path / "a.ttl")


# What is told


def test_a_field_that_is_not_kept_is_told_once(no_graph: None, tmp_path: Path) -> None:
    text = "".join(f"@misc{{k{n}, title={{Title {n}}}, abstract={{x}}}}\n" for n in range(812))
    lines = list(import_text(tmp_path, text).file.lines())
    assert sum("abstract" in line for line in lines) == 1
    assert any("`abstract` 812" in line for line in lines)


def test_a_terminal_sees_how_far_it_is(no_graph: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nobody else does."""
    (tmp_path / "[refs].bib").write_text("".join(f"@misc{{k{n}, title={{Title {n}}}}}\n" for n in range(300)), encoding="utf-8")
    for screen in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", screen)
        with watching() as watch:
            import_files([tmp_path / "[refs].bib"], tmp_path / "refs.nq", watch=watch)
        assert ("[refs].bib" in screen.getvalue()) == screen.isatty()


def test_ten_thousand_faults_are_not_all_told(no_graph: None, tmp_path: Path) -> None:
    done = import_text(tmp_path, ALDER + "@misc{bad, author={N}}\n" * 10_000)
    assert done.file.rejected == 10_000
    told = done.report.faults()
    assert len(told) == 101
    assert "9,900 more" in told[-1]


def test_the_command(no_graph: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zotero.bib"
    shutil.copy(SAMPLES / "references.bib", path)
    done = coprokg("import", "bibliography", str(path), "--to", str(tmp_path / "zotero.nq"))
    assert done.code == 1, "some entries were not understood"
    assert "9 entries: 6 imported, 2 not understood, 1 held back as likely duplicates" in done.out
    assert f"{path}:" in done.err
    assert "lost" in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "zotero.nq").is_file()
    for arguments, code, words in (
            (["absent.bib"], 2, "No such file"), ([str(tmp_path)], 2, "is a folder"), ([], 2, "Missing argument"),
            ([str(path), "--to", str(tmp_path / "z.nq"), "--strict"], 1, "never"),
            ([str(path), "--to", str(tmp_path / "z.nq"), "--format", "word"], 2, "word")):
        done = coprokg("import", "bibliography", *arguments)
        assert done.code == code, done.err
        assert words in done.err or code == 1
    assert not (tmp_path / "z.nq").exists()
    path.write_text(ALDER, encoding="utf-8")
    assert coprokg("import", "bibliography", str(path), "--to", str(tmp_path / "zotero.nq")).code == 0


# The build


@pytest.fixture
def with_import(content: Path) -> Path:
    """Give a copy of the content with an imported file."""
    source = content / "village.bib"
    source.write_text(ALDER.replace("Who Rides the Bus", "A made-up work on village trams"), encoding="utf-8")
    import_files([source])
    return content


def test_a_build_takes_imports_in(with_import: Path) -> None:
    file = with_import / "data/imports/village.nq"
    assert file in source_files(with_import)
    graph = building.build() / builds.GRAPH
    lines = graph.read_text(encoding="utf-8").splitlines()
    assert set(file.read_text(encoding="utf-8").splitlines()) <= set(lines)
    found = Graph(graph.parent).rows(f"SELECT ?work {{ ?work a <{COP}Work> ; <{COP}title> ?title FILTER(CONTAINS(?title, 'trams')) }}")
    assert [row[0].value for row in found] == [f"{BASE}work/village.alder"]
    assert coprokg("show", "village.alder", "--format", "csv").code == 0


def test_very_many_works_are_not_known_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command reads the names."""
    import_text(tmp_path / "data/imports", ALDER + ALDER.replace("Bus", "Tram").replace("{alder,", "{other,"))
    assert imported.names(tmp_path) == {"refs.alder": "Alder 2001", "refs.other": "Alder 2001"}
    monkeypatch.setattr(imported, "MOST_NAMED", 1)
    assert imported.names(tmp_path) == {}


@pytest.mark.parametrize(("line", "words"), [
    ("<a> <b> .", "not readable as N-Quads"),
    (f"<{BASE}work/village.x> <{RDF}type> <{COP}Work> <{BASE}graph/literature/works> .", "outside the graph"),
    (f"<{BASE}work/village.x> <{RDF}type> <{COP}Work> .", "outside the graph"),
    (f"<{BASE}work/ostrom-1996> <{RDF}type> <{COP}Work> <{BASE}graph/imports/village> .", "no work of this import"),
    (f"_:b <{RDF}type> <{COP}Work> <{BASE}graph/imports/village> .", "no work of this import"),
    (f"<{BASE}work/village.x> <{RDF}type> _:b <{BASE}graph/imports/village> .", "without a name"),
])
def test_an_imported_file_that_was_spoilt_is_a_fault_with_its_line(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "data/imports/village.nq"
    file.parent.mkdir(parents=True)
    good = f"<{BASE}work/village.a> <{RDF}type> <{COP}Work> <{BASE}graph/imports/village> .\n"
    file.write_text(good + line + "\n", encoding="utf-8")
    [problem] = imported.faults(tmp_path)
    assert (problem.file, problem.line) == ("data/imports/village.nq", 2)
    assert words in problem.what
    assert problem.remedy


def test_the_check_tells_a_spoilt_import(with_import: Path) -> None:
    """By file and line, with the remedy; and nothing of it while it is whole."""
    file = with_import / "data/imports/village.nq"
    assert "data/imports" not in coprokg("check").err
    lines = file.read_text(encoding="utf-8").count("\n")
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"<{BASE}work/ostrom-1996> <{RDF}type> <{COP}Work> <{BASE}graph/imports/village> .\n")
    done = coprokg("check")
    assert done.code == 1
    [told] = [line for line in done.err.splitlines() if "data/imports" in line]
    [problem] = imported.faults(with_import)
    assert told == str(problem)
    assert told.startswith(f"data/imports/village.nq:{lines + 1}")
    assert problem.remedy in told


def test_a_new_import_makes_a_new_build(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coprokg.freshness import fingerprint

    point_at(monkeypatch, content)
    before = fingerprint()
    (content / "data/imports").mkdir()
    (content / "data/imports/x.nq").write_text("", encoding="utf-8")
    assert fingerprint() != before
    assert os.environ["COPROKG_CONTENT"] == str(content)
