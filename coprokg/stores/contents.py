"""What is put into a store: the graphs of a release folder, or of the current build, each as a file of N-Triples."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from .. import builds
from ..namespaces import BASE
from ..problems import DataFault, Misuse, Problem

DUMP, DESCRIPTION, SUMS = "coprokg.nq", "void.ttl", "SHA256SUMS"
GRAPHS = BASE + "graph/"
METADATA = GRAPHS + "metadata"
"""The graph that the description of the data set is put into."""

MERGED = ""
"""Stands for the default graph."""

NOT_SENT = "nothing was sent to the store"

_OPEN = 100
"""How many files are open at once while graphs are taken apart."""


@dataclass(frozen=True)
class Part:
    """One graph that is put into a store."""

    graph: str
    """Its IRI; MERGED for the default graph."""
    file: Path
    """Its triples, as N-Triples."""

    def triples(self) -> Iterator[ox.Triple]:
        """Yield its triples."""
        for quad in ox.parse(path=str(self.file), format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple


@dataclass(frozen=True)
class Contents:
    """All that is put into a store."""

    what: str
    """What it is, for people."""
    sha256: str
    """Of the file of all graphs."""
    parts: list[Part]


@contextmanager
def contents(release: Path | None, build: Callable[[], Path], merged: bool = False) -> Iterator[Contents]:
    """Give what is to be loaded, graph by graph, in files that last as long as the block.

    :param release: the folder of a release; without it the current build is taken.
    :param build: gives the folder of the current build.
    :param merged: put all graphs together, as the default graph.
    :raises DataFault: if the release is damaged.
    :raises Misuse: if the folder holds no release.
    """
    if release is None:
        dump, what = build() / builds.GRAPH, "the current build"
    else:
        verify(release)
        dump, what = release / DUMP, f"the release in {release}"
    with tempfile.TemporaryDirectory(prefix="coprokg-") as folder:
        files = take_apart(_quads(dump, release), Path(folder))
        parts = [Part(graph, file) for graph, file in sorted(files.items())]
        if merged:
            parts = [_merge(parts, Path(folder))]
        yield Contents(what, _sha256(dump), parts)


def _quads(dump: Path, release: Path | None) -> Iterator[ox.Quad]:
    yield from ox.parse(path=str(dump), format=ox.RdfFormat.N_QUADS)
    if release is not None:
        for quad in ox.parse(path=str(release / DESCRIPTION), format=ox.RdfFormat.TURTLE):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(METADATA))


def take_apart(quads: Iterable[ox.Quad], folder: Path) -> dict[str, Path]:
    """Write the triples of each graph to a file of its own.

    :param quads: quads, in any order.
    :param folder: where the files are written.
    :returns: the IRI of each graph -> its file.
    :raises DataFault: if a quad stands in no named graph, or a blank node in two graphs, which no store would keep.
    """
    files: dict[str, Path] = {}
    nodes: dict[str, str] = {}
    with ExitStack() as closing:
        streams: dict[str, IO[bytes]] = {}
        for quad in quads:
            graph = getattr(quad.graph_name, "value", "")
            if not isinstance(quad.graph_name, ox.NamedNode):
                raise _unfit(str(quad), "stands in no named graph")
            for term in (quad.subject, quad.object):
                if isinstance(term, ox.BlankNode) and nodes.setdefault(term.value, graph) != graph:
                    raise _unfit(f"_:{term.value}", f"is a blank node of {nodes[term.value]} and of {graph}")
            if graph not in streams:
                if len(streams) >= _OPEN:
                    streams.pop(next(iter(streams))).close()
                file = files.setdefault(graph, folder / f"{len(files)}.nt")
                streams[graph] = closing.enter_context(file.open("ab"))
            streams[graph].write(f"{quad.triple} .\n".encode())
    return files


def _unfit(what: str, why: str) -> DataFault:
    return DataFault([Problem(DUMP, 0, what, why, "make the release anew with `coprokg export`", "docs/reference/release.md")],
                     NOT_SENT)


def _merge(parts: list[Part], folder: Path) -> Part:
    """Put all graphs together: a triple that stands in several is there once."""
    file = folder / "merged.nt"
    seen: set[bytes] = set()
    with file.open("wb") as to:
        for part in parts:
            with part.file.open("rb") as lines:
                for line in lines:
                    digest = hashlib.blake2b(line, digest_size=16).digest()
                    if digest not in seen:
                        seen.add(digest)
                        to.write(line)
    return Part(MERGED, file)


def verify(release: Path) -> None:
    """Make sure that a release is as it was written.

    :param release: its folder.
    :raises Misuse: if it holds no release.
    :raises DataFault: with every file that is missing or has changed.
    """
    sums = release / SUMS
    if not sums.is_file():
        raise Misuse(f"{release} holds no release (no {SUMS}); write one there with `coprokg export {release}`")
    listed = dict(_sums(sums))
    for name in (DUMP, DESCRIPTION):
        if name not in listed:
            raise Misuse(f"{sums} does not name {name}: it is not a whole release; write it anew with `coprokg export`")
    faults = []
    for name, expected in listed.items():
        file = release / name
        if not file.is_file():
            faults.append(_damaged(file, "is missing"))
        elif _sha256(file) != expected:
            faults.append(_damaged(file, f"is not as it was written: its SHA-256 is not the one in {SUMS}"))
    if faults:
        raise DataFault(faults, NOT_SENT)


def _sums(file: Path) -> Iterator[tuple[str, str]]:
    """Yield path and checksum from the lines that ``sha256sum`` writes."""
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        digest, space, name = line.partition(" ")
        name = name.removeprefix(" ").removeprefix("*")
        inside = name and not Path(name).is_absolute() and ".." not in Path(name).parts
        if not space or len(digest) != 64 or not inside:
            raise DataFault([Problem(str(file), number, "", "is no line of a checksum and a path inside the release",
                                     "get the release again", "docs/reference/release.md")], NOT_SENT)
        yield name, digest.lower()


def _damaged(file: Path, what: str) -> Problem:
    return Problem(str(file), 0, "", what, "get the release again, or write it anew with `coprokg export`",
                   "docs/reference/release.md")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


__all__ = ["DESCRIPTION", "DUMP", "GRAPHS", "MERGED", "METADATA", "SUMS", "Contents", "Part", "contents",
           "take_apart", "verify"]
