"""Read YAML as text with the line of every value; refuse what is hostile or ambiguous.

Scalars stay text until a model types them, so that ``NO`` is Norway and ``1.10`` is not 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .problems import DataFault, Problem

Path_ = tuple[str | int, ...]

MOST_BYTES = 4_000_000
MOST_DEPTH = 20

_NULL = ("", "~", "null", "Null", "NULL")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass
class Source:
    """A file as read: its plain content, and the line of each key and value."""

    name: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """Return the line of a value, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(path: Path, name: str | None = None) -> Source:
    r"""Read one YAML file.

    :param path: the file.
    :param name: how to call it in messages; the path when not given.
    :returns: its content as dicts, lists and strings, with line numbers.
    :raises DataFault: for every fault of form found: size, encoding, syntax, repeated keys,
        anchors and aliases, tags, depth, emptiness, several documents.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "place.yaml"
    >>> _ = file.write_text("norway:\n  country_code: NO\n")
    >>> source = read_yaml(file)
    >>> source.data
    {'norway': {'country_code': 'NO'}}
    >>> source.line(("norway", "country_code"))
    2
    """
    name = name or str(path)
    return parse_yaml(read_text(path, name), name)


def parse_yaml(text: str, name: str) -> Source:
    """Read YAML from a text, as :func:`read_yaml` does from a file.

    >>> parse_yaml("a: 1.10", "x").data
    {'a': '1.10'}
    """
    reader = _Reader(text, name)
    try:
        source = reader.read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DataFault(
            [*reader.problems, Problem(name, mark.line + 1 if mark else 1, "",
                                       f"not readable as YAML: {error.problem}",
                                       "quote the value, or mend the indentation")]
        ) from None
    except yaml.YAMLError as error:
        what = " ".join(str(error).split())
        raise DataFault([*reader.problems, Problem(name, 1, "", f"not readable as YAML: {what}",
                                                   "delete the character")]) from None
    if reader.problems:
        raise DataFault(reader.problems)
    return source


def read_text(path: Path, name: str) -> str:
    """Return the text of a file in UTF-8, of a bearable size and without control characters.

    :param path: the file.
    :param name: how to call it in messages.
    :raises DataFault: if it is not such a file.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise DataFault(
            [Problem(name, 0, "", f"cannot be read: {error.strerror}", "check the path")]
        ) from None
    if len(raw) > MOST_BYTES:
        raise DataFault(
            [Problem(name, 1, "", f"the file has more than {MOST_BYTES:,} bytes",
                     "split it into several files")]
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataFault(
            [Problem(name, line, "", f"byte 0x{raw[error.start]:02x} is not UTF-8",
                     "save the file with the encoding UTF-8")]
        ) from None
    control = _CONTROL.search(text)
    if control:
        raise DataFault(
            [Problem(name, text.count("\n", 0, control.start()) + 1, "",
                     f"control character U+{ord(control[0]):04X}", "delete it")]
        )
    return text


class _Reader:
    """Makes plain content of the parser's events.

    Nothing is composed: the C parser's own composer crashes on deep nesting, and expands aliases.
    """

    def __init__(self, text: str, name: str) -> None:
        self.source = Source(name, None)
        self.problems: list[Problem] = []
        self._events: Iterator[Any] = yaml.parse(text, Loader=getattr(yaml, "CLoader", yaml.Loader))

    def read(self) -> Source:
        """Return the one document."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise DataFault([self._problem(1, "the file is empty", "fill it in, or delete it")])
        self.source.data = self._value(next(self._events), ())
        next(self._events)
        more = next(self._events)
        if not isinstance(more, yaml.StreamEndEvent):
            self.problems.append(self._problem(more.start_mark.line + 1, "a second document begins",
                                               "delete the line `---`, or make two files"))
        return self.source

    def _value(self, event: Any, path: Path_) -> Any:
        line = event.start_mark.line + 1
        self.source.lines.setdefault(path, line)
        if event.anchor:
            raise DataFault([*self.problems, self._problem(
                line, f"anchor or alias {event.anchor!r}",
                "write the value out; where & or * is part of the text, quote it")])
        if event.tag:
            self.problems.append(self._problem(line, f"the tag {event.tag!r}",
                                               "leave it out; where ! is part of the text, quote it"))
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in _NULL else self._text(event, line)
        if len(path) >= MOST_DEPTH:
            raise DataFault([*self.problems, self._too_deep(line)])
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, (*path, number)) for number, item in enumerate(self._until_end())]
        return self._map(path)

    def _text(self, event: Any, line: int) -> str:
        text: str = event.value
        control = _CONTROL.search(text)
        if control:
            self.problems.append(self._problem(line, f"control character U+{ord(control[0]):04X}",
                                               "delete it"))
        return text

    def _until_end(self) -> Iterator[Any]:
        for event in self._events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield event

    def _map(self, path: Path_) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for event in self._until_end():
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                self.problems.append(self._problem(line, "a key must be a word",
                                                   "quote it if it holds [ or {"))
                self._value(event, (*path, ""))
                self._value(next(self._events), (*path, ""))
                continue
            key = str(self._value(event, (*path, event.value)) or event.value)
            if key in answer:
                self.problems.append(Problem(
                    self.source.name, line, ".".join(map(str, (*path, key))), f"key {key!r} is repeated",
                    f"it stands on line {self.source.line((*path, key))} already: keep one"))
                self._value(next(self._events), (*path, key))
                continue
            answer[key] = self._value(next(self._events), (*path, key))
        return answer

    def _too_deep(self, line: int) -> Problem:
        return self._problem(line, f"nested deeper than {MOST_DEPTH}",
                             "flatten it: no record of ours nests so deep")

    def _problem(self, line: int, what: str, remedy: str) -> Problem:
        return Problem(self.source.name, line, "", what, remedy)
