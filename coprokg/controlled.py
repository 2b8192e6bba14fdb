"""Read the controlled lists of the library: the tags of questions, and the competency questions that they answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar

from pydantic import Field

from .mapping import Record
from .markers import Catalogue
from .problems import DataFault, Problem, hint
from .reading import validate
from .records import read_yaml

TAGS, COMPETENCY = "tags.yaml", "competency-questions.yaml"
"""The names of the two lists, in the folder of queries."""

HOLE = re.compile(r"\{(\w+)\}")
"""A place in the text of a caveat that a column of a question fills."""

RULE = "queries/README.md"

R = TypeVar("R", bound=Record)


class Forbidden(Record):
    """What a question with a tag may not hold."""

    kind: ClassVar[str] = "forbidden"
    where: Literal["query", "caveats"] = Field("query", description="Where it may not stand.")
    text: str = Field(description="A regular expression.")
    because: str = Field(description="Why, and what to do instead.")


class Tag(Record):
    """A tag, and the rule that it carries."""

    kind: ClassVar[str] = "tag"
    meaning: str = Field(description="What a question with this tag is about, in one sentence.")
    demanded_by_columns: list[str] = Field(default_factory=list, description="Columns that make the tag necessary.")
    demanded_by_values: list[str] = Field(
        default_factory=list, description="Kinds of values of a parameter that make the tag necessary.")
    caveat_from: str | None = Field(None, description="The saved question whose rows make a caveat.")
    caveat: str | None = Field(None, description="The caveat, with columns of that question in braces.")
    forbids: dict[str, Forbidden] = Field(default_factory=dict, description="What such a question may not hold.")


class Competency(Record):
    """A question that researchers ask."""

    kind: ClassVar[str] = "competency"
    asks: str = Field(description="The question as they ask it.")
    kind_: str = Field(alias="kind", description="One of the kinds at the top of the list.")


@dataclass
class Controlled:
    """What heads may name: tags and competency questions."""

    tags: dict[str, Tag] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    competency: dict[str, Competency] = field(default_factory=dict)


def read_controlled(folder: Path, base: Path) -> Controlled:
    """Read both lists.

    :param folder: the folder of queries.
    :param base: the folder that holds the content folders: files are named from there.
    :returns: tags and competency questions, by name.
    :raises DataFault: if a list cannot be read, or has a faulty entry.

    >>> from .folders import root
    >>> read_controlled(root() / "queries", root()).tags["drivers"].meaning
    'What drives a case to coproduction.'
    """
    problems: list[Problem] = []
    found = Controlled()
    tags = _entries(folder / TAGS, base, (), Tag, problems)
    competency = _entries(folder / COMPETENCY, base, ("questions",), Competency, problems)
    name = (folder / COMPETENCY).relative_to(base).as_posix()
    try:
        kinds = read_yaml(folder / COMPETENCY, name).data.get("kinds", {})
    except (DataFault, AttributeError):
        kinds = {}
    problems += [Problem(name, 1, f"questions.{key}", f"the kind {one.kind_!r} is not known", hint(one.kind_, kinds), RULE)
                 for key, one in competency.items() if one.kind_ not in kinds]
    name = (folder / TAGS).relative_to(base).as_posix()
    for key, tag in tags.items():
        for rule in tag.forbids.values():
            try:
                re.compile(rule.text)
            except re.error as error:
                problems.append(Problem(name, 1, key, f"{rule.text!r} is no regular expression: {error}", "mend it", RULE))
        if (tag.caveat is None) != (tag.caveat_from is None):
            problems.append(Problem(name, 1, key, "`caveat` and `caveat_from` go together", "write both, or none", RULE))
    if problems:
        raise DataFault(problems)
    found.tags, found.kinds, found.competency = tags, kinds, competency
    return found


def _entries(path: Path, base: Path, where: tuple[str, ...], model: type[R], problems: list[Problem]) -> dict[str, R]:
    """Return the entries of a list by name; faults are added to the problems."""
    name = path.relative_to(base).as_posix()
    try:
        source = read_yaml(path, name)
    except DataFault as fault:
        problems += [problem._replace(rule=RULE) for problem in fault.problems]
        return {}
    entries: Any = source.data
    for step in where:
        entries = entries.get(step) if isinstance(entries, dict) else None
    if not isinstance(entries, dict):
        problems.append(Problem(name, 1, ".".join(where), "there is no map of names here", "write `name: {...}`", RULE))
        return {}
    found = {}
    for key, raw in entries.items():
        record, _, faults = validate(model, raw, "", source, Catalogue(), (*where, key))
        problems += [problem._replace(rule=RULE) for problem in faults]
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", key):
            problems.append(Problem(name, source.line((*where, key)), key, "this name cannot be part of an IRI",
                                    "use lower-case letters, digits and single hyphens", RULE))
        elif isinstance(record, model):
            found[key] = record
    return found
