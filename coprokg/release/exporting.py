"""``coprokg export``: write a release, each file from what is said once, and swap it in whole."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..building import Say, silent
from .files import Made, Written
from .replacing import SUMS, checked, replacement, sum_line
from .source import Source, gather, unchanged

Part = Callable[[Source], Iterable[Made]]
Describe = Callable[[Source, Sequence[Written]], Iterable[Made]]

LEVEL = 9
"""How hard gzip tries: fixed, because other levels give other bytes."""


@dataclass(frozen=True)
class Report:
    """What an export wrote."""

    folder: Path
    version: str
    issued: dt.date
    files: int
    size: int
    """In bytes, all files together."""
    quads: int


def export(folder: Path, say: Say = silent) -> Report:
    """Write a release into a folder.

    The folder must be new, empty, or hold a release and nothing else. An older release stays until the new one is
    whole: whatever happens in between, one of them is there.

    :param folder: the folder.
    :param say: called with a word about each step.
    :returns: what was written.
    :raises DataFault: if the data is faulty, or a format cannot hold it.
    :raises Misuse: if the folder cannot be replaced, or a source changes while it is read.
    """
    from . import descriptions, dumps, nanopublications, parts, tables

    def described(source: Source, written: Sequence[Written]) -> Iterator[Made]:
        yield from descriptions.files(source, written)
        # Some parts are copied from the sources, long after the graph was read from them.
        unchanged()

    place = checked(folder)
    source = gather(say)
    return write(place, source, (dumps.files, parts.files, tables.files, nanopublications.files), described, say)


def write(folder: Path, source: Source, parts: Iterable[Part], describe: Describe, say: Say = silent) -> Report:
    """Write what the parts of a release make, then what describes it, then the sums of all.

    :param folder: where the release is to be.
    :param source: what it is made from.
    :param parts: each gives files of its own.
    :param describe: gives the files that describe those which were written.
    :param say: called with a word about each step.
    :raises Misuse: if the folder cannot be replaced.
    """
    done: list[Written] = []
    with replacement(folder) as work:
        for part in parts:
            for made in part(source):
                say(f"writing {made.path}")
                done += _write(work, made, source.about.issued)
        for made in describe(source, tuple(done)):
            say(f"writing {made.path}")
            done += _write(work, made, source.about.issued)
        sums = "".join(sum_line(one.path, one.sha256) for one in sorted(done, key=lambda one: one.path)).encode()
        (work / SUMS).write_bytes(sums)
        say("putting the release in its place")
    return Report(folder, source.about.version, source.about.issued, len(done) + 1,
                  sum(one.size for one in done) + len(sums), len(source.asserted) + len(source.inferred))


def _write(folder: Path, made: Made, day: dt.date) -> Iterator[Written]:
    for path, data, media_type, title in _with_zip(made, day):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        # Two parts that write one file are at fault, and the one that came later must not win.
        with place.open("xb") as stream:
            stream.write(data)
        yield Written(path, media_type, title, made.role, made.licence, made.conforms_to, len(data),
                      hashlib.sha256(data).hexdigest())


def _with_zip(made: Made, day: dt.date) -> Iterator[tuple[str, bytes, str, str]]:
    yield made.path, made.data, made.media_type, made.title
    if made.zip:
        yield f"{made.path}.gz", zipped(made.data, day), "application/gzip", f"{made.title}, gzip"


def zipped(data: bytes, day: dt.date) -> bytes:
    """Return data as gzip: with the day of the release as its time, and no name of a file.

    :param data: what is zipped.
    :param day: the day of the release.

    >>> zipped(b"words", dt.date(2026, 11, 23)) == zipped(b"words", dt.date(2026, 11, 23))
    True
    """
    stream = io.BytesIO()
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()
    with gzip.GzipFile("", "wb", LEVEL, stream, int(midnight)) as out:
        out.write(data)
    return stream.getvalue()
