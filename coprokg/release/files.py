"""A file of a release: as a part of the release makes it, and as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["dump", "part", "table", "nanopublications", "description", "licence"]
"""What a file is in a release: a dump of graphs, a source file, a table, nanopublications, a description, a licence."""


@dataclass(frozen=True)
class Made:
    """A file that is to be written."""

    path: str
    """Where it stands in the release, with ``/`` between folders."""
    data: bytes
    media_type: str
    title: str
    """What it holds, in one line, for people."""
    role: Role
    licence: str = "data"
    """Which of the licences of the metadata holds for it: data, ontology or code."""
    conforms_to: str = ""
    """The address of the standard that it follows beyond its media type, if there is one."""
    zip: bool = False
    """Whether a gzip of it stands beside it."""


@dataclass(frozen=True)
class Written:
    """A file that was written, without its bytes."""

    path: str
    media_type: str
    title: str
    role: Role
    licence: str
    conforms_to: str
    size: int
    """In bytes."""
    sha256: str
