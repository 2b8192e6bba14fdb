"""Take imported bibliographies into a build: files of N-Quads, each in a graph of its own, added after reasoning.

They are what ``coprokg import`` wrote and validated; here it is only made sure that they are still whole, and
that they speak of nothing but their own works. Only one line is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from .namespaces import BASE, RDFS, value
from .problems import Problem

PATTERN = "data/imports/*.nq"
MOST = 20
"""How many faults of a file are told: a file that is not ours has one on every line."""

MOST_NAMED = 10_000
"""Up to how many imported works commands know each by its name: every command reads the names."""

_REMEDY = "import the bibliography again: these files are written by `coprokg import`"
_RULE = "docs/importing.md"


def files(base: Path) -> list[Path]:
    """Return the imported files of some content, sorted.

    :param base: the folder that holds the content folders.
    """
    return sorted(base.glob(PATTERN))


def faults(base: Path) -> Iterator[Problem]:
    """Yield what is wrong with the imported files, by file and line.

    :param base: the folder that holds the content folders.
    """
    for path in files(base):
        yield from islice(_faults(path, path.relative_to(base).as_posix()), MOST)


def _faults(path: Path, name: str) -> Iterator[Problem]:
    line = 0
    try:
        with path.open("rb") as stream:
            for line, text in enumerate(stream, 1):
                for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS):
                    if what := _foreign(quad, path.stem):
                        yield Problem(name, line, "", what, _REMEDY, _RULE)
    except (SyntaxError, ValueError) as error:
        why = str(getattr(error, "msg", None) or error)
        yield Problem(name, line, "", f"not readable as N-Quads: {why}", _REMEDY, _RULE)


def _foreign(quad: ox.Quad, name: str) -> str:
    """Say what a quad has no business with: another graph, or a node that is not the import's own."""
    graph = f"{BASE}graph/imports/{name}"
    if value(quad.graph_name) != graph:
        return f"a triple stands outside the graph {graph}"
    subject = value(quad.subject)
    if not subject.startswith(f"{BASE}work/{name}.") and subject != f"{BASE}import/{name}":
        return f"a triple about {quad.subject}, which is no work of this import"
    if isinstance(quad.object, ox.BlankNode | ox.Triple):
        return "a triple about a node without a name"
    return ""


def append(base: Path, graph: Path) -> None:
    """Write all imported quads at the end of a file of quads, in the order of their files.

    :param base: the folder that holds the content folders.
    :param graph: the file of quads.
    """
    with graph.open("ab") as out:
        for path in files(base):
            quads = ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)
            ox.serialize(quads, out, format=ox.RdfFormat.N_QUADS)


def names(base: Path) -> dict[str, str]:
    """Return slug -> label of the imported works; nothing where there are very many.

    :param base: the folder that holds the content folders.
    """
    found: dict[str, str] = {}
    start = f"{BASE}work/"
    for path in files(base):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
            slug = value(quad.subject).removeprefix(start)
            if quad.predicate.value == RDFS + "label" and "/" not in slug:
                found[slug] = value(quad.object)
                if len(found) > MOST_NAMED:
                    return {}
    return found
