"""Read saved queries: plain SPARQL 1.1 with a ``#+`` YAML head that describes them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from .controlled import TAGS, read_controlled
from .dimensions import Dimension, misfits, twice
from .linting import across, faults, kinds_of_values
from .mapping import Record
from .markers import Catalogue
from .problems import DataFault, Problem
from .querying import position, wrong_with_query
from .reading import validate
from .records import parse_yaml, read_text

HEAD = re.compile(r"^#\+ ?(.*)$")
BIND = re.compile(r"^\s*# bind: \?(\w+)\s*$", re.MULTILINE)
PARAMETER_TYPES = ("iri", "integer", "string")
TYPES = ("text", "integer", "decimal", "year", "iri", "statement", "statements")


class Column(Record):
    """A column of the answer."""

    kind: ClassVar[str] = "column"
    key_form: ClassVar[str] = r"[a-z][a-z0-9_]*"
    meaning: str = Field(description="What the column holds, in plain words.")
    type: str = Field(description=f"One of {', '.join(TYPES)}; the last two carry the evidence.")


class Parameter(Record):
    """A parameter of the question; its variable is ``?_<name>_<type>``, as grlc has it."""

    kind: ClassVar[str] = "parameter"
    meaning: str = Field(description="What it selects.")
    type: str = Field("iri", description="`iri`, `integer` or `string`.")
    values: str | None = Field(
        None, description="Where its values come from: `vocab/<scheme>` or a kind of record."
    )
    default: list[str] = Field(default_factory=list, description="The values when none is given.")


class Question(Record):
    """The head of a saved query."""

    kind: ClassVar[str] = "question"
    summary: str = Field(description="The question in plain words.")
    description: str = Field(description="What the answer shows, and how.")
    tags: list[str] = Field(description="By what a reader would look for it.")
    competency: list[str] = Field(default_factory=list, description="The competency questions that it answers, by their ids.")
    caveats: list[str] = Field(default_factory=list, description="What the answer does not show.")
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    example: dict[str, list[str]] = Field(
        default_factory=dict,
        description="Parameter -> values of the call whose rows stand beside the query; none: no parameter.",
    )
    columns: dict[str, Column] = Field(description="The columns, in order.")
    dimensions: dict[str, Dimension] = Field(
        default_factory=dict, description="The rows of a comparison that the answer fills.")


def read_question(path: Path, name: str) -> dict[str, Any]:
    """Read one saved query.

    :param path: the ``.rq`` file.
    :param name: how to call the file in messages.
    :returns: its head as plain data, with ``name``, ``topic``, ``file`` and ``body``.
    :raises DataFault: if the head is missing, does not parse, or does not fit the query.
    """
    text = read_text(path, name)
    # Other lines stand as empty ones, so that a fault is told by its line in the file.
    head = [match[1] if (match := HEAD.match(line)) else "" for line in text.split("\n")]
    if not any(head):
        raise DataFault([_problem(name, 1, "the query has no `#+` head", "describe it: summary, columns ...")])
    source = parse_yaml("\n".join(head) + "\n", name)
    record, _, problems = validate(Question, source.data, "", source, Catalogue())
    if record is None:
        raise DataFault(problem._replace(rule="queries/README.md") for problem in problems)
    question: dict[str, Any] = record.model_dump()
    for parameter, about in question["parameters"].items():
        about["variable"] = f"_{parameter.replace('-', '_')}_{about['type']}"
    question |= {"name": path.stem, "topic": path.parent.name, "file": name, "body": text}
    problems = _misfits(question, name)
    if problems:
        raise DataFault(problems)
    return question


def _misfits(question: dict[str, Any], name: str) -> list[Problem]:
    """Return where head and query do not fit one another."""
    problems = list(misfits(question, name))
    marked = set(BIND.findall(question["body"]))
    declared = {about["variable"] for about in question["parameters"].values()}
    for variable in sorted(declared - marked):
        problems.append(_problem(name, 1, f"no line `# bind: ?{variable}` in the query",
                                 "put one inside WHERE, and in each subselect that names it"))
    for unknown in sorted(question["example"].keys() - question["parameters"].keys()):
        problems.append(_problem(name, 1, f"the example has the unknown parameter {unknown!r}",
                                 "describe it under `parameters`, or leave it out"))
    for variable in sorted(marked - declared):
        problems.append(_problem(name, 1, f"?{variable} is bound and not described",
                                 "describe it under `parameters`"))
    for column, about in question["columns"].items():
        if about["type"] not in TYPES:
            problems.append(_problem(name, 1, f"column {column!r} has the unknown type {about['type']!r}",
                                     f"use one of {', '.join(TYPES)}"))
    for parameter, about in question["parameters"].items():
        if about["type"] not in PARAMETER_TYPES:
            problems.append(_problem(name, 1, f"parameter {parameter!r} has the unknown type"
                                     f" {about['type']!r}", f"use one of {', '.join(PARAMETER_TYPES)}"))
    try:
        projected = projection(question["body"])
    except SyntaxError as error:
        what = wrong_with_query(question["body"], error)
        problems.append(_problem(name, position(error)[0], f"not SPARQL 1.1 Query: {what}", "mend the query"))
        return problems
    if projected is None:
        problems.append(_problem(name, 1, "a question is a SELECT query", "select its columns"))
    elif projected != list(question["columns"]):
        problems.append(_problem(name, 1, f"the head describes {list(question['columns'])},"
                                 f" the query selects {projected}", "make the two agree, in order"))
    return problems


def projection(body: str) -> list[str] | None:
    """Return the names of the variables that a SELECT query projects, in order.

    >>> projection("SELECT ?a (COUNT(?b) AS ?n) WHERE { ?a ?p ?b } GROUP BY ?a")
    ['a', 'n']
    """
    import pyoxigraph as ox

    answer = ox.Store().query(body)
    return [v.value for v in answer.variables] if isinstance(answer, ox.QuerySolutions) else None


def _problem(file: str, line: int, what: str, remedy: str) -> Problem:
    return Problem(file, line, "", what, remedy, "queries/README.md")


def read_questions(folder: Path, base: Path) -> dict[str, dict[str, Any]]:
    """Read every saved query but the checks and the rules, by name, and hold them to the rules of the library.

    :param folder: the folder of queries.
    :param base: the folder that holds the content folders.
    :raises DataFault: with every problem of every query, and of the lists of what they may name.
    """
    problems: list[Problem] = []
    questions: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*/*.rq")):
        if path.parent.name in ("checks", "rules"):
            continue
        name = path.relative_to(base).as_posix()
        try:
            question = read_question(path, name)
        except DataFault as fault:
            problems += fault.problems
            continue
        if path.stem in questions:
            problems.append(_problem(name, 1, f"{questions[path.stem]['file']} has the same name",
                                     "rename one: questions are asked by name"))
        questions[path.stem] = question
    problems += twice(questions)
    try:
        known = read_controlled(folder, base)
    except DataFault as fault:
        raise DataFault([*problems, *fault.problems]) from None
    kinds = kinds_of_values(base, known)
    problems += [fault for question in questions.values() for fault in faults(question, known, kinds)]
    problems += across(questions, known, (folder / TAGS).relative_to(base).as_posix())
    if problems:
        raise DataFault(problems)
    return questions
