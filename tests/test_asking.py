"""Asking: parameters are terms and never text, misuse is a sentence and exit code 2, formats are standard."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib.query import Result

from coprokg import builds
from coprokg.asking import Graph, bind
from coprokg.describing import find
from coprokg.front import FORMATS
from coprokg.problems import DataFault
from coprokg.questions import read_question, read_questions
from tests.support import CASE, MADE_UP, SLUG, assert_same_graph, coprokg, files_of, python

QUESTION = "made-up-passages"
MODES = "phase-modes"
JUDGED = "codeliverers,judgement,arguable"

pytestmark = pytest.mark.usefixtures("on_made_up")


@pytest.fixture
def graph_of_case() -> Graph:
    """Give the graph of the made-up case, opened."""
    build = builds.current()
    assert build is not None
    return Graph(build)


def rows(*arguments: str) -> list[list[str]]:
    """Return the rows that a question is answered with, its header first."""
    done = coprokg("ask", *arguments)
    assert done.code == 0, done.err
    return list(csv.reader(io.StringIO(done.out)))


def misused(*arguments: str, stdin: str | bytes = "") -> str:
    """Return what a misused command says, which is one line."""
    done = coprokg(*arguments, stdin=stdin)
    assert (done.code, done.out) == (2, ""), f"exit code {done.code}; printed: {done.out}"
    line, end, rest = done.err.partition("\n")
    assert (end, rest) == ("\n", ""), f"more than a line: {done.err}"
    return line.removeprefix("coprokg: ")


# Parameters


def test_a_question_without_parameters_means_any() -> None:
    header, *found = rows(QUESTION)
    assert header == ["the_words", "page", "count", "nothing"]
    assert len(found) == 8
    assert found[0] == ["a bus line", "846", "8", ""]


@pytest.mark.parametrize(("given", "count"), [
    (["--page", "847"], 3), (["--page=847"], 3), (["--page", "846", "--page", "847"], 8),
    (["--page", "1"], 0), (["--page", "9" * 30], 0), (["--page", "-847"], 0),
    (["--words", "a bus line"], 1), (["--words", "a bus"], 0), (["--words", "a bus line", "--page", "847"], 0),
    (["--case", SLUG], 8), (["--case", "village"], 8), (["--case", "VILLAGE-Bus"], 8), (["--case", CASE], 8),
])
def test_parameters_select(given: list[str], count: int) -> None:
    assert len(rows(QUESTION, *given)) - 1 == count


def test_a_value_is_placed_at_every_marked_line_and_nowhere_else(graph_of_case: Graph) -> None:
    question = graph_of_case.question(QUESTION)
    values = graph_of_case.resolve(question, {"case": ["bus"], "page": ["847", "846"], "words": ['a "b" \\ c\n}']})
    text = bind(question, values)
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert text.count(f"\nVALUES ?_case_iri {{ <{CASE}> }}\n") == 2
    assert text.count(f'\nVALUES ?_page_integer {{ "847"^^<{integer}> "846"^^<{integer}> }}\n') == 1
    assert text.count('\nVALUES ?_words_string { "a \\"b\\" \\\\ c\\n}" }\n') == 1
    assert "# bind: " not in text
    before = [line for line in question["body"].splitlines() if "# bind: " not in line]
    assert [line for line in text.splitlines() if not line.startswith("VALUES ")] == before
    assert graph_of_case.rows(text) == []


def test_a_marked_line_without_a_value_stays(graph_of_case: Graph) -> None:
    question = graph_of_case.question(QUESTION)
    assert bind(question, {}) == question["body"]


INJECTIONS = [
    "x> } DROP ALL #", f"{CASE}> }} ; DROP ALL #", "x } UNION { ?s ?p ?o", 'x" } DROP ALL #', "x\n} DROP ALL",
    "../../edition", "%0A", "<script>", "x' OR '1'='1", f"{CASE} {CASE}",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_that_would_leave_its_place(text: str, graph_of_case: Graph) -> None:
    told = misused("ask", QUESTION, "--case", text)
    assert told.startswith("--case ") and " is not known; " in told, told
    assert misused("ask", QUESTION, "--page", text) == f"--page {text!r} is not a whole number; write digits only"
    assert rows(QUESTION, "--words", text)[1:] == []
    assert len(rows(QUESTION)) == 9


@pytest.mark.parametrize("text", [*INJECTIONS, "http://example.org/x", "bus", ""])
def test_text_that_is_no_iri(text: str) -> None:
    assert misused("ask", "record-statements", "--record", text) == (
        f"--record {text!r} is not an IRI of this graph; write it in full, from https://w3id.org/coprokg/ on")


@pytest.mark.parametrize(("arguments", "told"), [
    ([], "which question? write coprokg ask NAME; `coprokg questions` lists them"),
    (["--case", "bus"], "which question? write coprokg ask NAME; `coprokg questions` lists them"),
    (["phase-mods"], "no question 'phase-mods'; did you mean 'phase-modes'? `coprokg questions` lists them"),
    (["xyzzy"], "no question 'xyzzy'; `coprokg questions` lists them"),
    ([QUESTION, "--pge", "1"], f"{QUESTION} has no parameter --pge; did you mean 'page'? allowed: case, page, words"),
    ([QUESTION, "--xyzzy", "1"], f"{QUESTION} has no parameter --xyzzy; allowed: case, page, words"),
    ([QUESTION, "--case"], "--case has no value; write --case value"),
    ([QUESTION, "--evidence=no"], "--evidence takes no value; write --evidence, or leave it out"),
    ([QUESTION, "--endpoint="], "--endpoint is blank; write --endpoint http://host:port/query, or leave it out"),
    ([QUESTION, "847"], "'847' is not a parameter; write --name value"),
    ([QUESTION, "-p", "847"], "'-p' is not a parameter; write --name value"),
    ([QUESTION, "--page", "٨٤٧"], "--page '٨٤٧' is not a whole number; write digits only"),
    ([QUESTION, "--case", ""], f"--case is blank; allowed: {SLUG}"),
    ([QUESTION, "--format", "xml"],
     "--format 'xml' is not known; allowed: bibtex, csl-json, csv, json, md, references, ris, table"),
    ([MODES, "--support", "stats"],
     "--support 'stats' is not known; did you mean 'states'? allowed: implies, judgement, states"),
    ([MODES, "--support", "e"], "--support 'e' fits several: implies, judgement, states; say more of it"),
    ([MODES, "--support", "https://w3id.org/coprokg/vocab/support/none"],
     "--support 'none' is not known; allowed: implies, judgement, states"),
    ([MODES, "--support", "http://example.org/states"],
     "--support 'http://example.org/states' is not known; allowed: implies, judgement, states"),
])
def test_misuse_of_ask(arguments: list[str], told: str) -> None:
    assert misused("ask", *arguments) == told


# Judgement and evidence


def test_what_rests_on_judgement_alone_is_asked_for() -> None:
    assert JUDGED not in coprokg("ask", MODES).out
    assert coprokg("ask", MODES, "--include-judgement").out.count(JUDGED) == 1
    assert len(rows(MODES, "--include-judgement")) == len(rows(MODES)) + 1


def test_a_support_that_is_named_stands() -> None:
    assert [row[5] for row in rows(MODES, "--support", "judgement")[1:]] == ["judgement"]
    assert "judgement" not in coprokg("ask", MODES, "--support", "states", "--include-judgement").out


def test_evidence_is_the_words_and_their_page() -> None:
    header, *found = rows(MODES, "--evidence")
    assert header[-1] == "words"
    assert [row[-1] for row in found] == [
        "“at first the company did everything” (par, p. 846)", "“at first the company did everything” (par, p. 846)",
        "“since then they have planned it together” (par, p. 847)"]


def test_evidence_of_several_statements() -> None:
    found = {row[2]: row[-1] for row in rows("phase-types", "--evidence")[1:]}
    assert found["The village and the company"] == (
        "“since then they have planned it together” (par, p. 847)"
        " | “drivers from the village and the company” (par, p. 847)"
        " | the coder: The words name drivers from the village and from the company, and no more.")


def test_a_question_without_statements_has_no_words() -> None:
    assert [row[-1] for row in rows(QUESTION, "--evidence")[1:]] == [""] * 8


# Formats


def test_csv_is_for_pipes_and_a_table_for_terminals() -> None:
    piped = coprokg("ask", MODES).out
    assert piped == coprokg("ask", MODES, "--format", "csv").out
    assert "\r" not in piped
    shown = coprokg("ask", QUESTION, terminal=True).out
    assert "the words" in shown and "note: It is made up." in shown
    assert piped.splitlines()[0].startswith("case,position,phase,")


def test_json_is_sparql_results_json(graph_of_case: Graph) -> None:
    done = coprokg("ask", QUESTION, "--format", "json")
    read = Result.parse(io.BytesIO(done.out.encode()), format="json")
    answer = graph_of_case.ask(QUESTION)
    assert [str(variable) for variable in read.vars or []] == answer.columns
    bindings = read.bindings
    assert [[None if row.get(name) is None else row[name].n3() for name in read.vars or []] for row in bindings] == [
        [None if term is None else rdflib_n3(term) for term in row] for row in answer.rows]
    first = json.loads(done.out)["results"]["bindings"][0]
    assert first == {
        "the_words": {"type": "literal", "value": "a bus line"},
        "page": {"type": "literal", "value": "846", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        "count": {"type": "literal", "value": "8", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}


def rdflib_n3(term: Any) -> str:
    """Return a literal as rdflib writes it."""
    return f'"{term.value}"' if term.datatype.value.endswith("#string") else str(term)


def test_json_of_every_kind_of_term() -> None:
    query = """SELECT ?unbound (<x:y> AS ?iri) ("a"@en AS ?text) ("b" AS ?plain) (1.50 AS ?number) (BNODE() AS ?node)
               (<<( <x:a> <x:b> "c" )>> AS ?triple) {}"""
    (found,) = json.loads(coprokg("sparql", "--format", "json", stdin=query).out)["results"]["bindings"]
    assert found.pop("node")["type"] == "bnode"
    uri = {name: {"type": "uri", "value": f"x:{name}"} for name in "ab"}
    assert found == {
        "iri": {"type": "uri", "value": "x:y"}, "text": {"type": "literal", "value": "a", "xml:lang": "en"},
        "plain": {"type": "literal", "value": "b"},
        "number": {"type": "literal", "value": "1.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
        "triple": {"type": "triple", "value": {
            "subject": uri["a"], "predicate": uri["b"], "object": {"type": "literal", "value": "c"}}}}


def test_csv_quotes_what_needs_it() -> None:
    query = 'SELECT ("a,b" AS ?comma) ("c\\"d" AS ?quote) ("e\\nf" AS ?line) ("ü" AS ?letter) ?nothing {}'
    assert coprokg("sparql", stdin=query).out == (
        'comma,quote,line,letter,nothing\n"a,b","c""d","e\nf",ü,\n')


def test_markdown_is_a_table() -> None:
    lines = coprokg("ask", QUESTION, "--page", "847", "--format", "md").out.splitlines()
    assert lines[:3] == ["| the_words | page | count | nothing |", "| --- | --- | --- | --- |",
                         "| drivers from the village and the company | 847 | 8 |  |"]
    assert lines[5] == ""


def test_no_row_is_told_beside_the_answer() -> None:
    done = coprokg("ask", QUESTION, "--page", "1")
    assert (done.code, done.out) == (0, "the_words,page,count,nothing\n")
    assert done.err.splitlines()[:2] == ["no row answers this question", "n: 0 rows"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("flags", [[], ["--evidence"]])
def test_every_format_carries_n_and_what_the_answer_does_not_show(form: str, flags: list[str], graph_of_case: Graph) -> None:
    """How the cases were selected is among it. CSV has no place for it: there it stands on standard error."""
    caveats = graph_of_case.question(QUESTION)["caveats"]
    assert any(caveat.startswith("Cases: ") for caveat in caveats)
    done = coprokg("ask", QUESTION, "--page", "847", "--format", form, *flags)
    told = done.err if form == "csv" else done.out
    assert (done.code, bool(done.err)) == (0, form == "csv")
    if form == "json":
        read = json.loads(done.out)
        assert (read["n"], read["caveats"]) == (3, caveats)
        return
    flat = " ".join(told.replace("*", "").split())
    assert "n: 3 rows" in flat
    assert all(caveat in flat for caveat in caveats)
    if form == "md":
        table, _, below = done.out.partition("\n\n")
        assert len(table.splitlines()) == 5, "the notes stand below the table"
        assert below == "\n\n".join(["*n: 3 rows*", *(f"*{caveat}*" for caveat in caveats)]) + "\n"
    if form == "csv":
        assert done.err.splitlines() == ["n: 3 rows", *(f"note: {caveat}" for caveat in caveats)]
        assert len(list(csv.reader(io.StringIO(done.out)))) == 4


def test_show_carries_n_and_caveats_in_every_format() -> None:
    for form in FORMATS:
        done = coprokg("show", "village-bus", "--format", form)
        count = len(json.loads(coprokg("show", "village-bus", "--format", "json").out)["results"]["bindings"])
        told = done.err if form == "csv" else done.out
        assert (f'"n": {count},' if form == "json" else f"n: {count} rows") in told


def test_json_of_ones_own_query_has_no_member_of_ours() -> None:
    assert list(json.loads(coprokg("sparql", "--format", "json", stdin=CASES).out)) == ["head", "results"]


def test_readers_that_stream_take_the_members_of_ours() -> None:
    """They stand before the rows: after them this reader finds a fault."""
    text = coprokg("ask", QUESTION, "--format", "json").out
    solutions = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)
    assert len(list(solutions)) == json.loads(text)["n"] == 8


# The list of questions


def test_questions_as_json() -> None:
    (found,) = json.loads(coprokg("questions", "--tag", "made-up", "--format", "json").out)
    assert list(found) == ["name", "summary", "tags", "parameters", "columns"]
    assert found["name"] == QUESTION
    assert found["tags"] == ["made-up", "words", "across-cases"]
    assert found["parameters"]["page"] == {
        "meaning": "the page", "type": "integer", "values": None, "default": [], "variable": "_page_integer"}
    assert list(found["columns"]) == ["the_words", "page", "count", "nothing"]
    assert found["columns"]["page"] == {"meaning": "the page", "type": "integer"}


def test_questions_as_csv() -> None:
    found = list(csv.DictReader(io.StringIO(coprokg("questions").out)))
    mine = [row for row in found if row["name"] == QUESTION]
    assert mine == [{"name": QUESTION, "question": "Which words are quoted, and how many passages has the case?",
                     "tags": "made-up, words, across-cases", "parameters": "--case --page --words"}]
    assert "modes-of-phase" not in {row["name"] for row in found}, "a rule is no question"


def test_a_tag_that_no_question_has() -> None:
    assert misused("questions", "--tag", "xyzzy").startswith("no question has the tag 'xyzzy'; ")


# SPARQL of one's own

CASES = "SELECT ?case { ?case a <https://w3id.org/coprokg/ontology#Case> }"


def test_a_query_from_standard_input_and_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(CASES, encoding="utf-8")
    assert coprokg("sparql", stdin=CASES).out == f"case\n{CASE}\n"
    assert coprokg("sparql", "-", stdin=CASES).out == f"case\n{CASE}\n"
    assert coprokg("sparql", str(tmp_path / "q.rq")).out == f"case\n{CASE}\n"


def test_a_query_of_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(CASES, encoding="utf-8")
    done = python("-m", "coprokg", "sparql", str(tmp_path / "q.rq"))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"case\n{CASE}\n", "")


@pytest.mark.parametrize(("query", "answer"), [
    ("ASK { ?s a <https://w3id.org/coprokg/ontology#Case> }", "true"),
    ("ASK { ?s a <https://w3id.org/coprokg/ontology#Unicorn> }", "false")])
def test_ask(query: str, answer: str) -> None:
    assert coprokg("sparql", stdin=query).out == f"{answer}\n"
    assert json.loads(coprokg("sparql", "--format", "json", stdin=query).out) == {
        "head": {}, "boolean": answer == "true"}


def test_construct_gives_turtle() -> None:
    query = "PREFIX cop: <https://w3id.org/coprokg/ontology#> CONSTRUCT { ?s a cop:Bus } WHERE { ?s a cop:Case }"
    done = coprokg("sparql", stdin=query)
    assert_same_graph(done.out, f"<{CASE}> a <https://w3id.org/coprokg/ontology#Bus> .")
    assert done.out.splitlines()[0] == "@prefix cop: <https://w3id.org/coprokg/ontology#> ."
    assert done.out == coprokg("sparql", "--format", "ttl", stdin=query).out


def test_describe_gives_turtle() -> None:
    found = coprokg("sparql", stdin=f"DESCRIBE <{CASE}/passage/a-bus/quote>").out
    assert_same_graph(found, f"""@prefix oa: <http://www.w3.org/ns/oa#> .
        <{CASE}/passage/a-bus/quote> a oa:TextQuoteSelector ; oa:exact "a bus line" .""")


def test_all_graphs_are_one_unless_a_graph_is_named() -> None:
    query = "SELECT (COUNT(*) AS ?n) {} {{ ?case a <https://w3id.org/coprokg/ontology#Case> }}"
    place = f"<https://w3id.org/coprokg/graph/cases/{SLUG}>"
    counts = [coprokg("sparql", stdin=query.format(clause)).out for clause in
              ("", f"FROM {place}", "FROM <https://w3id.org/coprokg/graph/ontology>", f"FROM NAMED {place}")]
    assert counts == ["n\n1\n", "n\n1\n", "n\n0\n", "n\n0\n"]
    assert coprokg("sparql", stdin=f"SELECT ?c {{ GRAPH {place} {{ ?c a"
                                   " <https://w3id.org/coprokg/ontology#Case> } }").out == f"c\n{CASE}\n"


@pytest.mark.parametrize("query", [
    "SELECT ?from { ?from a <https://w3id.org/coprokg/ontology#Case> }",
    "PREFIX from: <https://w3id.org/coprokg/ontology#> SELECT ?from { ?from a from:Case } # FROM <x:y>",
    "SELECT (?s AS ?from) { ?s a <https://w3id.org/coprokg/ontology#Case> FILTER('from' != \"FROM\") }",
])
def test_a_name_that_holds_from_names_no_graph(query: str) -> None:
    assert coprokg("sparql", stdin=query).out == f"from\n{CASE}\n"


ELSEWHERE = "http://127.0.0.1:9/"


@pytest.mark.parametrize("query", [
    f"SELECT * {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b ?c.SERVICE<{ELSEWHERE}>{{ ?s ?p ?o }} }}",
    f"ASK {{ SeRvIcE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"PREFIX ex: <{ELSEWHERE}>\nSELECT * {{\n  SERVICEex:q {{ ?s ?p ?o }}\n}}",
    f"PREFIX ex: <{ELSEWHERE}> SELECT * {{ ?a ?b 1SERVICE ex:q {{ ?s ?p ?o }} }}",
    f"PREFIX ex: <{ELSEWHERE}> SELECT * {{ ?a ?b trueSERVICE ex:q {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICESILENT<{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b ?c FILTER(?a<'x>')SERVICE<{ELSEWHERE}'>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b '''a'b\"''' . SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }} # \"",
    f'SELECT * {{ ?a ?b """a\\"""" . SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }} # "',
    f"SELECT * {{ {{ SELECT * {{ SERVICE ?where {{ ?s ?p ?o }} }} }} BIND(<{ELSEWHERE}> AS ?where) }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ OPTIONAL {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }} }}",
])
def test_no_query_asks_another_server(query: str) -> None:
    assert misused("sparql", stdin=query) == (
        "SERVICE would ask another server; run such a query in a store of your own")


@pytest.mark.parametrize("query", [
    f"PREFIX SERVICEex: <{ELSEWHERE}> PREFIX ex: <{ELSEWHERE}> SELECT * {{ SERVICEex:q {{ ?s ?p ?o }} }}",
    f"PREFIX servqqeex: <{ELSEWHERE}> PREFIX ex: <{ELSEWHERE}> SELECT * {{ SERVICEex:q {{ ?s ?p ?o }} }}",
])
def test_no_prefix_hides_the_question_to_another_server(query: str) -> None:
    misused("sparql", stdin=query)


@pytest.mark.parametrize("query", [
    "SELECT ?service { ?service a <https://w3id.org/coprokg/ontology#Case> }",
    "PREFIX ex: <http://example.org/> SELECT * { ?case ex:service ?o } LIMIT 0",
    "PREFIX service: <http://example.org/> SELECT * { ?case service:a ?o } LIMIT 0",
    "PREFIX ex: <http://example.org/> SELECT * { ?case ex:a.service ?o } LIMIT 0",
    "SELECT * { ?case <http://example.org/service> ?o } LIMIT 0",
    "SELECT * { ?case ?p \"SERVICE <x:y> {}\" } LIMIT 0", "SELECT * { ?case ?p '''SERVICE'''@service } LIMIT 0",
    "SELECT * { ?case ?p ?o } LIMIT 0 # SERVICE <x:y> {}", "# the service\nSELECT * { ?case ?p _:service } LIMIT 0",
])
def test_a_name_that_holds_service_asks_no_server(query: str) -> None:
    done = coprokg("sparql", stdin=query)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(("query", "place"), [
    ("SELECT * { ?s ?p", "line 1, column 17, after '?s ?p'"),
    ("SELECT *\nWHERE {\n  ?s a cop:Case .\n}", "line 3, column 16, after '?s a cop:Case'"),
    ("SELECT ?s {\n ?s ?p \"open }\n", "line 2, column "), ("SELEC ?s {}", "line 1, column "),
    ("SELECT * { ?s ?p ?service", "line 1, column "), ("SELECT (SUM(?x) AS ?y) ?z {}", "line 1, column "),
])
def test_a_query_that_is_no_sparql(query: str, place: str) -> None:
    assert misused("sparql", stdin=query).startswith(f"not SPARQL 1.1 Query: {place}")


@pytest.mark.parametrize("update", [
    "INSERT DATA { <x:a> <x:b> <x:c> }", "DELETE WHERE { ?s ?p ?o }", "DROP ALL", "CLEAR DEFAULT",
    "# all of it\nPREFIX ex: <http://example.org/>\nBASE <http://example.org/>\nDELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:9/>", "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
])
def test_an_update_is_refused(update: str, made_up: Path) -> None:
    before = files_of(made_up / "build")
    assert misused("sparql", stdin=update) == (
        "this would change the graph, which is only read here; ask by SELECT, ASK, CONSTRUCT or DESCRIBE")
    assert files_of(made_up / "build") == before


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_query(text: str) -> None:
    assert misused("sparql", stdin=text) == "the query is empty; give a file, or a query on standard input"


def test_a_query_in_another_encoding() -> None:
    assert misused("sparql", stdin='SELECT * { ?s ?p "Pôrto" }'.encode("cp1252")) == (
        "the query is not UTF-8 (invalid continuation byte); save it so")


HUGE = {
    "brackets": "SELECT * { FILTER(" + "(" * 14_000 + "1" + ")" * 14_000 + ") }",
    "groups": "SELECT * " + "{" * 14_000 + "}" * 14_000,
    "subqueries": "SELECT * {" + "{SELECT * {" * 1000 + "}}" * 1000 + "}",
    "paths": "SELECT * { ?a " + "(" * 14_000 + "<x:b>" + ")" * 14_000 + " ?b }",
    "signs": "SELECT * { FILTER(" + "!" * 20_000 + "true) }",
    "signs apart": "SELECT * { FILTER(" + "! " * 10_000 + "true) }",
    "alternatives": "SELECT * { {}" + " UNION {}" * 20_000 + " }",
    "conditions": "SELECT * { FILTER(true" + "||true" * 20_000 + ") }",
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_query_that_would_end_the_process(kind: str) -> None:
    """Each of these overflows the stack of the engine's parser, and takes the process with it."""
    told = misused("sparql", stdin=HUGE[kind])
    assert told in ("the query is nested deeper than 100; flatten it",
                    f"the query has {len(HUGE[kind]):,} characters, more than 30,000; split it")


