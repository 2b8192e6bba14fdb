"""Write the keys that inline records lack into their files, once: nothing else is touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from .loading import loaders
from .mapping import Record, shapes
from .records import Path_, read_yaml
from .tabular import is_table

_MARK = "\ufeff"


def write_keys(base: Path, only: set[Path]) -> list[str]:
    """Write missing keys.

    :param base: the folder that holds the content folders.
    :param only: the files to mend; all where empty.
    :returns: a line for each file changed.
    :raises DataFault: if a file cannot be read.
    """
    told = []
    for loader in (module for module in loaders() if not is_table(module)):
        for path in sorted(base.glob(loader.PATTERN)):
            if only and path not in only:
                continue
            name = path.relative_to(base).as_posix()
            count = _mend(path, name, loader.MODEL, many=getattr(loader, "MANY", False))
            if count:
                told.append(f"{name}: wrote {count} key{'s' if count != 1 else ''}")
    return told


def _mend(path: Path, name: str, model: type[Record], *, many: bool) -> int:
    source = read_yaml(path, name)
    if not isinstance(source.data, dict):
        return 0
    roots = source.data.items() if many else [("", source.data)]
    lacking: list[tuple[Path_, type[Record], dict[str, Any]]] = []
    taken: set[str] = set()
    for slug, raw in roots:
        _collect(model, raw, (slug,) if many else (), lacking, taken)
    if not lacking:
        return 0
    # Bytes and not lines are read and written: what ends the lines, and a mark at the start, stay.
    raw_text = path.read_bytes().decode("utf-8")
    text = raw_text.removeprefix(_MARK)
    node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    newline = "\r\n" if "\r\n" in text else "\n"
    inserts = []
    for place, nested, raw in lacking:
        key = nested.new_key(raw, taken)  # type: ignore[attr-defined]
        taken.add(key)
        inserts.append(_insertion(_at(node, place), key, newline))
    length = len(text)
    for position, piece in sorted(inserts, reverse=True):
        text = text[:position] + piece + text[position:]
    aside = path.with_name(path.name + ".new")
    aside.write_bytes((raw_text[: len(raw_text) - length] + text).encode("utf-8"))
    shutil.copymode(path, aside)
    os.replace(aside, path)
    return len(inserts)


def _collect(model: type[Record], raw: Any, path: Path_, lacking: list[Any], taken: set[str]) -> None:
    if not isinstance(raw, dict):
        return
    if hasattr(model, "new_key"):
        if "key" in raw:
            taken.add(str(raw["key"]))
        else:
            lacking.append((path, model, raw))
    for name, shape in shapes(model).items():
        value = raw.get(name)
        if shape.nested is None or value is None:
            continue
        if shape.keyed and isinstance(value, dict):
            items = [((*path, name, key), item) for key, item in value.items()]
        elif isinstance(value, list):
            items = [((*path, name, n), item) for n, item in enumerate(value)]
        else:
            items = [((*path, name), value)]
        for place, item in items:
            _collect(shape.nested, item, place, lacking, taken)


def _at(node: Any, path: Path_) -> Any:
    for part in path:
        if isinstance(node, yaml.MappingNode):
            node = next(v for k, v in node.value if k.value == part)
        else:
            node = node.value[part]
    return node


def _insertion(node: Any, key: str, newline: str) -> tuple[int, str]:
    start = node.start_mark.index
    if node.flow_style:
        return start + 1, f"key: {key}, "
    return start, f"key: {key}{newline}{' ' * node.start_mark.column}"
