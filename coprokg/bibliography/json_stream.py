"""Give the objects of a JSON file one by one, each with its line; a broken one costs no other.

A streaming parser stops at the first fault and tells no lines, so the standard library's decoder is led from
object to object: only one is in memory at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .opening import Given

CHUNK = 1 << 20
MOST = 1 << 24
"""The largest object that is read, in characters."""

LISTS = ("items", "results")
"""Under which names a page of an API's answer holds its list."""

_WORTH = re.compile(r"[^\s,]")
_KEY = re.compile(r'"(?:id|citation-key|DOI)"\s*:\s*"([^"\n]{1,200})"')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)


class Element(NamedTuple):
    """An object of the file and its line; or why it could not be read, and where exactly."""

    line: int
    value: Any
    why: str = ""
    key: str = ""


class Broken(Exception):
    """A value that is not JSON."""


def elements(given: Given) -> Iterator[Element]:
    """Yield the objects of a list, of a page of an answer, of a file with one a line, or the only one.

    :param given: the file.
    """
    with given.text() as stream:
        text = Text(given, stream)
        if text.peek() == "[":
            text.at += 1
            yield from _list(text)
        while text.peek():
            if text.peek() != "{":
                yield Element(text.line, None, "neither a list nor an object begins here")
                return
            yield from _safely(text)


def _safely(text: Text) -> Iterator[Element]:
    """Yield what a top-level object holds; where it is broken, go on at the next."""
    text.begin()
    line = text.line
    try:
        yield from object_at(text)
    except Broken as broken:
        yield Element(line, None, str(broken))
        text.recover()


def object_at(text: Text) -> Iterator[Element]:
    """Yield the objects of the list inside an object; where it has none, the object itself."""
    line, fields, found = text.line, {}, False
    text.at += 1
    while (begin := text.peek()) != "}":
        key = text.value() if begin == '"' else None
        if key is None or text.peek() != ":":
            raise Broken("the file ends inside an object" if not text.peek() else
                          f"not JSON: {text.peek()!r} stands where a name in double quotes, or a colon, is wanted"
                          f" (line {text.line})")
        text.at += 1
        begin = text.peek()
        if (key in LISTS and begin == "[") or (key == "message" and begin == "{"):
            found = True
            if begin == "{":
                yield from object_at(text)
                continue
            text.at += 1
            yield from _list(text)
        else:
            fields[str(key)] = text.value()
    text.at += 1
    if not found:
        yield Element(line, fields)


def _list(text: Text) -> Iterator[Element]:
    """Yield the elements of a list whose bracket has been passed."""
    while begin := text.peek():
        if begin == "]":
            text.at += 1
            return
        text.begin()
        line = text.line
        try:
            yield Element(line, text.value())
        except Broken as broken:
            yield Element(line, None, str(broken), text.key())
            text.recover()
    yield Element(text.line, None, "the file ends inside the list: it is cut off")


class Text:
    """The text of a file, of which a part is in memory; ``at`` is how far it has been read."""

    def __init__(self, given: Given, stream: Any) -> None:
        self._given, self._stream = given, stream
        self._decoder = json.JSONDecoder(strict=False, parse_constant=_refuse)
        self._text, self.at = "", 0
        self._before = 1
        self._counted = 0
        self._indent: str | None = None
        self._ended = False

    @property
    def line(self) -> int:
        """Return the line that has been reached."""
        if self.at > self._counted:
            self._before += self._text.count("\n", self._counted, self.at)
            self._counted = self.at
        return self._before

    def _more(self) -> bool:
        """Read on, and let go of what has been passed; say whether there was more."""
        chunk = self._given.mend(self._stream.read(CHUNK))
        if not chunk:
            self._ended = True
            return False
        self._given.position += len(chunk)
        _ = self.line
        self._text = self._text[self.at:] + chunk
        self.at = self._counted = 0
        return True

    def peek(self) -> str:
        """Pass spaces and commas and return the next character; nothing at the end."""
        while True:
            if match := _WORTH.search(self._text, self.at):
                self.at = match.start()
                return match[0]
            self.at = len(self._text)
            if not self._more():
                return ""

    def begin(self) -> None:
        """Remember how the line of an element is indented: there the next one will be looked for."""
        self.peek()
        start = self._text.rfind("\n", 0, self.at) + 1
        before = self._text[start:self.at]
        self._indent = before if start and not before.strip() else None

    def value(self) -> Any:
        """Return the value that begins here, and pass it."""
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self.at)
                if end == len(self._text) and not isinstance(found, str | dict | list) and self._more():
                    # A number may go on in what is read next.
                    continue
                self.at = end
                return found
            except json.JSONDecodeError as error:
                if len(self._text) - self.at > MOST:
                    raise Broken(f"it is larger than {MOST:,} characters, or has no end") from None
                cut = len(self._text) - error.pos < CHUNK
                if cut and not self._ended and self._more():
                    continue
                line = self.line + self._text.count("\n", self.at, error.pos)
                raise Broken(f"not JSON: {error.msg} (line {line})") from None
            except (RecursionError, ValueError) as error:
                deep = isinstance(error, RecursionError)
                raise Broken("nested too deep" if deep else f"not JSON: {error}") from None

    def key(self) -> str:
        """Return by which key the broken element seems to go, or nothing."""
        match = _KEY.search(self._text, self.at, self.at + 2000)
        return match[1] if match else ""

    def recover(self) -> None:
        """Go to where the next element begins: on a line that begins as this one did, else after the last bracket."""
        if self._indent is not None:
            self._seek(re.compile(rf"(?<=\n){self._indent}(?=[{{\]])"))
            return
        depth = 0
        while True:
            token = _TOKEN.search(self._text, self.at)
            if token is None:
                if not self._more():
                    self.at = len(self._text)
                    return
                continue
            self.at = token.end()
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
            if depth <= 0 and token[0] in "}]":
                return

    def _seek(self, wanted: re.Pattern[str]) -> None:
        self.at += 1
        while not (match := wanted.search(self._text, self.at)):
            # The line may be cut where the part in memory ends.
            self.at = max(self.at, self._text.rfind("\n") if "\n" in self._text else len(self._text))
            if not self._more():
                self.at = len(self._text)
                return
        self.at = match.end()


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")
