"""Every saved question has its expected rows, and every check its silence, on each real store."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from coprokg.asking import bind
from coprokg.expected_rows import expected_rows, row_of
from coprokg.folders import root
from coprokg.questions import read_questions
from coprokg.remote import RemoteGraph
from coprokg.tables import cell
from tests.stores.servers import Server

pytestmark = pytest.mark.stores


def test_every_question_has_its_expected_rows(store: Server, graph_file: Path) -> None:
    graph = RemoteGraph(graph_file.parent, store.query)
    different = []
    for name, question in read_questions(root() / "queries", root()).items():
        found = graph.rows(bind(question, graph.resolve(question, question["example"])))
        rows, wanted = Counter(row_of([cell(term) for term in row]) for row in found), expected_rows(question)
        if rows != wanted:
            different.append(f"{name}: missing {list(wanted - rows)[:1]}, not expected {list(rows - wanted)[:1]}")
    assert not different, "\n".join(different)


def test_no_check_finds_anything(store: Server, graph_file: Path) -> None:
    graph = RemoteGraph(graph_file.parent, store.query)
    found = {path.stem: rows for path in root().glob("queries/checks/*.rq")
             if (rows := graph.rows(path.read_text(encoding="utf-8")))}
    assert not found


def test_words_are_found_behind_statements(store: Server, graph_file: Path) -> None:
    answer = RemoteGraph(graph_file.parent, store.query).ask("drivers-by-case", evidence=True)
    assert answer.words
    assert all(answer.words)
