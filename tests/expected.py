"""Write the expected rows of saved queries: ``python -m tests.expected [NAME...]``.

What is written is what the graph gives now. Read the difference against the paper before it is
committed: a test that compares with rows nobody has read proves nothing.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence

from coprokg import builds
from coprokg.asking import Graph, bind
from coprokg.expected_rows import Row, expected_file, row_of
from coprokg.tables import cell

__all__ = ["Row", "expected_file", "row_of", "write"]


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