@pytest.mark.parametrize(("query", "form", "told"), [
    (CASES, "ttl", "a SELECT gives rows, not triples; use --format table, csv or json"),
    ("DESCRIBE <x:y>", "json", "CONSTRUCT and DESCRIBE give triples; use --format ttl"),
])
def test_a_format_that_does_not_fit(query: str, form: str, told: str) -> None:
    assert misused("sparql", "--format", form, stdin=query) == told


# Show and explain


def test_show_gives_all_statements_with_their_words() -> None:
    found = list(csv.DictReader(io.StringIO(coprokg("show", "village-bus").out)))
    kinds = {row["kind"]: row for row in found}
    assert kinds["absence"]["words"] == "silent: (introduction) (par)"
    assert kinds["outcome"]["says"] == "More people take the bus."
    assert "judgement" in {row["support"] for row in found}, "what the coder judges is left out"
    assert all(row["words"] for row in found), "a statement is shown without its words"


def test_explain_tells_why_a_phase_has_its_type() -> None:
    done = coprokg("explain", "village-bus")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"""\
{SLUG}

Phase: The company alone
  planning: professionals as sole service planners  [the words state it; coding firm]
    “at first the company did everything” (par, p. 846)
  delivery: professionals as sole service deliverers  [the words state it; coding firm]
    “at first the company did everything” (par, p. 846)
  Type: phase of traditional professional service provision
    because the type is, by definition, every phase planned with professionals as sole service planners\
 and delivered with professionals as sole service deliverers

Phase: The village and the company
  planning: service users and/or community as coplanners  [the words state it; coding firm]
    “since then they have planned it together” (par, p. 847)
  delivery: professionals and users/communities as codeliverers  [the coder judges it; coding arguable]
    “drivers from the village and the company” (par, p. 847)
    the coder: The words name drivers from the village and from the company, and no more.
  Type: phase of full coproduction
    because the type is, by definition, every phase planned with service users and/or community as coplanners\
 and delivered with professionals and users/communities as codeliverers

The author's placement (his statement; no reasoner reads it):
  full user/professional coproduction (Table 1)
    “full coproduction (e.g., the bus)” (par, p. 846)
"""


