"""The graph from Python: the same answers as the commands give, as Python values, with their words."""

from __future__ import annotations

import doctest
import inspect
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

import coprokg
from coprokg import answers, api, asking, builds, comparison_answers, native, notebook, open_graph, record
from coprokg.comparing import Cell, Comparison, Row, Subject, Value
from coprokg.describing import NO_RECORDS, SHOW, explain
from coprokg.folders import in_checkout, root
from coprokg.plots import plot, templates
from coprokg.plots.rendering import FORMATS
from coprokg.problems import DataFault, Misuse
from coprokg.remote import RemoteGraph
from coprokg.tables import write
from tests import support
from tests.support import python

PYTHON = {"text": str, "iri": str, "statement": str, "integer": int, "year": int, "decimal": Decimal, "statements": list}
COP = "https://w3id.org/coprokg/ontology#"
RESTING = "drivers-by-case"


@pytest.fixture(scope="module")
def opened(graph_file: Path) -> Iterator[api.Graph]:
    """Give the real graph as `open_graph` opens it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
        yield open_graph()


@pytest.fixture(scope="module")
def remote(endpoint: str, graph_file: Path) -> Iterator[api.Graph]:
    """Give the same graph behind a real server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
        yield open_graph(endpoint)


@pytest.fixture(scope="module")
def engine(graph_file: Path) -> asking.Graph:
    """Give the graph as the commands see it."""
    return asking.Graph(graph_file.parent)


@pytest.fixture(scope="module")
def examples(engine: asking.Graph) -> dict[str, dict[str, list[str]]]:
    """Give every saved question and the parameters of its example."""
    return {name: question["example"] for name, question in engine.questions.items()}


def given(parameters: dict[str, list[str]]) -> dict[str, Any]:
    return {name.replace("-", "_"): values for name, values in parameters.items()}


@pytest.fixture(scope="module")
def answered(opened: api.Graph, examples: dict[str, dict[str, list[str]]]) -> list[answers.Answer]:
    """Give the answer of every saved question, as Python sees it."""
    return [opened.ask(name, **given(example)) for name, example in examples.items()]


@pytest.fixture(scope="module")
def told(engine: asking.Graph, examples: dict[str, dict[str, list[str]]]) -> list[asking.Answer]:
    """Give the same answers, with their words, as the commands see them."""
    return [engine.ask(name, example, evidence=True) for name, example in examples.items()]


# Importing


def test_to_import_the_package_imports_nothing_else() -> None:
    done = python("-c", "import coprokg, sys; print('coprokg.api' in sys.modules, 'pyoxigraph' in sys.modules)")
    assert done.stdout.split() == ["False", "False"], done.stderr


def test_pandas_and_the_wrapper_are_imported_when_asked_for() -> None:
    done = python("-c", "from coprokg import open_graph; import sys; print(sorted({'pandas', 'SPARQLWrapper', 'rdflib',"
                  " 'pydantic'} & set(sys.modules)))")
    assert done.stdout.strip() == "[]", done.stderr


def test_the_package_has_no_other_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'open_grahp'"):
        coprokg.open_grahp  # type: ignore[attr-defined]  # noqa: B018


# Answers


def test_every_cell_is_of_the_type_its_head_declares(answered: list[answers.Answer]) -> None:
    wrong = []
    for answer in answered:
        for column, about in answer.question["columns"].items():
            wrong += [(answer.name, column, value) for value in answer.column(column)
                      if value is not None and type(value) is not PYTHON[about["type"]]]
    assert not wrong, wrong[:3]


def test_rows_and_words_are_those_of_the_command(answered: list[answers.Answer], told: list[asking.Answer]) -> None:
    """In whatever order: rows that a question does not tell apart may come either way."""
    for answer, there in zip(answered, told, strict=True):
        texts = [[None if term is None else term.value for term in row] for row in there.rows]
        kinds = [about["type"] for about in answer.question["columns"].values()]
        mine = [([_as_text(value, kind) for value, kind in zip(row.values(), kinds, strict=True)],
                 [str(passage) for passage in answer.evidence(row)]) for row in answer]
        theirs = [([_as_text(_read(one, kind), kind) for one, kind in zip(row, kinds, strict=True)], words)
                  for row, words in zip(texts, there.words, strict=True)]
        assert sorted(mine) == sorted(theirs), answer.name


