"""How a saved query declares, in its head, that its rows fill a row of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from pydantic import Field

from .mapping import Record
from .problems import Problem, hint


class Dimension(Record):
    """A row of a comparison: what a saved query says of each of the things that are set side by side."""

    kind: ClassVar[str] = "dimension"
    of: str = Field(description="The kind of thing it is said of, as `what-can-be-compared` calls it: `case`, `phase` ...")
    label: str = Field(description="The heading of the row, in plain words.")
    value: list[str] = Field(
        min_length=1,
        description="Columns of the query: the first is the value, the others stand in brackets behind it.")
    parameter: str | None = Field(
        None, description="The parameter that is bound to the thing, where it is not called as the kind is.")
    given: dict[str, list[str]] = Field(default_factory=dict, description="Other parameters, with their values.")
    where: dict[str, list[str]] = Field(
        default_factory=dict, description="Column -> texts: rows with another text there are left out.")
    rests_on: list[str] = Field(
        default_factory=list,
        description="Kinds of the statements that bear the value, as their IRIs have it (`location`), where a row also"
                    " carries others; none: all that the row carries.")
    absent: list[str] = Field(
        default_factory=list,
        description="Concepts of `vocab/aspect`: an absence recorded for one of them says why a cell is empty.")
    position: int = Field(description="Its place among the rows.")


def misfits(question: Mapping[str, Any], name: str) -> Iterator[Problem]:
    """Yield where the dimensions of a head do not fit the parameters and columns beside them.

    :param question: the head as plain data.
    :param name: how to call its file.

    >>> [p.what for p in misfits({"parameters": {}, "columns": {"case": {}}, "dimensions": {
    ...     "driver": {"of": "case", "value": ["drivr"], "given": {}, "where": {}, "parameter": None}}}, "x.rq")]
    ["dimension 'driver' binds the unknown parameter 'case'", "dimension 'driver' names the unknown column 'drivr'"]
    """
    for dimension, about in question["dimensions"].items():
        bound = about["parameter"] or about["of"]
        for parameter in (bound, *about["given"]):
            if parameter not in question["parameters"]:
                does = "binds" if parameter == bound else "gives a value to"
                yield _problem(name, f"dimension {dimension!r} {does} the unknown parameter {parameter!r}",
                               hint(parameter, question["parameters"]))
        for column in (*about["value"], *about["where"]):
            if column not in question["columns"]:
                yield _problem(name, f"dimension {dimension!r} names the unknown column {column!r}",
                               hint(column, question["columns"]))


def twice(questions: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield each dimension that two queries declare of one kind of thing: it is asked for by its name.

    :param questions: name -> head of every saved query.
    """
    seen: dict[tuple[str, str], str] = {}
    for question in questions.values():
        for dimension, about in question["dimensions"].items():
            first = seen.setdefault((about["of"], dimension), question["file"])
            if first != question["file"]:
                yield _problem(question["file"], f"{first} has the dimension {dimension!r} of a {about['of']} too",
                               "give one of them another name")


def _problem(file: str, what: str, remedy: str) -> Problem:
    return Problem(file, 1, "dimensions", what, remedy, "queries/README.md")
