"""The parts that workers write: each aside, then swapped in under a name that holds its checksum.

A part is named by what it is made from (its key) and by what is in it (its SHA-256). So a later run takes over what an
earlier one that broke off has made from the same sources by the same code, and throws away what is damaged.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from .. import __version__
from ..problems import DataFault, Misuse

ENDING, MAKING = ".part", ".making"

_DECIDES = ("bibtexparser", "pydantic", "pylatexenc", "pyoxigraph", "pyyaml", "rispy")
"""The libraries whose releases may differ in what becomes of the same source."""

_CHUNK = 1 << 20


def key_of(*made_from: Any) -> str:
    """Return the name of a part, from all that it is made from.

    :param made_from: what it is made from, as plain values.

    >>> key_of("a.bib", 0) == key_of("a.bib", 0), key_of("a.bib", 0) == key_of("a.bib", 1)
    (True, False)
    """
    return hashlib.sha256(json.dumps(made_from, ensure_ascii=False).encode()).hexdigest()[:32]


@lru_cache(maxsize=8)
def code_print(base: Path) -> str:
    """Return a text that tells what makes quads, code and vocabularies, apart from any other: workers must have the same.

    :param base: the folder that holds the content folders.
    """
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).parents[1]
    for folder, pattern in ((package, "*.py"), (package, "bibliography/*.py"), (package, "distributed/*.py"),
                            (base, "loaders/*.py"), (base, "ontology/vocabularies/*.ttl")):
        for path in sorted(folder.glob(pattern)):
            digest.update(f"{path.relative_to(folder).as_posix()}\0{digest_of(path)}\0".encode())
    for name in _DECIDES:
        digest.update(f"{name} {importlib.metadata.version(name)}\0".encode())
    return digest.hexdigest()[:32]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Writer:
    """A part while it is written: counts its checksum."""

    def __init__(self, stream: BinaryIO) -> None:
        """Begin a part.

        :param stream: where its bytes go.
        """
        self._stream, self._digest = stream, hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Add some bytes."""
        self._stream.write(data)
        self._digest.update(data)

    def checksum(self) -> str:
        """Return the SHA-256 of what has been written."""
        return self._digest.hexdigest()


@contextmanager
def making(folder: Path, key: str) -> Iterator[Writer]:
    """Give a part to write, and swap it in; what breaks off leaves no part.

    Two workers may make the same part at once: the names differ while it is made, and the bytes are the same.

    :param folder: where parts stand.
    :param key: what it is made from, by :func:`key_of`.
    """
    work = folder / f"{key}.{socket.gethostname()}.{os.getpid()}{MAKING}"
    try:
        with work.open("wb") as stream:
            writer = Writer(stream)
            yield writer
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(work, folder / f"{key}-{writer.checksum()}{ENDING}")
    finally:
        work.unlink(missing_ok=True)


def find(folder: Path, key: str) -> Path | None:
    """Return the part with a key, or None; one that is not what its checksum says is removed.

    :param folder: where parts stand.
    :param key: what it is made from, by :func:`key_of`.
    """
    for path in sorted(folder.glob(f"{key}-*{ENDING}")):
        if digest_of(path) == path.name.removesuffix(ENDING).rpartition("-")[2]:
            return path
        path.unlink()
    return None


def found(folder: Path, key: str) -> Path:
    """Return the part with a key, which must be there.

    :raises Misuse: if it is not.
    """
    path = find(folder, key)
    if path is None:
        raise Misuse(f"a part in {folder} was removed or damaged after it was made; run the command again")
    return path


@contextmanager
def parts_folder(to: Path) -> Iterator[Path]:
    """Give the folder of the parts of a file: it stays where a run breaks off, and goes when it is done.

    :param to: the file that will be written.
    :raises Misuse: if another run is writing it.
    """
    folder = to.with_name(f".{to.name}.parts")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Misuse(f"another run is writing {to}; wait for its end, or give another --to") from None
        except OSError:
            # A file system without locks, as some clusters have: there only its users keep two runs apart.
            pass
        for left in folder.glob(f"*{MAKING}"):
            left.unlink(missing_ok=True)
        try:
            yield folder
        except DataFault:
            # Told, and not to be mended by running it again: nothing is left behind.
            shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)