@pytest.mark.parametrize("command", ["show", "explain"])
@pytest.mark.parametrize(("slug", "told"), [
    ("xyzzy", "no record 'xyzzy'; allowed: "), ("xx-made-up-vilage-bus", f"no record 'xx-made-up-vilage-bus'; did you"
                                                                        f" mean '{SLUG}'? allowed: "),
    ("joshi", "'joshi' fits several: definition/joshi-moore-2003, "), (" ", "which record? allowed: "),
    ("> } DROP ALL #", "no record '> } DROP ALL #'; "),
])
def test_a_record_that_is_not_one(command: str, slug: str, told: str) -> None:
    assert misused(command, slug).startswith(told)


def test_a_case_goes_before_the_place_it_is_in() -> None:
    values = {"case": {"xx-tackley-shop": "the shop"}, "place": {"tackley": "Tackley"}}
    graph: Any = SimpleNamespace(catalogue={"values": values})
    assert (find(graph, "tackley"), find(graph, "place/tackley")) == ("case/xx-tackley-shop", "place/tackley")


def test_only_a_case_is_explained() -> None:
    assert misused("explain", "place/england") == (
        "place/england is not a case; only a case has phases to explain")


# Heads of saved queries

HEAD = (MADE_UP / "queries/made-up/made-up-passages.rq").read_text(encoding="utf-8")


