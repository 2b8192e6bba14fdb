"""See whether the sources have changed since the last build, without reading them."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from .folders import CONTENT, root

SUFFIXES = (".ttl", ".yaml", ".tsv", ".nq", ".rq", ".py")


def fingerprint() -> str:
    """Return a short text that changes when a source file is added, removed or written.

    It is made of names, sizes and times of change alone. A file that was touched and not changed
    costs a build, never a wrong answer.

    >>> fingerprint() == fingerprint()
    True
    """
    places = [root() / name for name in CONTENT] + [Path(__file__).parent]
    total, count = 0, 0
    for place in places:
        for entry in _files(str(place)):
            status = entry.stat()
            line = f"{entry.path}\0{status.st_size}\0{status.st_mtime_ns}"
            total = (total + zlib.crc32(line.encode()) * 2654435761) % (1 << 64)
            count += 1
    return f"{count}-{total:016x}"


def _files(folder: str) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return found
    for entry in entries:
        if entry.name.startswith((".", "__")) and entry.is_dir():
            continue
        if entry.is_dir():
            found += _files(entry.path)
        elif entry.name.endswith(SUFFIXES):
            found.append(entry)
    return found
