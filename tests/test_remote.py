"""A SPARQL endpoint that holds the graph gives the same answers: a real server, on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprokg.asking import Graph
from coprokg.problems import Misuse
from coprokg.remote import RemoteGraph
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
