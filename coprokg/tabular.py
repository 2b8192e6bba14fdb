"""Read a table as the map of fields that a YAML file would be: its head the fields, its rows records by key.

A loader whose files are tables has ``TABLE``, which names what its head and its columns are for:

- ``rows``: the field of the model under which the rows stand;
- ``key``: the column with the IRI of the row's record, of which the last part is its key;
- ``itself``: the field of the head with the IRI of the file's own record;
- ``prefixes``: the field of the head with the prefixes that cells use.

The head is YAML behind ``#``, as SSSOM has it; the rows are separated by tabs. Names with prefixes become
whole IRIs here, because only the table knows its prefixes.
"""

from __future__ import annotations

import csv
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

from .mapping import Record, Shape, inner_iri, shapes
from .markers import Iri
from .namespaces import BASE
from .problems import DataFault, Problem, did_you_mean, hint
from .records import Source, parse_yaml, read_text, read_yaml


def is_table(loader: ModuleType) -> bool:
    """Say whether the files of a loader are tables."""
    return hasattr(loader, "TABLE")


def read_source(loader: ModuleType, path: Path, name: str) -> Source:
    """Read a file as its loader's kind of file is read: YAML, or a table.

    :param loader: the module that reads files like this.
    :param path: the file.
    :param name: how to call it in messages.
    :raises DataFault: for every fault of form found.
    """
    return _Table(loader, path, name).read() if is_table(loader) else read_yaml(path, name)


def slug_of(path: Path, pattern: str) -> str:
    """Return the name of a file without the ending that its kind of file has.

    >>> slug_of(Path("data/links/works.sssom.tsv"), "data/links/*.sssom.tsv")
    'works'
    >>> slug_of(Path("data/registers/places.yaml"), "data/registers/places.yaml")
    'places'
    """
    _, star, ending = pattern.rpartition("*")
    return path.name.removesuffix(ending if star else path.suffix)


