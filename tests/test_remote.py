"""A SPARQL endpoint that holds the graph gives the same answers: a real server, on this machine."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from coprokg.asking import Graph
from coprokg.namespaces import COP, OWL, RDFS
from coprokg.problems import Misuse
from coprokg.querying import Solutions
from coprokg.remote import Endpoint, Refused, RemoteGraph, in_order, term
from tests.expected import row_of
from tests.support import coprokg


def test_every_question_has_the_same_rows(endpoint: str, graph_file: Path) -> None:
    here, there = Graph(graph_file.parent), RemoteGraph(graph_file.parent, endpoint)
    different = []
    for name, question in here.questions.items():
        rows = [sorted(str(row_of([None if c is None else c.value for c in row]))
                       for row in graph.ask(name, question["example"]).rows) for graph in (here, there)]
        if rows[0] != rows[1]:
            different.append(name)
    assert not different, f"the endpoint answers otherwise: {different}"


def test_words_come_from_the_endpoint_too(endpoint: str, graph_file: Path) -> None:
    answer = RemoteGraph(graph_file.parent, endpoint).ask("drivers-by-case", evidence=True)
    assert all(answer.words)


def test_no_server_is_a_sentence(graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
    done = coprokg("ask", "drivers-by-case", "--endpoint", "http://127.0.0.1:9/query")
    assert done.code == 2
    assert "cannot be reached" in done.err


def test_another_page_is_a_sentence(endpoint: str, graph_file: Path) -> None:
    with pytest.raises(Misuse, match=r"does not answer with SPARQL results|refuses"):
        RemoteGraph(graph_file.parent, endpoint.removesuffix("query")).ask("drivers-by-case")


class Saying(http.server.BaseHTTPRequestHandler):
    """A server that answers every query as it is told to."""

    answers: list[tuple[int, dict[str, str], str]]

    def do_POST(self) -> None:
        """Answer with what comes next."""
        self.rfile.read(int(self.headers["Content-Length"]))
        status, headers, body = self.answers.pop(0)
        self.send_response(status)
        for name, value in {"Content-Type": "application/sparql-results+json", "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def saying() -> Iterator[Endpoint]:
    """Give an endpoint that answers with what a test puts into `Saying.answers`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Saying)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Endpoint(f"http://127.0.0.1:{server.server_address[1]}/query")
    server.shutdown()
    thread.join()
    server.server_close()


ROWS = '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "a"}}, ' \
       '{"x": {"type": "literal", "value": "b"}}]}}'
SORTED = "SELECT ?x WHERE { ?s ?p ?x } ORDER BY DESC(?x)"
CANNOT_SORT: tuple[int, dict[str, str], str] = (500, {}, "Virtuoso 22026 Error SR319: Max row length is exceeded\n\nSPARQL query: ...")


def test_rows_that_the_endpoint_cannot_sort_are_sorted_here(saying: Endpoint) -> None:
    Saying.answers = [CANNOT_SORT, (200, {}, ROWS)]
    assert [row[0].value for row in saying.select(SORTED).rows] == ["b", "a"]


def test_an_order_by_what_is_no_column_is_refused_as_it_was(saying: Endpoint) -> None:
    Saying.answers = [CANNOT_SORT, (200, {}, ROWS)]
    with pytest.raises(Refused, match="SR319"):
        saying.select("SELECT ?x WHERE { ?s ?p ?x } ORDER BY ?s")


def test_another_refusal_is_told_in_the_words_of_the_endpoint(saying: Endpoint) -> None:
    Saying.answers = [(400, {}, "Parse error: line 1\nmore")]
    with pytest.raises(Refused, match=r"refuses the query: QueryBadFormed.*Parse error: line 1$"):
        saying.select(SORTED)


def test_an_answer_that_is_cut_is_not_taken_for_the_whole(saying: Endpoint) -> None:
    Saying.answers = [(200, {"X-SPARQL-MaxRows": "2"}, ROWS)]
    with pytest.raises(Misuse, match="gives no more than 2 rows"):
        saying.select(SORTED)


def test_rows_are_sorted_by_several_keys() -> None:
    rows: list[list[Any]] = [[ox.Literal("b"), ox.Literal(1)], [ox.Literal("a"), ox.Literal(1)], [None, ox.Literal(2)]]
    ordered = in_order(Solutions(["x", "n"], rows), "DESC(?n) ?x").rows
    assert [row[0] and row[0].value for row in ordered] == [None, "a", "b"]


def test_a_blank_node_of_any_name_is_one() -> None:
    assert isinstance(term({"type": "bnode", "value": "nodeID://b10001"}), ox.BlankNode)


def test_no_class_lies_deeper_than_the_questions_look(graph: ox.Store) -> None:
    """Two questions go one or two steps up the hierarchy instead of any number (see their comments)."""
    deep = graph.query(f"""SELECT ?class WHERE {{
        {{ ?class <{RDFS}subClassOf>+ <{COP}Participation>
           FILTER NOT EXISTS {{ ?class <{RDFS}subClassOf>|(<{RDFS}subClassOf>/<{RDFS}subClassOf>) <{COP}Participation> }} }}
        UNION {{ ?class <{RDFS}subClassOf>+ <{COP}RelationshipType>
           FILTER NOT EXISTS {{ ?class <{RDFS}subClassOf> <{COP}RelationshipType> }}
           FILTER NOT EXISTS {{ ?class <{OWL}equivalentClass> ?definition }} }} }}""", use_default_graph_as_union=True)
    assert isinstance(deep, ox.QuerySolutions)
    assert not list(deep)
