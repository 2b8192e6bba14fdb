"""Works of the graph as bibliographies: what each format carries, and that what is carried comes back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rispy
from bibtexparser import parse_string

from coprokg.asking import BASE, Answer, Graph
from coprokg.bibliography import bibtex, csl_json, ris
from coprokg.bibliography.cleaning import clean
from coprokg.bibliography.converting import record_of
from coprokg.bibliography.entries import Entry
from coprokg.bibliography.items import RECORDS, items, questions_of_works, works_of
from coprokg.bibliography.opening import Given
from coprokg.bibliography.references import references
from coprokg.bibliography.types import TYPES, csl_type, from_format, work_type
from coprokg.bibliography.writing import EXCEPTIONS, FIELDS
from coprokg.bibliography.writing import bibtex as write_bibtex
from coprokg.bibliography.writing import csl_json as write_csl_json
from coprokg.bibliography.writing import ris as write_ris
from coprokg.folders import folder, root
from coprokg.problems import Misuse
from coprokg.questions import read_question
from coprokg.records import read_yaml
from tests.support import coprokg, graph_of, python

QUERIES = ("records/work-records", "records/work-contributions", "literature/works")
WRITERS = {"bibtex": write_bibtex, "ris": write_ris, "csl-json": write_csl_json}
READERS = {"bibtex": (bibtex.read, ".bib"), "ris": (ris.read, ".ris"), "csl-json": (csl_json.read, ".json")}


class Small(Graph):
    """A graph in memory, with the saved queries that works are read by."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        found = {name.partition("/")[2]: read_question(folder("queries") / f"{name}.rq", name) for name in QUERIES}
        self.catalogue = {"questions": found, "values": {}}


def store_of(text: str) -> ox.Store:
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    return store


MADE_UP = Small(store_of((Path(__file__).parent / "works.ttl").read_text(encoding="utf-8")))
SLUGS = [row[4].value.removeprefix(f"{BASE}work/") for row in MADE_UP.ask("works").rows]
ITEMS = {item["id"]: item for item in items(MADE_UP, [f"{BASE}work/{slug}" for slug in SLUGS])}
REAL = sorted(read_yaml(root() / "data/literature/works.yaml", "works").data)


@pytest.fixture(scope="module")
def real(graph: ox.Store) -> dict[str, dict[str, Any]]:
    """Give the items of the works of the real graph."""
    small = Small(graph)
    return {item["id"]: item for item in items(small, [f"{BASE}work/{slug}" for slug in REAL])}


# Items


def test_every_work_becomes_an_item_in_the_order_asked() -> None:
    asked = [f"{BASE}work/{slug}" for slug in reversed(SLUGS)]
    found = items(MADE_UP, [*asked, f"{BASE}work/none", "https://example.org/x"])
    assert [item["id"] for item in found] == list(reversed(SLUGS))


def test_an_article() -> None:
    assert ITEMS["doe-1999"] == {
        "id": "doe-1999", "type": "article-journal", "title": "The NHS and the “Shop”: 50% of $5 in C_D #1",
        "author": [{"family": "Doe", "given": "Jo"},
                   {"non-dropping-particle": "van der", "family": "Veen", "given": "Ana-María"}],
        "container-title": "Journal of Shops & Buses", "volume": "12", "issue": "3/4", "page": "128-137",
        "issued": {"date-parts": [[1999]]}, "DOI": "10.1000/A_b(1)", "note": "Read with care."}


def test_a_chapter_takes_what_its_volume_says() -> None:
    assert ITEMS["sole-2002"] == {
        "id": "sole-2002", "type": "chapter", "title": "Queues", "author": [{"family": "Solé"}],
        "editor": ITEMS["doe-2002"]["editor"], "container-title": "A UK Reader", "page": "8",
        "publisher": "Shop Press", "publisher-place": "London", "issued": {"date-parts": [[2002]]}}


