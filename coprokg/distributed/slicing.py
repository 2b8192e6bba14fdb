"""Cut a large bibliography into slices that its reader reads one by one as it would the whole file.

A cut is made only where the reader of the format is known to stand between two entries with nothing in mind. Where
that is not known (UTF-16, a page of an API's answer, what follows a broken JSON object) a file stays in one slice.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TextIO, cast

from ..bibliography.json_stream import Broken, Text, object_at
from ..bibliography.opening import MOST_LINE, Given
from ..problems import Misuse

SIZE = 4_000_000
"""About how many bytes a slice has."""

_PIECE = 1 << 20
_BIBTEX = re.compile(rb"[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]")
_RIS, _RIS_END = re.compile(rb"TY {1,2}-"), re.compile(rb"ER {1,2}-")


class Slice(NamedTuple):
    """A stretch of a file from one line to before another, by its bytes."""

    path: str
    name: str
    begin: int
    end: int
    line: int
    before: str
    after: str
    digest: str


class Sliced(Given):
    """A slice as its reader sees it: the entries of the slice, on the lines that they have in the file."""

    def __init__(self, cut: Slice) -> None:
        """Take the whole file's encoding, and look at nothing but the slice.

        :param cut: the slice.
        :raises Misuse: if the file is not what it was when it was cut.
        """
        super().__init__(Path(cut.path), cut.name)
        self._cut = cut
        with _window(self.path, cut.begin, cut.end) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest != cut.digest:
            raise Misuse(f"{cut.name} was changed while it was read, or a worker sees another file there;"
                         " run the command again, with the file at the same path for all workers")
        if cut.begin and self.encoding == "utf-8-sig":
            self.encoding = "utf-8"

    @contextmanager
    def text(self) -> Iterator[io.TextIOWrapper]:
        """Open the slice behind as many empty lines as stand before it in the file."""
        with self._text() as stream:
            empty = self._cut.line - 1 - self._cut.before.count("\n")
            yield cast(io.TextIOWrapper, _Joined(empty, self._cut.before, stream, self._cut.after))

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield each line of the slice with the number that it has in the file."""
        with self._text() as stream:
            number = self._cut.line
            while line := stream.readline(MOST_LINE):
                yield number, self.mend(line)
                number += line.endswith("\n")

    @contextmanager
    def _text(self) -> Iterator[TextIO]:
        errors = "replace" if self.encoding == "utf-16" else "surrogateescape"
        with (_window(self.path, self._cut.begin, self._cut.end) as raw,
              io.TextIOWrapper(raw, self.encoding, errors=errors) as stream):
            self.position = self.windows = 0
            yield stream


class _Window(io.RawIOBase):
    """A file from one byte to before another."""

    def __init__(self, path: Path, begin: int, end: int) -> None:
        self._stream, self._left = path.open("rb"), end - begin
        self._stream.seek(begin)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _window(path: Path, begin: int, end: int) -> io.BufferedReader:
    return io.BufferedReader(_Window(path, begin, end), _PIECE)


class _Joined:
    """A text with others before and after it, read as one."""

    def __init__(self, empty: int, before: str, stream: TextIO, after: str) -> None:
        self._empty, self._before, self._stream, self._after = empty, before, stream, after

    def read(self, size: int) -> str:
        """Return the next characters; nothing at the end."""
        if self._empty:
            given = min(size, self._empty)
            self._empty -= given
            return "\n" * given
        # In one piece with what follows: the reader looks back to the beginning of a line.
        found, self._before = self._before + self._stream.read(size), ""
        if not found:
            found, self._after = self._after, ""
        return found


class _Cut(NamedTuple):
    """A place to cut: the byte, its line, and whether it is in a list."""

    byte: int
    line: int
    listed: bool = False


def slices(given: Given, module: str, size: int = SIZE) -> list[Slice]:
    """Cut a file.

    :param given: the file.
    :param module: the name of the module that reads its format.
    :param size: about how many bytes a slice has.
    :raises OSError: if the file cannot be read.
    """
    if given.encoding == "utf-16" or given.size <= size:
        cuts: Iterator[_Cut] = iter(())
    elif module in ("bibtex", "ris"):
        cuts = _between_entries(given.path, module)
    else:
        cuts = _between_objects(given)
    return _cut(given, cuts, size)


def _lines(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Yield byte, number and beginning of each line; a return by itself ends a line too, as when the file is read as text."""
    byte, number, begun = 0, 1, True
    with path.open("rb") as stream:
        while line := stream.readline(_PIECE):
            while line.endswith(b"\r") and (more := stream.read(1)):
                line += more
            if begun:
                yield byte, number, line
            begun = line.endswith(b"\n")
            byte += len(line)
            number += line.count(b"\n") + line.count(b"\r") - line.count(b"\r\n")


def _between_entries(path: Path, module: str) -> Iterator[_Cut]:
    """Yield where an entry begins; of RIS only where the one before has been ended."""
    ended = module == "bibtex"
    begins = _BIBTEX if module == "bibtex" else _RIS
    for byte, number, line in _lines(path):
        if ended and begins.match(line):
            yield _Cut(byte, number)
        if module == "ris" and line.strip():
            # Behind a return within the line another entry may begin.
            ended = bool(_RIS_END.match(line)) and line.endswith(b"\n") and b"\r" not in line.rstrip(b"\r\n")


def _between_objects(given: Given) -> Iterator[_Cut]:
    """Yield where an object begins on a line of its own, up to the first that is broken."""
    wanted = _starts(given)
    line, listed = next(wanted, (0, False))
    for byte, number, _ in _lines(given.path) if line else ():
        while line and line < number:
            line, listed = next(wanted, (0, False))
        if not line:
            return
        if line == number:
            yield _Cut(byte, number, listed)


def _starts(given: Given) -> Iterator[tuple[int, bool]]:
    """Yield the line of each such object, and whether it stands in a list, as the reader of JSON goes through the file."""
    with given.text() as stream:
        text = Text(given, stream)
        listed = text.peek() == "["
        text.at += listed
        while (begin := text.peek()) == "{" or (listed and begin not in ("", "]")):
            text.begin()
            # The line is the object's own where nothing but space stands before it.
            if text._indent is not None:
                yield text.line, listed
            try:
                if listed:
                    text.value()
                elif any(element.why for element in object_at(text)):
                    return
            except Broken:
                return


def _cut(given: Given, cuts: Iterator[_Cut], size: int) -> list[Slice]:
    """Return the slices between some of the cuts, with the checksum of each."""
    chosen = [_Cut(0, 1)]
    for cut in cuts:
        if cut.byte - chosen[-1].byte >= size:
            chosen.append(cut)
    found = []
    for number, cut in enumerate(chosen, 1):
        following = chosen[number] if number < len(chosen) else None
        end = following.byte if following else given.size
        with _window(given.path, cut.byte, end) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        found.append(Slice(str(given.path.resolve()), given.name, cut.byte, end, cut.line,
                           "[\n" if cut.listed else "\n" if cut.byte else "", "]" if following and following.listed else "", digest))
    return found
