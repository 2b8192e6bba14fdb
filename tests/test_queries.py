"""Every saved query: its head, its expected rows on two engines, and that its rows rest on facts.

Expected rows stand beside the query (``who-does-what.rq``, ``who-does-what.csv``). After a change of
the data, ``python -m tests.expected`` writes them anew: read the difference before it is committed.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from coprokg.asking import EVIDENCE, Graph, bind
from coprokg.building import derive
from coprokg.folders import root
from coprokg.namespaces import COP, RDF, RDFS, SKOS
from coprokg.questions import read_questions
from tests.expected import Row, expected_file, row_of

QUESTIONS = read_questions(root() / "queries", root())
NAMES = sorted(QUESTIONS)
AT_LEAST = 80
RECORDS = ("Case", "Definition", "FrameworkTopic", "Work", "Edition", "Place", "Organization")
"""Classes whose members are records: one more of them is no stranger."""
INFERENCE = ("reasoning", "absence", "evidence", "provenance", "gaps", "negative")


def text_of(graph: Graph, name: str) -> str:
    question = QUESTIONS[name]
    return bind(question, graph.resolve(question, question["example"]))


def ox_rows(store: ox.Store, text: str, *, union: bool = True) -> Counter[Row]:
    found = store.query(text, use_default_graph_as_union=union)
    assert isinstance(found, ox.QuerySolutions)
    names = [v.value for v in found.variables]
    return Counter(row_of([None if row[n] is None else row[n].value for n in names]) for row in found)


@pytest.fixture(scope="module")
def catalogue(graph_file: Path) -> Graph:
    return Graph(graph_file.parent)


OFFERED = [(name, parameter, kind) for name in NAMES for parameter, about in QUESTIONS[name]["parameters"].items()
           for kind in (about["values"] or "").split()]
"""Each kind of value that a parameter takes: a vocabulary, a kind of record, a class."""


@pytest.mark.parametrize(("name", "parameter", "kind"), OFFERED, ids=[" ".join(one) for one in OFFERED])
def test_a_value_that_a_parameter_offers_is_of_the_graph(
    name: str, parameter: str, kind: str, catalogue: Graph, graph: ox.Store
) -> None:
    """Whatever a parameter says that it takes, it takes, and it leads to something that is there."""
    values = sorted(catalogue.catalogue["values"].get(kind, {}))
    assert values, f"{kind} has no value: mend `values` of --{parameter}"
    about = QUESTIONS[name]["parameters"][parameter]
    written = values[0] if len(about["values"].split()) == 1 else f"{kind}/{values[0]}"
    [term] = catalogue.resolve(QUESTIONS[name], {parameter: [written]})[about["variable"]]
    assert next(graph.quads_for_pattern(term, None, None, None), None), f"{term} is not in the graph"


@pytest.fixture(scope="module")
def one_graph(graph: ox.Store) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in graph)
    return store


@pytest.fixture(scope="module")
def in_rdflib(one_graph: ox.Store) -> rdflib.Graph:
    data = ox.serialize((q.triple for q in one_graph), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


def expected(name: str) -> Counter[Row]:
    path = expected_file(QUESTIONS[name])
    assert path.is_file(), f"no expected rows: write them with python -m tests.expected {name}, and read them"
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == list(QUESTIONS[name]["columns"]), f"{path.name} has other columns than the query"
    return Counter(row_of([cell or None for cell in row]) for row in rows)


def differ(given: Counter[Row], wanted: Counter[Row], where: str) -> str:
    def lines(rows: Counter[Row]) -> str:
        return "\n".join(f"  {row}" for row in sorted(rows, key=str)) or "  (none)"

    return f"only {where}:\n{lines(given - wanted)}\nonly expected:\n{lines(wanted - given)}"


def test_the_library_is_large_enough() -> None:
    assert len(NAMES) >= AT_LEAST
    deep = [n for n in NAMES if set(QUESTIONS[n]["tags"]) & set(INFERENCE)]
    assert len(deep) * 3 >= len(NAMES), f"only {len(deep)} of {len(NAMES)} need inference, absence or evidence"


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_as_expected(name: str, catalogue: Graph, graph: ox.Store) -> None:
    """The embedded store, over named graphs with a union, gives the rows beside the query."""
    rows, wanted = ox_rows(graph, text_of(catalogue, name)), expected(name)
    assert wanted, "a question that nothing answers on the real data shows nothing"
    assert rows == wanted, differ(rows, wanted, "in the graph")


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_the_same_in_one_default_graph(name: str, catalogue: Graph, one_graph: ox.Store) -> None:
    rows, wanted = ox_rows(one_graph, text_of(catalogue, name), union=False), expected(name)
    assert rows == wanted, differ(rows, wanted, "in one default graph")


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_the_same_on_rdflib(name: str, catalogue: Graph, in_rdflib: rdflib.Graph) -> None:
    found = in_rdflib.query(text_of(catalogue, name))
    rows = Counter(row_of([None if c is None else str(c) for c in row]) for row in found)  # type: ignore[union-attr]
    wanted = expected(name)
    assert rows == wanted, differ(rows, wanted, "on rdflib")


def with_statements(name: str) -> list[int]:
    columns = list(QUESTIONS[name]["columns"].values())
    return [n for n, about in enumerate(columns) if about["type"] in EVIDENCE]


RESTING = [name for name in NAMES if with_statements(name)]


@pytest.mark.parametrize("name", RESTING)
def test_a_row_goes_with_the_statement_behind_it(
    name: str, catalogue: Graph, graph: ox.Store
) -> None:
    """Take a statement away: the row that rests on it goes."""
    text = text_of(catalogue, name)
    places = with_statements(name)
    before = ox_rows(graph, text)
    row = next(r for r in sorted(before, key=str) if any(r[n] for n in places))
    statement = str(next(row[n] for n in places if row[n])).split(" ")[0]
    if row not in without(graph, statement, text):
        return
    # What was drawn from the statement is still there: draw it anew, which takes seconds.
    changed = copy(graph)
    for quad in list(changed.quads_for_pattern(ox.NamedNode(statement), None, None, None)):
        changed.remove(quad)
    derive(changed, root())
    assert row not in ox_rows(changed, text), f"without {statement} the row stays: {row}"


def without(graph: ox.Store, statement: str, text: str) -> Counter[Row]:
    """Return the rows while all that is said of a statement is away."""
    gone = list(graph.quads_for_pattern(ox.NamedNode(statement), None, None, None))
    for quad in gone:
        graph.remove(quad)
    try:
        return ox_rows(graph, text)
    finally:
        graph.extend(gone)


def copy(graph: ox.Store) -> ox.Store:
    """Return the asserted quads of a graph in a store of their own."""
    store = ox.Store()
    inferred = ox.NamedNode("https://w3id.org/coprokg/graph/inferred")
    store.extend(q for q in graph if q.graph_name != inferred)
    return store


def distractors(graph: ox.Store) -> list[ox.Quad]:
    """Return labels in a second language, and records that are not ours."""
    away = ox.NamedNode("https://example.org/graph")
    quads = []
    for name in (RDFS + "label", SKOS + "prefLabel", SKOS + "definition"):
        for quad in graph.quads_for_pattern(None, ox.NamedNode(name), None, None):
            quads.append(ox.Quad(quad.subject, quad.predicate, ox.Literal("anderswo", language="de"), away))
    kind = ox.NamedNode(RDF + "type")
    classes = {q.object.value for q in graph.quads_for_pattern(None, kind, None, None)
               if isinstance(q.object, ox.NamedNode) and q.object.value.startswith(COP)}
    for number, own in enumerate(sorted(classes - {COP + record for record in RECORDS})):
        quads.append(ox.Quad(ox.NamedNode(f"https://example.org/stranger/{number}"), kind, ox.NamedNode(own), away))
    return quads


@pytest.fixture(scope="module")
def distracted(graph: ox.Store) -> ox.Store:
    store = ox.Store()
    store.extend(graph)
    store.extend(distractors(graph))
    return store


@pytest.mark.parametrize("name", NAMES)
def test_a_distractor_changes_nothing(name: str, catalogue: Graph, distracted: ox.Store) -> None:
    """Labels in a second language and strangers in the store change no row."""
    rows, wanted = ox_rows(distracted, text_of(catalogue, name)), expected(name)
    assert rows == wanted, differ(rows, wanted, "with distractors")


@pytest.mark.parametrize("name", [n for n in RESTING if n != "words-behind-statement"])
def test_every_row_leads_to_its_words(name: str, catalogue: Graph) -> None:
    """Following a row to its words finds a quote, a memo or the sections read."""
    question = QUESTIONS[name]
    answer = catalogue.ask(name, question["example"], evidence=True, include_judgement=True)
    empty = [row for row, words in zip(answer.rows, answer.words, strict=True)
             if answer.statements(row) and not words]
    assert not empty, f"rows without words: {[[str(c) for c in r] for r in empty[:3]]}"


def test_checks_return_nothing(graph: ox.Store) -> None:
    """A check is a query that returns no row on sound data."""
    faults: dict[str, Any] = {}
    for path in sorted((root() / "queries" / "checks").glob("*.rq")):
        rows = ox_rows(graph, path.read_text(encoding="utf-8"))
        if rows:
            faults[path.name] = list(rows)[:3]
    assert not faults
