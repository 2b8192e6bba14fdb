"""What a release is made from: the content as its files say it, and the current build to ask questions of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .. import builds, front, imported, library
from ..asking import Graph
from ..building import INFERRED, Say, silent
from ..cubes import CUBE
from ..folders import root
from ..freshness import fingerprint
from ..loading import load
from ..problems import Misuse
from .metadata import Metadata, read_metadata


@dataclass(frozen=True)
class Source:
    """All that the parts of a release are written from."""

    base: Path
    """The folder that holds the content folders."""
    about: Metadata
    asserted: list[ox.Quad]
    """What the files say, in their named graphs: never through a store, which would drop datatypes."""
    inferred: list[ox.Quad]
    """What follows, in the named graph of what is inferred."""
    graph: Graph
    """The current build, to ask saved questions of."""


def gather(say: Say = silent) -> Source:
    """Read the sources, and open the build that was made of them; build first where there is none.

    What the files say is read from them once more, because a store keeps numbers and no datatypes that are
    derived from theirs. What is inferred, and the cube that counts it, a build has made from a store anyway.

    :param say: called with a word about each step.
    :raises DataFault: if a file is faulty, or the whole is inconsistent.
    :raises Misuse: if a source changes while it is read.
    """
    base = root()
    about = read_metadata(base)
    graph = front.graph()
    say("reading the sources")
    loaded = load(base)
    library.add(loaded, library.read(base))
    asserted = [*loaded.quads, *_imports(base), *graph.store.quads_for_pattern(None, None, None, CUBE)]
    inferred = list(graph.store.quads_for_pattern(None, None, None, INFERRED))
    unchanged()
    return Source(base, about, ordered(asserted), ordered(inferred), graph)


def unchanged() -> None:
    """See that the current build is of the sources as they are now.

    :raises Misuse: if a source has changed since.
    """
    build = builds.current()
    if build is None or builds.made_from(build) != fingerprint():
        raise Misuse("the sources changed while they were read; run the command again once nobody writes them")


def _imports(base: Path) -> Iterable[ox.Quad]:
    for path in imported.files(base):
        yield from ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)


def ordered(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return quads in one order, each once.

    >>> node = ox.NamedNode("http://example.org/a")
    >>> len(ordered([ox.Quad(node, node, node), ox.Quad(node, node, node)]))
    1
    """
    return sorted(set(quads), key=str)