def test_a_work_without_a_kind_is_described_by_its_first_edition_in_a_journal() -> None:
    assert ITEMS["doe-2008"] == {
        "id": "doe-2008", "type": "article-journal", "title": "Title of the work",
        "author": [{"family": "Doe", "given": "Jo"}], "container-title": "Journal of Shops & Buses", "volume": "20",
        "page": "1-9", "issued": {"date-parts": [[2008]]}}


def test_names_and_dates_that_are_not_in_parts() -> None:
    found = ITEMS["mine.forthcoming"]
    assert found["author"] == [{"family": "Roe", "given": "R."}, {"literal": "Marks and Spencer"}]
    assert found["issued"] == {"literal": "in press"}
    assert ITEMS["ness-2004"]["author"] == [{"literal": "National Shop & Village Survey, North"}]
    assert ITEMS["ness-2004"]["accessed"] == {"date-parts": [[2007, 7, 9]]}


def test_the_queries_give_the_same_rows_by_rdflib() -> None:
    plain = graph_of(list(MADE_UP.store))
    for name in MADE_UP.questions:
        body = MADE_UP.question(name)["body"]
        assert ({tuple(None if term is None else str(term) for term in row) for row in plain.query(body)}  # type: ignore[union-attr]
                == {tuple(None if term is None else term.value for term in row) for row in MADE_UP.rows(body)}), name


# Kinds of work


@pytest.mark.parametrize("kind", TYPES)
def test_each_kind_comes_back_by_every_format(kind: str) -> None:
    item: dict[str, Any] = {"type": csl_type(kind), "genre": TYPES[kind].genre}
    if kind == "edited-book":
        item["editor"] = [{"family": "Doe"}]
    assert work_type(item) == kind
    for form in ("bibtex", "ris"):
        assert from_format(getattr(TYPES[kind], form)[0], form) == item["type"]


def test_the_kinds_are_those_of_the_vocabulary() -> None:
    text = folder("ontology").joinpath("vocabularies/work-type.ttl").read_text(encoding="utf-8")
    assert set(TYPES) == set(re.findall(r"^v:(\S+)", text, flags=re.MULTILINE))


# Round trips

LOST: dict[str, dict[str, Any]] = {
    # Styles add the word, so BibTeX is given the number alone.
    "bibtex": {"edition_statement": lambda text: re.sub(r" ed\.$", "", text)},
    "ris": {},
    "csl-json": {},
}
"""What docs/exporting.md says comes back in another form: format -> field of a work -> that form."""


def flat(name: dict[str, str]) -> str:
    """Return a name without the mark of a body: a person known by one name is a body to BibTeX and RIS."""
    return name.get("literal") or " ".join(name.values())


