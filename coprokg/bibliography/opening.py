"""Open a file that somebody else wrote: find its encoding, refuse what is no text, give it piece by piece."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..problems import Misuse

MOST_LINE = 4_000_000
"""The longest line that is read, in characters."""

HEAD = 65_536
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OTHER = {
    b"%PDF": "a PDF; export the references from the programme that manages them",
    b"PK\x03\x04": "a packed file (zip, or a word processor's document); unpack it, or export the references",
    b"\x1f\x8b": "a packed file (gzip); unpack it first",
    b"\xff\xfe\x00\x00": "text in UTF-32; save it as UTF-8",
    b"\x00\x00\xfe\xff": "text in UTF-32; save it as UTF-8",
    b"SQLite format 3": "a database; export the references from the programme that manages them",
}
_BYTES = re.compile("[\udc80-\udcff]+")


class Given:
    """A file to import, opened as often as its reader needs.

    A byte that is not UTF-8 is read as Windows-1252, byte by byte: one old line in a file costs no other
    its accents. ``windows`` counts the places.
    """

    def __init__(self, path: Path, name: str | None = None) -> None:
        """Look at the beginning of a file.

        :param path: the file.
        :param name: how to call it in messages; the path when not given.
        :raises Misuse: if it is no text.
        :raises OSError: if it cannot be read.
        """
        self.path, self.name = path, name or str(path)
        self.windows = 0
        self.position = 0
        if path.is_dir():
            raise Misuse(f"{self.name} is a folder; name the files in it")
        self.size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(HEAD)
        for mark, what in _OTHER.items():
            if start.startswith(mark):
                raise Misuse(f"{self.name} is {what}")
        self.encoding = next((name for mark, name in _MARKS.items() if start.startswith(mark)), "utf-8")
        if self.encoding != "utf-16" and b"\0" in start:
            raise Misuse(f"{self.name} is no text: it holds zero bytes; if it is UTF-16, save it as UTF-8")

    @contextmanager
    def text(self) -> Iterator[io.TextIOWrapper]:
        """Open the file as text, with every kind of line end made one; the progress starts again."""
        with self.path.open("rb") as raw:
            errors = "replace" if self.encoding == "utf-16" else "surrogateescape"
            with io.TextIOWrapper(raw, self.encoding, errors=errors) as stream:
                self.position = self.windows = 0
                yield stream

    def mend(self, text: str) -> str:
        """Return a text read by :meth:`text` with the bytes that were not UTF-8 read as Windows-1252."""
        if text.isascii():
            return text
        return _BYTES.sub(self._windows, text)

    def _windows(self, match: re.Match[str]) -> str:
        self.windows += 1
        return match[0].encode("ascii", "surrogateescape").decode("cp1252", "replace")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield each line with its number; one longer than is read comes in parts with the same number."""
        with self.text() as stream:
            number, begun = 1, True
            while line := stream.readline(MOST_LINE):
                self.position += len(line)
                yield number, self.mend(line)
                begun = line.endswith("\n")
                number += begun

    def start(self) -> str:
        """Return the beginning of the text."""
        with self.text() as stream:
            return self.mend(stream.read(HEAD))