class _Table:
    """Makes plain content of a table, and tells every fault of its form."""

    def __init__(self, loader: ModuleType, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self.names: dict[str, str] = loader.TABLE
        model: type[Record] = loader.MODEL
        row_model = shapes(model)[self.names["rows"]].nested
        assert row_model is not None, f"{loader.__name__}: the rows are records"
        self.iri = f"{BASE}{model.kind}/{slug_of(path, loader.PATTERN)}"
        self.row_iri = inner_iri(self.iri, row_model, "")
        self.columns = shapes(row_model)
        self.several = {n for n, i in row_model.model_fields.items() if typing.get_origin(i.annotation) is list}
        self.prefixes: dict[str, str] = {}
        self.problems: list[Problem] = []

    def read(self) -> Source:
        """Return the content."""
        lines = read_text(self.path, self.name).splitlines()
        length = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
        source = self._head(lines[:length])
        rows = source.data[self.names["rows"]] = {}
        for line, cells in self._records(lines[length:], length):
            key = self._key(cells, line)
            if key in rows:
                other = source.line((self.names["rows"], key))
                self._fault(line, key, f"key {key!r} is taken", f"another row has it on line {other}: choose another")
                continue
            rows[key] = {column: self._value(column, cell, line) for column, cell in cells.items() if cell.strip()}
            source.lines[self.names["rows"], key] = line
        if self.problems:
            raise DataFault(self.problems)
        return source

    def _head(self, lines: list[str]) -> Source:
        """Return what the comments at the top say, without what is for the reader alone."""
        if not lines:
            raise DataFault([self._problem(1, "", "the table has no head",
                                           f"begin with `#{self.names['itself']}: {self.iri}`, as the others do")])
        source = parse_yaml("\n".join(line.removeprefix("#") for line in lines), self.name)
        if not isinstance(source.data, dict):
            raise DataFault([self._problem(1, "", "the head is not a map of fields", "write `#field: value` lines")])
        given = source.data.pop(self.names["prefixes"], None)
        if isinstance(given, dict):
            self.prefixes = {str(prefix): str(namespace) for prefix, namespace in given.items()}
        else:
            self._fault(1, self.names["prefixes"], "the head gives no prefixes", "write each as `#  wd: <namespace>`")
        itself = source.data.pop(self.names["itself"], None)
        if itself != self.iri:
            self._fault(source.line((self.names["itself"],)), self.names["itself"], f"it is {itself!r}",
                        f"a file of this name is {self.iri}")
        return source

    def _records(self, lines: list[str], before: int) -> typing.Iterator[tuple[int, dict[str, str]]]:
        """Yield each row with its line, as column -> cell."""
        reader = csv.reader(lines, delimiter="\t", strict=True)
        try:
            columns = next(reader, [])
            self._check_columns(columns, before + 1)
            for cells in reader:
                line = before + reader.line_num
                if len(cells) == len(columns):
                    yield line, dict(zip(columns, cells, strict=True))
                elif cells:
                    self._fault(line, "", f"the row has {len(cells)} cells, the table {len(columns)} columns",
                                "separate the cells by one tab each")
        except csv.Error as error:
            self._fault(before + reader.line_num, "", f"not readable as a table: {error}", "quote no cell, or all of it")

    def _check_columns(self, columns: list[str], line: int) -> None:
        known = {*self.columns, self.names["key"]} - {"key"}
        for column in dict.fromkeys(columns):
            if column not in known:
                self._fault(line, column, f"unknown column {column!r}", hint(column, known))
            if columns.count(column) > 1:
                self._fault(line, column, f"column {column!r} stands there twice", "keep one")
        if self.names["key"] not in columns:
            raise DataFault([*self.problems, self._problem(line, "", f"there is no column {self.names['key']!r}",
                                                           f"it holds the IRI of each row: {self.row_iri}...")])

    def _key(self, cells: dict[str, str], line: int) -> str:
        """Return the key of a row, and take its cell out."""
        column = self.names["key"]
        cell = cells.pop(column)
        iri = self._expand(cell, column, line)
        if iri and not iri.startswith(self.row_iri):
            self._fault(line, column, f"{cell!r} is no row of this table", f"begin its IRI with {self.row_iri}")
        return iri.removeprefix(self.row_iri)

    def _value(self, column: str, cell: str, line: int) -> str | list[str]:
        shape = self.columns.get(column)
        values = [part.strip() for part in cell.split("|")] if column in self.several else [cell.strip()]
        if shape and _prefixed(shape):
            values = [self._expand(part, column, line) for part in values]
        return values if column in self.several else values[0]

    def _expand(self, name: str, column: str, line: int) -> str:
        prefix, _, local = name.partition(":")
        if prefix in self.prefixes:
            return self.prefixes[prefix] + local
        guess = did_you_mean(prefix, self.prefixes)
        self._fault(line, column, f"{name[:60]!r} has no prefix of the head",
                    " ".join(filter(None, (guess, f"add it to `{self.names['prefixes']}`, or mend it"))))
        return ""

    def _fault(self, line: int, field: str, what: str, remedy: str) -> None:
        self.problems.append(self._problem(line, field, what, remedy))

    def _problem(self, line: int, field: str, what: str, remedy: str) -> Problem:
        return Problem(self.name, line, field, what, remedy)


def _prefixed(shape: Shape) -> bool:
    return isinstance(shape.marker, Iri) and shape.marker.prefixed


def example_of(model: type[Record], loader: ModuleType, lines: list[str]) -> str:
    """Return the lines of a table that show a model: its head, or its columns and first row.

    :param model: the model of the file, or of its rows.
    :param loader: the module that reads the table.
    :param lines: the lines of the table.
    """
    head: list[Any] = [line for line in lines if line.startswith("#")]
    return "\n".join(head if model is loader.MODEL else lines[len(head):][:2])