def question_faults(folder: Path, text: str) -> list[str]:
    """Return the problems of a saved query, each as a line."""
    path = folder / "made-up.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFault) as caught:
        read_question(path, "made-up.rq")
    return [str(problem) for problem in caught.value.problems]


def test_a_head_that_is_sound(tmp_path: Path) -> None:
    (tmp_path / "made-up.rq").write_text(HEAD, encoding="utf-8")
    question = read_question(tmp_path / "made-up.rq", "made-up.rq")
    assert question["body"] == HEAD
    assert question["parameters"]["case"]["variable"] == "_case_iri"


@pytest.mark.parametrize(("old", "new", "told"), [
    ("#+ ", "# ", "made-up.rq:1: the query has no `#+` head; describe it: summary, columns ..."),
    ("#+ tags: [made-up, words, across-cases]", "#+ tags: [made-up, words", "made-up.rq:4: not readable as YAML: did not find"),
    ("#+ tags: ", "#+ tgas: ", "made-up.rq:3 tgas: unknown field 'tgas'; did you mean 'tags'? allowed: caveats, "),
    ("#+ tags: [made-up, words, across-cases]\n", "", "made-up.rq:1 tags: field 'tags' is missing; "),
    ("#+ tags: [made-up, words, across-cases]", "#+ tags: words", "made-up.rq:3 tags: 'words' is not a list"),
    ("#+ description: Made", "#+ summary: Made", "made-up.rq:2 summary: key 'summary' is repeated;"),
    ("{meaning: \"the page\", type: integer}\n#+   words: {meaning: \"the words\", type",
     "{meaning: \"the page\", type: date}\n#+   words: {meaning: \"the words\", type",
     "made-up.rq:1: parameter 'page' has the unknown type 'date'; use one of iri, integer, string"),
    ("type: text}\n#+   page", "type: words}\n#+   page",
     "made-up.rq:1: column 'the_words' has the unknown type 'words'; use one of text, "),
    ("  # bind: ?_page_integer\n", "", "made-up.rq:1: no line `# bind: ?_page_integer` in the query; put one inside"),
    ("  # bind: ?_page_integer\n", "  # bind: ?_page_integer\n  # bind: ?_year_integer\n",
     "made-up.rq:1: ?_year_integer is bound and not described; describe it under `parameters`"),
    ("SELECT ?the_words ?page", "SELECT ?page ?the_words",
     "made-up.rq:1: the head describes ['the_words', 'page', 'count', 'nothing'], the query selects"
     " ['page', 'the_words', 'count', 'nothing']; make the two agree, in order"),
    ("?count ?nothing\nWHERE", "?count\nWHERE", "made-up.rq:1: the head describes ['the_words', 'page', 'count', "),
    ("ORDER BY ?page", "ORDERED BY ?page", "made-up.rq:38: not SPARQL 1.1 Query: line 38, column "),
])
def test_a_head_that_does_not_fit(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in HEAD, f"{old!r} is not in the head"
    found = question_faults(tmp_path, HEAD.replace(old, new))
    assert any(fault.startswith(told) for fault in found), "\n".join(found)
    assert all(fault.endswith(" (queries/README.md)") or "data/README.md" in fault for fault in found)


def test_a_head_below_other_lines_tells_the_right_line(tmp_path: Path) -> None:
    text = "# a word before\n\n" + HEAD.replace("#+ tags: ", "#+ tgas: ")
    assert question_faults(tmp_path, text)[1].startswith("made-up.rq:5 tgas: unknown field 'tgas'")


def test_two_questions_of_one_name(tmp_path: Path) -> None:
    for topic in ("one", "two"):
        (tmp_path / topic).mkdir()
        (tmp_path / topic / "same.rq").write_text(HEAD, encoding="utf-8")
    with pytest.raises(DataFault, match=r"two/same.rq:1: one/same.rq has the same name; rename one"):
        read_questions(tmp_path, tmp_path)


def test_a_query_that_constructs_projects_nothing(tmp_path: Path) -> None:
    start = HEAD.index("SELECT ?the_words")
    text = HEAD[:start] + "CONSTRUCT { ?a ?b ?c } WHERE {\n" + "".join(
        f"# bind: ?_{name}\n" for name in ("case_iri", "page_integer", "words_string")) + "?a ?b ?c }\n"
    (tmp_path / "made-up.rq").write_text(text, encoding="utf-8")
    with pytest.raises(DataFault, match="a question is a SELECT query"):
        read_question(tmp_path / "made-up.rq", "made-up.rq")


def test_a_literal_keeps_its_datatype_when_bound() -> None:
    text = bind({"body": "# bind: ?x"}, {"x": [ox.Literal("1"), ox.Literal(1), ox.Literal("a", language="en")]})
    assert text == 'VALUES ?x { "1" "1"^^<http://www.w3.org/2001/XMLSchema#integer> "a"@en }'