def _read(text: str | None, kind: str) -> Any:
    return native.declared(None if text is None else ox.Literal(text), kind)


def _as_text(value: Any, kind: str) -> str:
    return f"{kind}: {value}"


def test_no_column_is_called_as_the_words_are(examples: dict[str, dict[str, list[str]]], engine: asking.Graph) -> None:
    """A frame with evidence has a column of that name."""
    assert not [name for name in examples if answers.WORDS in engine.questions[name]["columns"]]


def test_the_markdown_is_that_of_the_command(answered: list[answers.Answer], told: list[asking.Answer]) -> None:
    for answer, there in zip(answered, told, strict=True):
        stream = io.StringIO()
        write([there.columns[n] for n in there.shown], [[row[n] for n in there.shown] for row in there.rows], "md", stream)
        mine, theirs = answer.to_markdown(notes=False).split("\n"), stream.getvalue().rstrip("\n").split("\n")
        assert (mine[:2], sorted(mine)) == (theirs[:2], sorted(theirs)), answer.name


def test_markdown_says_how_many_rows_and_what_they_do_not_show(opened: api.Graph) -> None:
    answer = opened.ask(RESTING)
    table, *below = answer.to_markdown(evidence=True).split("\n\n")
    assert below == [f"*n: {len(answer)} rows*", *(f"*{caveat}*" for caveat in answer.caveats)]
    assert any("selected by" in caveat for caveat in answer.caveats)
    assert str(answer.evidence(0)[0]) in table


def test_frames_keep_every_cell(answered: list[answers.Answer]) -> None:
    """What is empty is missing, numbers are numbers, and the index leads back to the row."""
    for answer in answered:
        frame = answer.to_pandas(evidence=True)
        assert list(frame.columns) == [*answer.question["columns"], answers.WORDS]
        assert list(frame.index) == list(range(len(answer)))
        assert frame.attrs["caveats"] == answer.caveats
        for column, about in answer.question["columns"].items():
            if about["type"] == "statements":
                continue
            missing = [value is None for value in answer.column(column)]
            assert frame[column].isna().tolist() == missing, (answer.name, column)
            wanted = {"integer": "Int64", "year": "Int64", "decimal": "Float64"}.get(about["type"], "string")
            assert str(frame[column].dtype) == wanted


def test_a_frame_shows_what_is_shown(opened: api.Graph) -> None:
    answer = opened.ask(RESTING)
    assert list(answer.to_pandas().columns) == answer.columns
    assert "statement" not in answer.columns
    place = answer.to_pandas().index[0]
    assert answer.evidence(place) == answer.evidence(answer[0])


