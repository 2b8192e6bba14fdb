"""Read YAML as text with the line of every value; refuse what is hostile or ambiguous.

Scalars stay text until a model types them, so that ``NO`` is Norway and ``1.10`` is not 1.1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .problems import DataFault, Problem

Path_ = tuple[str | int, ...]

MOST_BYTES = 4_000_000
MOST_DEPTH = 20


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
    """Read one YAML file.

    :param path: the file.
    :param name: how to call it in messages; the path when not given.
    :returns: its content as dicts, lists and strings, with line numbers.
    :raises DataFault: for every fault of form found: size, encoding, syntax, repeated keys,
        anchors and aliases, depth, emptiness, several documents.
    """
    name = name or str(path)
    text = _decode(path, name)
    loader = yaml.CLoader(text) if hasattr(yaml, "CLoader") else yaml.Loader(text)
    try:
        _refuse_aliases(text, name)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise DataFault(
            [Problem(name, line, "", f"not readable as YAML: {error.problem}",
                     "quote the value, or mend the indentation")]
        ) from None
    except yaml.YAMLError as error:
        raise DataFault(
            [Problem(name, 1, "", f"not readable as YAML: {error}", "save the file as plain UTF-8")]
        ) from None
    finally:
        loader.dispose()
    if node is None:
        raise DataFault([Problem(name, 1, "", "the file is empty", "fill it in, or delete it")])
    source = Source(name, None)
    problems: list[Problem] = []
    source.data = _plain(node, (), source, problems)
    if problems:
        raise DataFault(problems)
    return source


def _decode(path: Path, name: str) -> str:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DataFault(
                [Problem(name, 1, "", f"the file has {size:,} bytes, more than {MOST_BYTES:,}",
                         "split it into several files")]
            )
        raw = path.read_bytes()
    except OSError as error:
        raise DataFault(
            [Problem(name, 0, "", f"cannot be read: {error.strerror}", "check the path")]
        ) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataFault(
            [Problem(name, line, "", f"byte 0x{raw[error.start]:02x} is not UTF-8",
                     "save the file with the encoding UTF-8")]
        ) from None


def _refuse_aliases(text: str, name: str) -> None:
    """Refuse anchors and aliases before anything is composed: a few bytes can grow to gigabytes."""
    if "&" not in text and "*" not in text:
        return
    for event in yaml.parse(text, Loader=getattr(yaml, "CLoader", yaml.Loader)):
        if getattr(event, "anchor", None):
            raise DataFault(
                [Problem(name, event.start_mark.line + 1, "", f"anchor or alias {event.anchor!r}",
                         "write the value out; where & or * is part of the text, quote it")]
            )


def _plain(node: yaml.Node, path: Path_, source: Source, problems: list[Problem]) -> Any:
    source.lines[path] = min(node.start_mark.line + 1, source.lines.get(path, 1 << 30))
    if len(path) > MOST_DEPTH:
        problems.append(
            Problem(source.name, node.start_mark.line + 1, "", f"nested deeper than {MOST_DEPTH}",
                    "flatten it: no record of ours nests so deep")
        )
        return None
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" and not node.style else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, n), source, problems) for n, item in enumerate(node.value)]
    answer: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(
                Problem(source.name, key_node.start_mark.line + 1, "", "a key must be a word",
                        "quote it if it holds [ or {")
            )
            continue
        key = key_node.value
        line = key_node.start_mark.line + 1
        if key in answer:
            problems.append(
                Problem(source.name, line, ".".join(map(str, (*path, key))), f"key {key!r} is repeated",
                        f"it stands on line {source.line((*path, key))} already: keep one")
            )
            continue
        source.lines[(*path, key)] = line
        answer[key] = _plain(value_node, (*path, key), source, problems)
    return answer
