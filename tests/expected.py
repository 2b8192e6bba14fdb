"""Write the expected rows of saved queries: ``python -m tests.expected [NAME...]``.

What is written is what the graph gives now. Read the difference against the paper before it is
committed: a test that compares with rows nobody has read proves nothing.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coprokg import builds
from coprokg.asking import Graph, bind
from coprokg.folders import root
from coprokg.tables import cell

Row = tuple[str | None, ...]


def row_of(cells: Sequence[str | None]) -> Row:
    """Return a row as it is compared: the order inside a joined cell does not count."""
    return tuple(_cell(text) for text in cells)


def _cell(text: str | None) -> str | None:
    """Level a cell: joined values in order, spaces single, numbers in one form."""
    if text is None or not text.strip():
        return None
    if re.fullmatch(r"-?\d+\.\d+", text):
        return text.rstrip("0").rstrip(".")
    if text.startswith("https://w3id.org/"):
        return " ".join(sorted(text.split()))
    for joint in ("; ", ", "):
        if joint in text:
            return joint.join(sorted(text.split(joint)))
    return text.strip()


def expected_file(question: dict[str, Any]) -> Path:
    """Return the file with the expected rows of a question."""
    path: Path = (root() / question["file"]).with_suffix(".csv")
    return path


def write(names: Sequence[str]) -> None:
    """Write the expected rows of the named questions, or of all."""
    build = builds.current()
    if build is None:
        raise SystemExit("no build: run coprokg build first")
    graph = Graph(build)
    for name in names or sorted(graph.questions):
        question = graph.question(name)
        rows = graph.rows(bind(question, graph.resolve(question, question["example"])))
        with expected_file(question).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(question["columns"])
            writer.writerows(sorted([cell(term) for term in row] for row in rows))
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    write(sys.argv[1:])
