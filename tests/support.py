"""What several tests share: a copy of the content with a made-up case, and a way to run commands."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import graph_diff, to_isomorphic

from coprokg.cli import main
from coprokg.folders import CONTENT, folder

SLUG = "xx-made-up-village-bus"
CASE = f"https://w3id.org/coprokg/case/{SLUG}"
CASE_FILE = f"data/cases/{SLUG}.yaml"
MADE_UP = Path(__file__).parent / "content"
"""Files that stand in the place of the real cases and topics, so that no test depends on those."""

REPLACED = ("data/cases", "data/framework", "data/links", "data/literature/citations", "data/literature/comparisons",
            "data/literature/references", "ontology/shapes")
QUERIES = ("phases", "provenance", "records", "rules")
"""The topics of queries that are copied: those that commands rest on, and no checks of what cases say."""


LISTED = {"tags.yaml": 'made-up: {meaning: "Made up for the tests."}\nwords: {meaning: "Words that are quoted."}\n',
          "competency-questions.yaml":
              '  words-of-the-made-up-case: {kind: look-up, asks: "Which words are quoted of the made-up case?"}\n'}
"""What the made-up question names: lines at the end of the lists of tags and of competency questions."""


def copy_content(to: Path) -> Path:
    """Copy the content folders, with the made-up case in the place of all that speaks of real ones."""
    for name in CONTENT:
        shutil.copytree(folder(name), to / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in REPLACED:
        shutil.rmtree(to / name)
        (to / name).mkdir()
    for topic in (to / "queries").iterdir():
        if topic.is_dir() and topic.name not in QUERIES:
            shutil.rmtree(topic)
    (to / "queries/checks").mkdir()
    shutil.copytree(MADE_UP, to, dirs_exist_ok=True)
    for name, lines in LISTED.items():
        with (to / "queries" / name).open("a", encoding="utf-8") as stream:
            stream.write(lines)
    return to


def point_at(patch: pytest.MonkeyPatch, content: Path) -> None:
    """Let the engine take its sources from a copy of the content, and build beside them."""
    patch.setenv("COPROKG_CONTENT", str(content))
    patch.setenv("COPROKG_BUILD", str(content / "build"))


@dataclass
class Outcome:
    """What a command did: its exit code, and what it printed."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """What looks like a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def coprokg(*arguments: str, stdin: str | bytes = "", terminal: bool = False) -> Outcome:
    """Run a command in this process.

    Whatever the command does, an exception is no answer to a user: one that passes fails the test.
    """
    out, err = Terminal() if terminal else io.StringIO(), io.StringIO()
    given = stdin.encode() if isinstance(stdin, str) else stdin
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main.main(list(arguments), prog_name="coprokg")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
        return Outcome(code, out.getvalue(), err.getvalue())
    finally:
        sys.stdin = before
    raise AssertionError("a command always ends with an exit code")


def python(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, on the sources that the environment names."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8",
                          cwd=Path(__file__).parents[1], env={**os.environ, **(environment or {})})


def edit(content: Path, old: str, new: str, name: str = CASE_FILE) -> Path:
    """Replace a text in a file of the content; it must be there once."""
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def line_of(content: Path, words: str, name: str = CASE_FILE) -> int:
    """Return the number of the one line of a file that holds some words."""
    lines = (content / name).read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if words in line]
    assert len(found) == 1, f"{words!r} is on the lines {found} of {name}"
    return found[0]


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder, by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()}


def graph_of(triples: object) -> rdflib.Graph:
    """Return an rdflib graph of Turtle text, or of pyoxigraph triples or quads."""
    if isinstance(triples, str):
        return rdflib.Graph().parse(data=triples, format="turtle")
    assert isinstance(triples, Iterator | list | set)
    plain = (t.triple if isinstance(t, ox.Quad) else t for t in triples)
    text = ox.serialize(plain, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    return rdflib.Graph().parse(data=text, format="nt")


def assert_same_graph(first: object, second: object) -> None:
    """Fail unless two graphs are isomorphic, and tell what is only in the one and only in the other."""
    one, two = graph_of(first), graph_of(second)
    if to_isomorphic(one) == to_isomorphic(two):
        return
    _, only_first, only_second = graph_diff(one, two)
    pytest.fail(f"the graphs differ\nonly in the first:\n{_sorted(only_first)}\n"
                f"only in the second:\n{_sorted(only_second)}", pytrace=False)


def _sorted(graph: rdflib.Graph) -> str:
    lines = sorted(filter(None, graph.serialize(format="nt").splitlines()))
    return "\n".join(f"  {line}" for line in lines) or "  nothing"