def returned(item: dict[str, Any], form: str, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields of a work before and after it has been written and read."""
    read, suffix = READERS[form]
    path = folder / f"works{suffix}"
    path.write_text(WRITERS[form]([item]), encoding="utf-8")
    (entry,) = read(Given(path))
    assert isinstance(entry, Entry), entry
    assert (entry.key, entry.dropped) == (item["id"], [])
    cleaned = clean(entry)
    assert isinstance(cleaned, Entry), cleaned
    before, after = record_of({**item}), record_of(cleaned.item)
    for field, change in LOST[form].items():
        if field in before:
            before[field] = change(before[field])
    if form != "csl-json":
        for fields in (before, after):
            for role in ("author", "editor"):
                if role in fields:
                    fields[role] = [flat(name) for name in fields[role]]
    if form == "ris":
        before = json.loads(json.dumps(before).replace("Survey, North", "Survey North"))
    return before, after


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_made_up_work_comes_back(slug: str, form: str, tmp_path: Path) -> None:
    before, after = returned(ITEMS[slug], form, tmp_path)
    assert after == before


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("slug", REAL)
def test_a_work_comes_back(slug: str, form: str, tmp_path: Path, real: dict[str, dict[str, Any]]) -> None:
    if "title" not in real[slug]:
        with pytest.raises(AssertionError, match="there is no title"):
            returned(real[slug], form, tmp_path)
        return
    before, after = returned(real[slug], form, tmp_path)
    assert after == before


def test_the_files_are_read_by_the_libraries_themselves(real: dict[str, dict[str, Any]]) -> None:
    library = parse_string(write_bibtex(real.values()))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == list(real)
    assert [entry["id"] for entry in rispy.loads(write_ris(real.values()))] == list(real)
    assert [item["id"] for item in json.loads(write_csl_json(list(real.values())))] == list(real)


# BibTeX and RIS as they are written


def test_bibtex_of_an_article() -> None:
    assert write_bibtex([ITEMS["doe-1999"]]) == r"""@article{doe-1999,
  author = {Doe, Jo and van der Veen, Ana-María},
  title = {The {NHS} and the “Shop”: 50\% of \$5 in C\_D \#1},
  journal = {Journal of Shops \& Buses},
  volume = {12},
  number = {3/4},
  pages = {128--137},
  year = {1999},
  doi = {10.1000/A_b(1)},
  annote = {Read with care.}
}
"""


@pytest.mark.parametrize(("slug", "line"), [
    ("ness-2004", r"author = {{National Shop \& Village Survey, North}}"),
    ("ness-2004", "url = {http://example.org/a%20b_c~d.pdf}"),
    ("ness-2004", "urldate = {2007-07-09}"),
    ("double-2007", "author = {{Sousa Santos}}"),
    ("mine.forthcoming", "author = {Roe, R. and {Marks and Spencer}}"),
    ("mine.forthcoming", "year = {in press}"),
    ("doe-2002", "title = {A {UK} Reader}"),
    ("doe-2005", "type = {Working paper}"),
    ("doe-2006", r"title = {Real \{Bus\} \textasciitilde{} x}"),
    ("doe-2006", "booktitle = {Conference on Shops}"),
    ("veen-2001", "edition = {2nd}"),
    ("veen-2001", "publisher = {Bus and Coach Press; Shop Press}"),
])
def test_a_line_of_bibtex(slug: str, line: str) -> None:
    assert line in [each.strip().removesuffix(",") for each in write_bibtex([ITEMS[slug]]).splitlines()]


def test_a_sign_that_latex_or_bibtex_would_read_otherwise() -> None:
    item = {"id": "x", "type": "book", "title": "A^2 \\ {b"}
    assert r"title = {A\textasciicircum{}2 \textbackslash{} \textbraceleft{}b}" in write_bibtex([item])


def test_ris_of_a_chapter_has_zoteros_tags() -> None:
    assert write_ris([ITEMS["sole-2002"]]).splitlines() == [
        "TY  - CHAP", "ID  - sole-2002", "TI  - Queues", "AU  - Solé", "A2  - Doe, Jo", "A2  - van der Veen, Ana-María",
        "T2  - A UK Reader", "SP  - 8", "PB  - Shop Press", "CY  - London", "PY  - 2002", "ER  - "]


@pytest.mark.parametrize("form", WRITERS)
def test_nothing_is_an_empty_bibliography(form: str) -> None:
    assert WRITERS[form]([]).strip() in ("", "[]")


def test_the_page_on_exporting_says_what_the_formats_call_each_field() -> None:
    page = (root() / "docs/exporting.md").read_text(encoding="utf-8")
    for variable, words in FIELDS.items():
        ways = [words, *(other[variable] for other in EXCEPTIONS.values() if variable in other)]
        row = next((line for line in page.splitlines() if line.startswith(f"| `{variable}` |")), "")
        assert row, f"docs/exporting.md: add a row for {variable}"
        for name in {name for way in ways for name in way if name}:
            assert f"`{name}`" in row, f"docs/exporting.md, {variable}: {name} is not named"
        for number, form in ((3, "bibtex"), (4, "ris")):
            cell = row.split("|")[number].strip()
            assert (cell == "not carried") == (not getattr(words, form)), f"docs/exporting.md, {variable}: {form}"


# References


def test_references_in_the_usual_style() -> None:
    assert references([ITEMS[slug] for slug in ("sole-2002", "doe-2002", "ness-2004", "doe-2006")]).splitlines() == [
        "Doe, J. (2006) ‘Real {Bus} ~ x’. Conference on Shops.",
        "Doe, J. and van der Veen, A.-M. (eds) (2002) A UK Reader. London: Shop Press.",
        "National Shop & Village Survey, North (2004) Counting Shops. Summary 18. Home Office. "
        "Available at: http://example.org/a%20b_c~d.pdf (Accessed: 9 July 2007).",
        "Solé (2002) ‘Queues’, in J. Doe and A.-M. van der Veen (eds) A UK Reader. London: Shop Press, p. 8.",
    ]


@pytest.mark.parametrize("slug", REAL)
def test_a_work_is_formatted(slug: str, real: dict[str, dict[str, Any]], recwarn: pytest.WarningsRecorder) -> None:
    """Nothing leaks, no word twice, nothing hangs in the air."""
    (line,) = references([real[slug]]).splitlines()
    assert real[slug].get("title", "") in line
    assert not re.search(r"\.\.|,,|\( |\(\)|\bNone\b|<|Edited by| [,.;:]", line), line
    assert not recwarn.list


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="en-US">
<info><title>x</title><id>x</id><updated>2020-01-01T00:00:00+00:00</updated>{info}</info>
<citation><layout><text variable="title"/></layout></citation>{bibliography}</style>"""
LAYOUT = '<bibliography><layout><text variable="title" quotes="true" suffix="."/></layout></bibliography>'


def test_a_style_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(STYLE.format(info="", bibliography=LAYOUT), encoding="utf-8")
    assert references([ITEMS["doe-1999"]], str(path)) == "“The NHS and the ‘Shop’: 50% of $5 in C_D #1”.\n"


@pytest.mark.parametrize(("text", "told"), [
    (STYLE.format(info="", bibliography=""), "formats citations and no references"),
    (STYLE.format(info='<link rel="independent-parent" href="http://example.org/big"/>', bibliography=""),
     "only names another style, http://example.org/big; give that one"),
    ("<html/>", "is no CSL style"),
    ("hello", "cannot be used (XMLSyntaxError"),
    ("", "cannot be used (XMLSyntaxError"),
    ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "is no style"),
    (STYLE.format(info="", bibliography='<bibliography><layout><text macro="none"/></layout></bibliography>'),
     "cannot be used"),
    ("x" * 2_000_001, "is no style"),
])
def test_a_style_that_cannot_be_used(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Misuse, match=re.escape(told)):
        references([ITEMS["doe-1999"]], str(path))


@pytest.mark.parametrize("style", ["no-such-style", "../../etc/passwd", "none.csl", "/none/x.csl", "Ä", "."])
def test_a_style_that_is_not_there(style: str) -> None:
    with pytest.raises(Misuse, match=r"zotero\.org/styles"):
        references([ITEMS["doe-1999"]], style)


# What a question holds


def test_the_works_of_an_answer_come_once_in_the_order_of_its_rows() -> None:
    answer = MADE_UP.ask("works")
    answer.rows = [*reversed(answer.rows), *answer.rows, [None] * 5]
    assert works_of(MADE_UP, answer) == [f"{BASE}work/{slug}" for slug in reversed(SLUGS)]


def test_which_of_its_things_are_works_is_asked_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not for each: over an endpoint every question costs a journey."""
    answer = MADE_UP.ask("works")
    assert len(answer.rows) > 1
    asked: list[str] = []

    def ask(name: str, *given: Any, **options: Any) -> Answer:
        asked.append(name)
        return Graph.ask(MADE_UP, name, *given, **options)

    monkeypatch.setattr(MADE_UP, "ask", ask)
    assert len(works_of(MADE_UP, answer)) == len(SLUGS)
    assert asked == [RECORDS]


def test_an_answer_without_rows_holds_no_work_and_is_no_misuse() -> None:
    assert works_of(MADE_UP, MADE_UP.ask("works", {"year": ["1"]})) == []


def test_an_answer_without_works_names_the_questions_that_hold_some() -> None:
    question = {"name": "shops", "columns": {"shop": {"type": "text"}}}
    assert questions_of_works(MADE_UP) == ["works"]
    with pytest.raises(Misuse, match=r"no column of shops holds works.*; questions that hold works: works"):
        works_of(MADE_UP, Answer(question, ["shop"], [[ox.Literal("x")]]))
    other = {"name": "shops", "columns": {"shop": {"type": "iri"}}}
    with pytest.raises(Misuse, match="no column of shops holds works"):
        works_of(MADE_UP, Answer(other, ["shop"], [[ox.NamedNode(f"{BASE}place/york")], [None]]))


# The command

WORK = f"{BASE}work/alford-1998"
ASKED = ("ask", "work-records", "--work", WORK, "--work", f"{BASE}work/ostrom-1996", "--format")


@pytest.mark.usefixtures("on_made_up")
@pytest.mark.parametrize(("form", "start"), [
    ("bibtex", "@article{alford-1998,\n  author = {Alford, John},\n"), ("ris", "TY  - JOUR\nID  - alford-1998\n"),
    ("csl-json", '[\n  {\n    "id": "alford-1998",\n'), ("references", "Alford, J. (1998) ‘A Public Management Road"),
])
def test_the_works_of_an_answer(form: str, start: str) -> None:
    done = coprokg(*ASKED, form)
    assert (done.code, done.err.splitlines()[0].endswith(" rows")) == (0, True)
    assert done.out.startswith(start)
    assert "ostrom-1996" in done.out or "Ostrom, E. (1996)" in done.out


@pytest.mark.usefixtures("on_made_up")
@pytest.mark.parametrize(("arguments", "told"), [
    (("ask", "phase-types", "--format", "bibtex"), "no column of phase-types holds works, so there is nothing to "
     "export; questions that hold works: "),
    ((*ASKED, "bibtext"), "--format 'bibtext' is not known; allowed: bibtex, csl-json, csv, json, md, references, "
     "ris, table"),
    ((*ASKED, "bibtex", "--style", "apa.csl"), "--style is the CSL style of references; write --format references "
     "--style FILE.csl"),
    ((*ASKED, "references", "--style", " "), "--style is the CSL style of references; write "),
    ((*ASKED, "references", "--style", "none.csl"), "the style none.csl cannot be read (No such file or directory)"),
    ((*ASKED, "ris", "--evidence"), "--evidence has no place in ris; leave it out, or take --format md"),
])
def test_what_cannot_be_exported_is_a_sentence(arguments: tuple[str, ...], told: str) -> None:
    done = coprokg(*arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"coprokg: {told}")


@pytest.mark.usefixtures("on_made_up")
def test_no_row_is_an_empty_bibliography() -> None:
    done = coprokg("ask", "work-records", "--work", f"{BASE}work/none", "--format", "csl-json")
    assert (done.code, done.out, done.err) == (0, "[]\n", "no row answers this question\nn: 0 rows\n")


def test_a_plain_answer_needs_none_of_the_libraries() -> None:
    done = python("-c", "import sys, coprokg.front, coprokg.asking, coprokg.tables; print(*sys.modules)")
    assert not {"citeproc", "lxml", "bibtexparser", "rispy", "coprokg.bibliography"} & set(done.stdout.split())


def documented() -> list[list[str]]:
    """Return the commands of the page on exporting, without what the shell does with them."""
    page = (root() / "docs/exporting.md").read_text(encoding="utf-8")
    lines = re.findall(r"^coprokg (ask .+)$", page, flags=re.MULTILINE)
    assert lines
    return [line.partition(" >")[0].split() for line in lines]


@pytest.mark.parametrize("arguments", documented(), ids=" ".join)
def test_a_documented_command_runs(arguments: list[str], graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
    done = coprokg(*arguments)
    assert (done.code, done.err[:3]) == (0, "n: ")
    assert done.out.strip()


@pytest.mark.parametrize("kind", TYPES)
def test_the_page_on_exporting_has_each_kind_of_work(kind: str) -> None:
    page = (root() / "docs/exporting.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{kind}` |"))
    names = TYPES[kind]
    assert f"`{names.csl[0]}`" in row and f"`@{names.bibtex[0]}`" in row and f"`{names.ris[0]}`" in row
