"""The plan of the tables of a release: ``queries/tables.yaml``, which says what the columns of saved questions are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..namespaces import expand
from ..problems import DataFault, Problem, hint
from ..records import Source as Yaml
from ..records import read_yaml

FILE = "queries/tables.yaml"
RULE = "docs/tables.md"


class ColumnPlan(BaseModel):
    """What a column of a saved question is in the graph."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    property: str
    many: bool = False
    ordered: bool = False
    to: str | None = None
    address: bool = False
    vocabulary: list[str] = Field(default_factory=list)
    kinds: str | None = None
    defined: bool = False
    absent: list[str] = Field(default_factory=list)


class TablePlan(BaseModel):
    """What a table is made of."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    question: str
    rows: str | None = None
    key: list[str] = Field(default_factory=lambda: ["id"])
    words: bool = False
    columns: dict[str, ColumnPlan]


@dataclass(frozen=True)
class Plan:
    """All tables, by name, in the order in which they stand in the workbook."""

    tables: dict[str, TablePlan]
    columns: dict[str, Mapping[str, Any]]
    """For each table the columns of its question: name, meaning, type."""


def read_plan(base: Path, questions: Mapping[str, Mapping[str, Any]]) -> Plan:
    """Read which tables a release holds, and hold the plan to the questions that it names.

    :param base: the folder that holds the content folders.
    :param questions: the saved questions by name.
    :raises DataFault: with every fault of the plan.

    >>> from ..folders import root
    >>> from ..questions import read_questions
    >>> plan = read_plan(root(), read_questions(root() / "queries", root()))
    >>> plan.tables["findings"].columns["counters"].to
    'findings'
    """
    source = read_yaml(base / FILE, FILE)
    tables: dict[str, TablePlan] = {}
    problems: list[Problem] = []
    for name, raw in (source.data if isinstance(source.data, dict) else {}).items():
        try:
            tables[name] = TablePlan.model_validate(raw)
        except ValidationError as error:
            problems += [_problem(source, (name, *map(str, fault["loc"])), fault["msg"], "see the head of the file")
                         for fault in error.errors()]
    for name, table in tables.items():
        problems += _misfits(name, table, tables, questions, source)
    if problems or not tables:
        raise DataFault(problems or [_problem(source, (), "it names no table", "write `name: {...}` for each")])
    return Plan(tables, {name: questions[table.question]["columns"] for name, table in tables.items()})


def _misfits(name: str, table: TablePlan, tables: Mapping[str, TablePlan],
             questions: Mapping[str, Mapping[str, Any]], source: Yaml) -> Iterator[Problem]:
    """Yield where a table does not fit its question, the other tables, or the prefixes."""
    if table.question not in questions:
        yield _problem(source, (name, "question"), f"there is no question {table.question!r}", hint(table.question, questions))
        return
    asked = set(questions[table.question]["columns"])
    for column in sorted(asked - {*table.columns, *table.key} | {*table.columns, *table.key} - asked):
        where = "the question has a column that is not here" if column in asked else "the question has no such column"
        yield _problem(source, (name, "columns", column), f"{column!r}: {where}", "make the two agree")
    for column, plan in table.columns.items():
        where_ = (name, "columns", column)
        if plan.to is not None and plan.to not in tables:
            yield _problem(source, where_, f"there is no table {plan.to!r}", hint(plan.to, tables))
        for term in filter(None, (plan.property, plan.kinds, table.rows)):
            try:
                expand(term)
            except KeyError as error:
                yield _problem(source, where_, str(error.args[0]), "write a prefix of ontology/prefixes.ttl")


def _problem(source: Yaml, where: tuple[str, ...], what: str, remedy: str) -> Problem:
    return Problem(FILE, source.line(where), ".".join(where), what, remedy, RULE)
