"""Find an example of each kind of record in the data files, as the people who wrote them have it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from .mapping import Record, shapes
from .records import Path_, Source
from .tabular import example_of, is_table, read_source


class File(NamedTuple):
    """A data file: the loader that reads it, its content, its lines."""

    loader: ModuleType
    source: Source
    lines: list[str]


class Place(NamedTuple):
    """Where a record stands in a file, and under which field, if it stands there by key."""

    path: Path_
    under: str


class Example(NamedTuple):
    """A record as a file has it."""

    file: str
    text: str


def _places(model: type[Record], raw: Any, path: Path_, under: str, wanted: type[Record]) -> Iterator[Place]:
    """Yield where in a raw record the records of a model stand."""
    if not isinstance(raw, dict):
        return
    if model is wanted:
        yield Place(path, under)
    for name, shape in shapes(model).items():
        value = raw.get(name)
        if shape.nested is None or value is None:
            continue
        if shape.keyed:
            for key, item in value.items():
                yield from _places(shape.nested, item, (*path, name, key), name, wanted)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from _places(shape.nested, item, (*path, name, number), "", wanted)
        else:
            yield from _places(shape.nested, value, (*path, name), "", wanted)


def files(base: Path, modules: Iterable[ModuleType]) -> list[File]:
    """Return every data file that loaders read.

    :param base: the folder that holds the content folders.
    :param modules: the loaders, in the order in which their files are wanted.
    :raises DataFault: if a file cannot be read.
    """
    return [File(module, read_source(module, path, path.relative_to(base).as_posix()),
                 path.read_text(encoding="utf-8-sig").splitlines())
            for module in modules for path in sorted(base.glob(module.PATTERN))]


def example(wanted: type[Record], given: list[File]) -> Example | None:
    """Return the first record of a model that the files have, or None.

    :param wanted: the model.
    :param given: the files, in the order in which they are looked through.

    >>> from .folders import root
    >>> from .loading import loaders
    >>> case = next(module for module in loaders() if module.MODEL.kind == "case")
    >>> example(case.Phase, files(root(), [case])).text.splitlines()[0]
    'phase:'
    """
    for module, source, lines in given:
        many = getattr(module, "MANY", False)
        for key, raw in source.data.items() if many else [("", source.data)]:
            place = next(_places(module.MODEL, raw, (key,) if many else (), "", wanted), None)
            if place is not None:
                text = example_of(wanted, module, lines) if is_table(module) else _excerpt(wanted, source, lines, place)
                return Example(source.name, text)
    return None


def _excerpt(model: type[Record], source: Source, lines: list[str], place: Place) -> str:
    """Return the lines of a record, without the records that it holds by key: they have examples of their own."""
    raw = source.data
    for step in place.path:
        raw = raw[step]
    spans = {name: _span(lines, source.line((*place.path, name))) for name in raw}
    whole = _span(lines, source.line(place.path)) if place.path else [n for span in spans.values() for n in span]
    apart = {n for name, span in spans.items() if _is_keyed(model, name) and span[0] != whole[0] for n in span}
    text = textwrap.dedent("\n".join(lines[n] for n in whole if n not in apart))
    return f"{place.under}:\n{textwrap.indent(text, '  ')}" if place.under else text


def _is_keyed(model: type[Record], name: str) -> bool:
    return name in shapes(model) and shapes(model)[name].keyed


def _span(lines: list[str], number: int) -> list[int]:
    """Return the places of a line and of the lines that stand deeper below it."""
    depth = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    end = number
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
        end += 1
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    return list(range(number - 1, end))
