"""What a release is made from: the content as its files say it, and the current build to ask questions of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..asking import Graph
from .metadata import Metadata


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