def test_without_pandas_a_sentence(opened: api.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(Misuse, match="pandas is not installed; run `pip install pandas`"):
        opened.ask(RESTING).to_pandas()


def test_a_row_cannot_be_changed_and_knows_its_columns(opened: api.Graph) -> None:
    row = opened.ask(RESTING)[0]
    with pytest.raises(TypeError):
        row["case"] = "x"  # type: ignore[index]
    with pytest.raises(KeyError, match="no column 'cas'; did you mean 'case'"):
        row["cas"]
    assert row.get("cas") is None
    assert "cas" not in row


def test_a_cell_of_another_type_is_a_fault(engine: asking.Graph) -> None:
    question = engine.question("words-behind-statement")
    row = [ox.Literal("x") for _ in question["columns"]]
    found = asking.Answer(question, list(question["columns"]), [row])
    with pytest.raises(DataFault, match=r"words-behind-statement\.rq:1 page: 'x' is not of the type integer"):
        answers.Answer(found, lambda _: found)


def test_words_are_fetched_once_for_all_rows(engine: asking.Graph) -> None:
    asked: list[list[str]] = []

    def words(statements: list[str]) -> asking.Answer:
        asked.append(statements)
        return engine.ask(asking.WORDS, {"statement": statements})

    answer = answers.Answer(engine.ask(RESTING), words)
    assert asked == []
    assert all(answer.evidence(row) for row in answer)
    assert asked == [sorted({iri for row in answer for iri in answer.statements(row)})]


# Parameters and misuse


def test_judgements_come_when_asked_for(opened: api.Graph, engine: asking.Graph) -> None:
    name = "phase-modes"
    assert len(opened.ask(name, include_judgement=True)) == len(engine.ask(name, include_judgement=True).rows)
    assert len(opened.ask(name)) < len(opened.ask(name, include_judgement=True))


@pytest.mark.parametrize("value", ["beacon", ["beacon"], ("beacon",), {"beacon": 1}, (one for one in ["beacon"])])
def test_a_parameter_takes_one_value_or_several(opened: api.Graph, value: Any) -> None:
    assert set(opened.ask(RESTING, case=value).column("case")) == {"Beacon Community Regeneration Partnership"}


def test_what_a_frame_holds_can_be_asked_on(opened: api.Graph) -> None:
    """Numbers of numpy and missing values of pandas are what a notebook hands back."""
    years = pandas.Series([2004], dtype="Int64")
    assert len(opened.ask("works", year=list(years))) == len(opened.ask("works", year=2004)) > 0


MISUSES: list[tuple[Callable[[api.Graph], object], str]] = [
    (lambda g: g.ask("drivers-by-cas"), "no question 'drivers-by-cas'; did you mean 'drivers-by-case'?"),
    (lambda g: g.ask(RESTING, cas="x"), f"{RESTING} has no parameter cas; did you mean 'case'?"),
    (lambda g: g.ask(RESTING, case="xyzzy"), "case 'xyzzy' is not known; allowed: "),
    (lambda g: g.ask(RESTING, case=[]), "case is given no value; leave it out to ask for any"),
    (lambda g: g.ask(RESTING, case=None), "case None is neither text nor a whole number; give text"),  # type: ignore[arg-type]
    (lambda g: g.ask("works", year=2004.0), "year 2004.0 is neither text nor a whole number"),  # type: ignore[arg-type]
    (lambda g: g.ask("works", year=[True]), "year True is neither text nor a whole number"),
    (lambda g: g.ask("works", year="MMIV"), "year 'MMIV' is not a whole number; write digits only"),
    (lambda g: g.questions("drivesr"), "no question has the tag 'drivesr'; did you mean 'drivers'?"),
    (lambda g: g.questions("xyzzy"), "no question has the tag 'xyzzy'"),
    (lambda g: g.questions(search="of the"), "'of the' has no word to look for"),
    (lambda g: g.questions("drivers", "zebra"), "no question has 'zebra'"),
    (lambda g: g.compare("nowhere"), "no case 'nowhere'; allowed: "),
    (lambda g: g.compare(of="phse"), "did you mean 'phase'?"),
    (lambda g: g.compare(by="drivr"), "by 'drivr' is no dimension of a case; did you mean 'driver'?"),
    (lambda g: g.compare(by=[" "]), "by is blank; name dimensions"),
    (lambda g: g.compare(7.5), "a thing 7.5 is neither text"),  # type: ignore[arg-type]
    (lambda g: g.compare("beacon", by="driver").cell("drivr", "beacon"), "no row 'drivr'; did you mean 'driver'?"),
    (lambda g: g.compare("beacon", by="driver").cell("driver", "tackley"), "'tackley' names none of what is compared"),
    (lambda g: g.compare(by="driver").cell("driver", "gb-"), "'gb-' names 4 of what is compared"),
    (lambda g: g.plot("timelin"), "no picture 'timelin'; did you mean 'timeline'?"),
    (lambda g: g.plot("timeline", cas="beacon"), "no question of this picture has a parameter cas; did you mean 'case'?"),
    (lambda g: g.plot("timeline", case="xyzzy"), "case 'xyzzy' is not known; allowed: "),
    (lambda g: g.plot("timeline").save("x.gif"), "x.gif: the end of its name says no format; allowed: .html"),
    (lambda g: g.parameters("xyzzy"), "no question 'xyzzy'"),
    (lambda g: g.case("xyzzy"), "case 'xyzzy' is not known; allowed: "),
    (lambda g: g.case(""), "case is blank; allowed: "),
    (lambda g: g.record("ostrom-1996"), "'ostrom-1996' fits several: definition/ostrom-1996, work/ostrom-1996"),
    (lambda g: g.record("definition/ostrom-1996").explain(), "definition/ostrom-1996 is not a case"),
    (lambda g: g.case("beacon").of_kind("phse"), "has no statement of the kind 'phse'; did you mean 'phase'?"),
    (lambda g: g.case("beacon").read("pra"), "is of the edition 'pra'; did you mean 'par'?"),
    (lambda g: g.ask(RESTING).evidence(10_000), f"no row 10000; {RESTING} has "),
    (lambda g: g.ask(RESTING).evidence("0"), "'0' is no row; give a row of the answer, or its place from 0"),  # type: ignore[arg-type]
    (lambda g: g.ask(RESTING).evidence(g.ask(RESTING)[0]), "this row is of another answer"),
    (lambda g: g.sparql("SELECT"), "not SPARQL 1.1 Query: line 1"),
    (lambda g: g.sparql(" "), "the query is empty"),
    (lambda g: g.sparql("DROP ALL"), "this would change the graph"),
    (lambda g: g.sparql("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), "SERVICE would ask another server"),
    (lambda _: open_graph("localhost"), "endpoint 'localhost' is not an address"),
]


@pytest.mark.parametrize(("use", "told"), MISUSES, ids=[told for _, told in MISUSES])
def test_misuse_is_a_sentence_that_teaches(
    opened: api.Graph, graph_file: Path, monkeypatch: pytest.MonkeyPatch, use: Callable[[api.Graph], object], told: str
) -> None:
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
    with pytest.raises(Misuse) as error:
        use(opened)
    assert told in str(error.value)
    assert "--" not in str(error.value)


def test_the_values_a_parameter_takes_are_those_it_is_said_to_take(opened: api.Graph, engine: asking.Graph) -> None:
    for name, question in engine.questions.items():
        for about in opened.parameters(name):
            if question["parameters"][about["parameter"]]["values"]:
                assert about["values"]
                opened.ask(name, **given({about["parameter"]: about["values"][:2]}))


def test_questions_are_listed_by_tag(opened: api.Graph, engine: asking.Graph) -> None:
    assert {row["name"] for row in opened.questions()} == set(engine.questions)
    drivers = opened.questions("drivers")
    assert 0 < len(drivers) < len(engine.questions)
    assert all("drivers" in row["tags"] for row in drivers)


def test_questions_are_found_by_words_as_the_command_finds_them(
    opened: api.Graph, graph_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
    found = opened.questions(search="who delivers").column("name")
    shown = support.coprokg("questions", "--search", "who delivers", "--format", "json")
    assert found == [one["name"] for one in json.loads(shown.out)]
    assert 0 < len(found) < len(opened.questions())
    within = opened.questions("money", "who pays")
    assert len(within)
    assert all("money" in row["tags"] for row in within)


# Side by side, and pictures


@pytest.fixture(scope="module")
def compared(opened: api.Graph) -> comparison_answers.Compared:
    return opened.compare("tackley", "beacon", by=["driver", "opposition,start"])


def test_a_comparison_is_that_of_the_command(
    compared: comparison_answers.Compared, graph_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
    command = ("compare", "tackley", "beacon", "--by", "driver,opposition,start", "--format")
    for evidence in (False, True):
        flags = ["--evidence"] if evidence else []
        for form, write_ in (("md", compared.to_markdown), ("latex", compared.to_latex), ("html", compared.to_html)):
            assert write_(evidence=evidence).strip() == support.coprokg(*command, form, *flags).out.strip()
    support.coprokg(*command, "latex", "--bib", str(tmp_path / "works.bib"))
    assert compared.to_bibtex() == (tmp_path / "works.bib").read_text(encoding="utf-8")
    assert compared.to_bibtex().startswith("@article{")


def test_a_cell_has_its_values_its_passages_and_its_kind_of_absence(compared: comparison_answers.Compared) -> None:
    assert [row.name for row in compared.rows] == ["driver", "opposition", "start"]
    assert [thing.heading for thing in compared.things] == ["Tackley Village shop", "Beacon Community Regeneration Partnership"]
    cell = compared.cell("driver", "tackley")
    assert cell is compared.cells[0][0]
    assert [value.text for value in cell.values] == ["logistical driver (claimed)"]
    assert cell.values[0].passages[0].words
    none = compared.cell("opposition", "tackley")
    assert (none.values, none.state) == ([], "not reported")
    assert {absence.kind for absence in none.absences} == {"not reported"}
    assert (compared.of, len(compared)) == ("case", 3)
    assert any("selected by" in caveat for caveat in compared.caveats)


def test_a_comparison_as_a_frame(compared: comparison_answers.Compared, opened: api.Graph) -> None:
    frame = compared.to_pandas()
    assert list(frame.columns) == [comparison_answers.DIMENSION, *(thing.heading for thing in compared.things)]
    assert frame.iloc[1, 1] == "[not reported]"
    assert frame.attrs == {"of": "case", "n": 2, "caveats": compared.caveats}
    long = compared.to_pandas(evidence=True)
    passages = {(p.statement, p.words) for row in compared.cells for cell in row for part in cell.parts for p in part.passages}
    assert {(row.statement, row.words) for row in long.dropna(subset="words").itertuples()} == {
        pair for pair in passages if pair[1]}
    assert str(long["page"].dtype) == "Int64"
    phases = opened.compare(of="phase", by="planning-mode")
    assert len(set(phases.to_pandas().columns)) == len(phases.things) + 1


def test_headings_that_are_alike_are_told_apart(engine: asking.Graph) -> None:
    things = [Subject(asking.BASE + f"case/{slug}", "Shop") for slug in ("a", "b")]
    found = Comparison("case", things, [Row("d", "dimension", "q", {})], [[Cell([Value("x")]), Cell([Value("y")])]], [])
    frame = comparison_answers.Compared(found, engine).to_pandas()
    assert list(frame.columns) == [comparison_answers.DIMENSION, "Shop (a)", "Shop (b)"]
    assert frame.iloc[0].tolist() == ["dimension", "x", "y"]


def test_a_notebook_shows_a_comparison_with_its_words_and_caveats(compared: comparison_answers.Compared) -> None:
    shown = " ".join(well_formed(compared._repr_html_()).text)
    for row in compared.cells:
        for cell in row:
            assert all(said in shown for said in cell.evidence)
            assert all(value.text in shown for value in cell.values)
            assert cell.state in shown
    assert "2 cases, 3 dimensions." in shown
    assert all(f"Note: {caveat}" in shown for caveat in compared.caveats)


def test_a_picture_is_that_of_the_command(
    opened: api.Graph, graph_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each format: on a page the words stand on the marks, elsewhere they have no place."""
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
    picture = opened.plot("timeline", case="beacon")
    for form in FORMATS:
        mine, theirs = tmp_path / f"mine.{form}", tmp_path / f"theirs.{form}"
        picture.save(mine)
        assert support.coprokg("plot", "timeline", "--case", "beacon", "-o", str(theirs)).code == 0
        assert mine.read_bytes() == theirs.read_bytes(), form
    assert json.loads((tmp_path / "mine.json").read_bytes()) == picture.spec
    assert "“" in (tmp_path / "mine.html").read_text(encoding="utf-8").partition("<script")[2]


def test_a_notebook_shows_a_picture(opened: api.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = opened.plot("planning-by-delivery")
    found = picture._repr_mimebundle_()
    assert list(found) == ["text/plain", plot.VEGA_LITE, "image/svg+xml"]
    assert found[plot.VEGA_LITE] == picture.spec
    assert f"/vega-lite/{plot.VEGA_LITE.split('.')[2].partition('+')[0]}.json" in picture.spec["$schema"]
    assert found["image/svg+xml"].startswith("<svg ")
    assert picture.title in found["image/svg+xml"]
    assert any("selected by" in caveat for caveat in picture.caveats)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert list(picture._repr_mimebundle_()) == ["text/plain", plot.VEGA_LITE]


def test_every_picture_is_listed_and_drawn(opened: api.Graph) -> None:
    listed = opened.plots()
    assert listed.column("name") == templates.names()
    for row in listed:
        drawn = opened.plot(row["name"])
        assert drawn.title == row["title"]
        assert all(question in repr(drawn) for question in row["questions"].split(", "))


def test_an_endpoint_gives_the_same_comparison_and_picture(opened: api.Graph, remote: api.Graph) -> None:
    here, there = (graph.compare("tackley", by="driver,opposition") for graph in (opened, remote))
    assert here.to_markdown(evidence=True) == there.to_markdown(evidence=True)
    one, other = (graph.plot("drivers-by-stage", case="tackley").spec for graph in (opened, remote))
    assert {key: len(rows) for key, rows in one["datasets"].items()} == {
        key: len(rows) for key, rows in other["datasets"].items()}


# SPARQL


def test_the_three_forms_of_sparql(opened: api.Graph, graph: ox.Store) -> None:
    cases = len({quad.subject for quad in graph.quads_for_pattern(
        None, ox.NamedNode(rdflib.RDF.type), ox.NamedNode(COP + "Case"), None)})
    rows = opened.sparql(f"SELECT DISTINCT ?case {{ ?case a <{COP}Case> }}")
    assert isinstance(rows, answers.Rows)
    assert len(rows) == cases == len(rows.to_pandas())
    assert opened.sparql(f"ASK {{ ?case a <{COP}Case> }}") is True
    assert opened.sparql(f"ASK {{ ?case a <{COP}Nothing> }}") is False
    triples = opened.sparql(f"CONSTRUCT WHERE {{ ?case a <{COP}Case> }}")
    assert isinstance(triples, rdflib.Graph)
    assert len(triples) == cases


def test_values_of_free_sparql_are_read_by_their_datatypes(opened: api.Graph) -> None:
    rows = opened.sparql("""
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        SELECT * { VALUES (?whole ?exact ?float ?truth ?day ?bad ?none ?iri) {
          (7 1.50 1e3 true "2007-09-01"^^xsd:date "x"^^xsd:integer UNDEF <https://example.org/>) } }""")
    assert isinstance(rows, answers.Rows)
    [row] = rows
    assert (row["whole"], row["exact"], row["float"], row["truth"]) == (7, Decimal("1.50"), 1000.0, True)
    assert (row["day"].isoformat(), row["bad"], row["none"], row["iri"]) == ("2007-09-01", "x", None, "https://example.org/")
    types = {name: str(dtype) for name, dtype in rows.to_pandas().dtypes.items()}
    assert types == {"whole": "Int64", "exact": "Float64", "float": "Float64", "truth": "boolean", "day": "object",
                     "bad": "string", "none": "object", "iri": "string"}


def test_a_number_too_long_for_a_frame_stays_whole(opened: api.Graph) -> None:
    rows = opened.sparql(f"SELECT * {{ VALUES ?n {{ {'9' * 30} }} }}")
    assert isinstance(rows, answers.Rows)
    assert rows.to_pandas()["n"].tolist() == [int("9" * 30)]


# An endpoint


def test_an_endpoint_gives_the_same_answers(
    answered: list[answers.Answer], opened: api.Graph, remote: api.Graph, examples: dict[str, dict[str, list[str]]]
) -> None:
    for here in answered:
        there = remote.ask(here.name, **given(examples[here.name]))
        assert sorted(map(_comparable, here)) == sorted(map(_comparable, there)), here.name
        assert (here.columns, here.caveats) == (there.columns, there.caveats)
    here, there = opened.ask(RESTING), remote.ask(RESTING)
    assert [here.evidence(row) for row in here] == [there.evidence(row) for row in there]


def _comparable(row: answers.Row) -> str:
    """Return a row as text, whatever order an engine gives to the parts of a text that it joined."""
    return str([sorted(re.split(r"[ ;,]+", str(value))) for value in row.values()])


def test_an_endpoint_answers_sparql_alike(opened: api.Graph, remote: api.Graph) -> None:
    select = f"SELECT ?case {{ ?case a <{COP}Case> }} ORDER BY ?case # ASK"
    here, there = opened.sparql(select), remote.sparql(select)
    assert isinstance(here, answers.Rows)
    assert isinstance(there, answers.Rows)
    assert here.rows == there.rows
    assert remote.sparql(f"# SELECT\nASK {{ ?case a <{COP}Case> }}") is True
    for text in (f"CONSTRUCT WHERE {{ ?case a <{COP}Case> ; ?p ?o }}", f"DESCRIBE <{opened.case('tackley').iri}>"):
        one, other = opened.sparql(text), remote.sparql(text)
        assert isinstance(one, rdflib.Graph)
        assert isinstance(other, rdflib.Graph)
        assert isomorphic(one, other)
        assert len(one)


def test_a_record_is_read_from_an_endpoint_too(opened: api.Graph, remote: api.Graph) -> None:
    here, there = opened.case("tackley"), remote.case("tackley")
    assert there.statements == here.statements
    assert there.read() == here.read()
    assert there.explain() == here.explain()


def test_words_that_an_endpoint_has_lost_are_told(remote: api.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = remote.ask(RESTING)
    assert isinstance(remote._graph, RemoteGraph)
    assert remote._graph.endpoint.address in repr(remote)
    monkeypatch.setattr(remote._graph.endpoint, "address", "http://127.0.0.1:9/query")
    html = answer._repr_html_()
    assert str(answer[0]["case"]) in html
    assert "The words behind the rows are not at hand: http://127.0.0.1:9/query cannot be reached" in html
    with pytest.raises(Misuse, match="cannot be reached"):
        answer.evidence(0)


# Reading along


@pytest.fixture(scope="module")
def sure_start(opened: api.Graph) -> record.Record:
    return opened.case("sure-start")


def test_a_record_holds_what_show_shows(sure_start: record.Record, engine: asking.Graph) -> None:
    there = engine.ask(SHOW, {"record": [sure_start.iri]}, evidence=True, include_judgement=True)
    assert [s.iri for s in sure_start.statements] == [row[there.columns.index("statement")].value for row in there.rows]
    assert [[str(p) for p in s.passages] for s in sure_start.statements] == there.words
    assert [s for kind in sure_start.kinds for s in sure_start.of_kind(kind)] == sorted(
        sure_start.statements, key=lambda s: sure_start.kinds.index(s.kind))


def test_reading_goes_once_through_the_text_in_its_order(sure_start: record.Record, engine: asking.Graph) -> None:
    readings = sure_start.read()
    quoted = {(p.edition, p.section, p.page, p.words) for s in sure_start.statements for p in s.passages if p.words}
    read = [(r.passage.edition, r.passage.section, r.passage.page, r.passage.words) for r in readings]
    assert set(read) == quoted
    assert len(read) == len(quoted)
    sections = engine.ask("sections-of-editions")
    short, heading = sections.columns.index("short"), sections.columns.index("heading")
    order = [(row[short].value, row[heading].value) for row in sections.rows]
    places = [(order.index((str(edition), str(section))), page or 0) for edition, section, page, _ in read]
    assert places == sorted(places)
    resting = {(s.iri, r.passage.words) for r in readings for s in r.statements}
    assert resting == {(s.iri, p.words) for s in sure_start.statements for p in s.passages if p.words}


def test_reading_one_edition(sure_start: record.Record) -> None:
    assert {r.passage.edition for r in sure_start.read("par")} == {"par"}
    assert len(sure_start.read("par")) + len(sure_start.read("preprint")) == len(sure_start.read())


def test_a_case_explains_itself(sure_start: record.Record, engine: asking.Graph) -> None:
    assert sure_start.explain().split("\n") == list(explain(engine, "sure-start"))


@pytest.mark.parametrize("slug", ["sure-start", "SURE-START", "case/gb-gateshead-sure-start", "gb-gateshead-sure-start",
                                  "https://w3id.org/coprokg/case/gb-gateshead-sure-start"])
def test_a_case_is_named_by_any_part(opened: api.Graph, sure_start: record.Record, slug: str) -> None:
    assert opened.case(slug).iri == opened.record(slug).iri == sure_start.iri


def test_every_record_can_be_read(opened: api.Graph, engine: asking.Graph) -> None:
    """One of each kind, those without statements of their own too."""
    for kind, names in engine.catalogue["values"].items():
        if not kind.startswith(NO_RECORDS):
            found = opened.record(f"{kind}/{min(names)}")
            assert found.kind == kind
            assert len(found.read()) <= sum(len(s.passages) for s in found.statements)
            assert well_formed(found._repr_html_())
            assert found.to_markdown().startswith(f"# {found.label}")


# Notebooks


class Tags(HTMLParser):
    """Checks that each tag is closed in its turn, and keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def well_formed(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


def test_a_notebook_shows_rows_words_and_caveats(answered: list[answers.Answer]) -> None:
    for answer in answered:
        shown = " ".join(well_formed(answer._repr_html_()).text)
        for row in answer[:notebook.MOST]:
            assert all(str(passage) in shown for passage in answer.evidence(row))
        assert all(f"Note: {caveat}" in shown for caveat in answer.caveats)
        assert answer.question["summary"] in shown
        assert ("rows are shown" in shown) == (len(answer) > notebook.MOST)


def test_text_cannot_become_markup() -> None:
    evil = '<script>alert("1")</script>'
    rows = answers.Rows(["a", "b"], [{"a": evil, "b": 'https://example.org/"onclick="x'}], evil)
    found = well_formed(notebook.table(evil, ["a", "b"], rows.rows, [[evil]], [evil]))
    assert found.text.count(evil) == 4
    assert found.links == ['https://example.org/"onclick="x']
    assert "<script" not in rows._repr_html_()


@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "https://example.org/a b", "see http://x"])
def test_only_a_whole_address_becomes_a_link(value: str) -> None:
    assert well_formed(notebook.cell(value)).links == []


# Documents


def test_every_example_of_a_docstring_runs(opened: api.Graph) -> None:
    found = re.findall(r"Example: (.+)", inspect.getsource(api))
    assert len(found) >= 6
    for line in found:
        assert eval(line, {"graph": opened}) is not None, line


@pytest.mark.skipif(not in_checkout(), reason="the documentation stands in a checkout, not in a wheel")
def test_the_page_runs(opened: api.Graph, graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
    failed, tried = doctest.testfile(str(root() / "docs/python.md"), module_relative=False, encoding="utf-8",
                                     optionflags=doctest.NORMALIZE_WHITESPACE)
    assert (failed, tried > 10) == (0, True)


def test_open_graph_builds_where_there_is_no_build(on_made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPROKG_BUILD", str(tmp_path))
    assert builds.current() is None
    assert open_graph().case("village").kind == "case"
    assert builds.current() is not None
