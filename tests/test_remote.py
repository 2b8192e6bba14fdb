"""A SPARQL endpoint that holds the graph gives the same answers: a real server, on this machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from coprokg.asking import Graph
from coprokg.problems import Misuse
from coprokg.remote import RemoteGraph
from tests.expected import row_of
from tests.support import coprokg

SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@pytest.fixture(scope="module")
def endpoint(graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if SERVER is None:
        pytest.skip("the server oxigraph is not installed: pip install oxigraph")
    folder = tmp_path_factory.mktemp("server") / "store"
    subprocess.run([SERVER, "load", "--location", str(folder), "--file", str(graph_file)], check=True,
                   capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([SERVER, "serve-read-only", "--location", str(folder), "--bind",
                               f"127.0.0.1:{port}", "--union-default-graph"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait(10)


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
