"""Write the guide to the data files: every kind of file and record, with its rule, fields and an example."""

from __future__ import annotations

import inspect
import re
import typing
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from pydantic.fields import FieldInfo

from .coding_values import PAGE as VALUES
from .excerpts import Example, example, files
from .folders import in_checkout, root
from .loading import loaders
from .mapping import Record, Shape, kinds, shapes
from .markers import (
    Concept,
    Datatype,
    Inherited,
    Inner,
    Iri,
    Link,
    Marker,
    OntologyTerm,
    Part,
    RecordPath,
    Text,
)
from .problems import Misuse

COMMAND = "python -m coprokg.field_guide"
"""The command that writes the page again."""

PAGE = "data/README.md"

_ORDER = ("cases", "framework", "definitions", "terms", "works", "journals", "persons", "editions", "references",
          "citations", "comparisons", "places", "organizations", "codes", "links")
"""In which order kinds of file are shown; one that is not named comes last."""

_TITLES = {"Sourced": "Every file with passages", "Statements": "Every file of statements"}
"""What to call the models that files extend."""

_HEAD = f"""\
# What is known

One file, one record: the file name is its identifier, and `coprokg show <part of the name>` shows it. Places,
organizations, persons, codes, journals, works and editions are small, and stand together, each by its key.

| here | what it holds |
|---|---|
| `release.yaml` | what a release says of itself: [how it is used](../docs/decisions/0020-metadata.md) |
| `cases/` | what a work tells of an initiative, one file for each |
| `framework/` | what a work says of coproduction in general, one file for each topic |
| `definitions/` | definitions of coproduction, taken apart into conditions |
| `terms/` | where a work defines the terms of the ontology |
| `literature/` | works and journals, and the editions with the sections that passages point to |
| `literature/references/`, `citations/` | what an edition prints: its reference list, and every citation in its text |
| `literature/comparisons/` | where editions differ, in their lists and in their texts |
| `registers/` | places, organizations, the persons who wrote the works, and codes of others that have no address |
| `links/` | tables of identifiers elsewhere, one for each kind of thing, in the form of SSSOM |
| `evidence/` | the ledger of quotes that were found in the text: written by `coprokg verify`, not by hand |
| `schema/` | JSON Schemas, by which editors complete and underline: written by `python -m coprokg.schemas` |

By which rule something is coded is in the [coding manual](../docs/coding-manual.md); the values of every
controlled field are on [the page of values](../{VALUES}). Here is what can be written, and where.

## How a file is written

```yaml
# yaml-language-server: $schema=../schema/case.json
title: Caterham Barracks Community Trust
edition: bovaird-2007-par
section: caterham
actor:
  trust:
    label: the Caterham Barracks Community Trust
    actor_kind: community-trust
    evidence: {{key: money-released, page: 852, words: "released £2.5 million to a newly formed local community trust"}}
```

- **A file is a map of fields**, in YAML and UTF-8. Everything written is text until a field makes a number of it: `NO` is
  Norway, `1.10` is not 1.1. A field that nothing describes is refused, and so is a key given twice. No anchors
  and aliases (`&`, `*`), no tags (`!`), one document to a file.
- **Keys.** What is said stands under its kind (`actor:`) by a key of its own (`trust:`): short, lower-case, with hyphens,
  made of the thing, never a number. Key and kind become a part of its IRI, so a published key never changes. Elsewhere in
  the file the key stands for it (`actor: trust`); records of other files are named by file name or key.
- **One or several.** A field that takes several values takes one, or a list: `role: funder`, `role: [funder, manager]`.
- **Passages** are written where they are needed, in `evidence`: the shortest words that bear the value out, and the page.
  The same words elsewhere in the file are named by their key: `evidence: money-released`. Leave the `key` out and run
  `coprokg check --fix`: it writes one.
- **What is left out is inherited.** A passage stands in the file's `edition` and `section` unless it names its own; an
  absence rests on the sections of `read_in_full`. Where a table below says “no: `states`”, the field left out is `states`.
- **Nothing stands on nothing.** A statement has its passages; or a memo, where the coder judges; or the sections read,
  where the text is silent.

## How to check it

`coprokg check data/cases/<file>` says for each fault its file and line, what is wrong and what to do; `coprokg verify
<edition>=<text>` looks up every quote in the text. Both say all faults at once. Then `coprokg show <file>`.

This page is written by `{COMMAND}` from the models in `loaders/`, which are the fields and their rules, and the
examples are the first of their kind in the data. The words of passages are quoted and stay their owners'.
"""


class Kind(NamedTuple):
    """A kind of record: its model, the field under which it is written, and in which kinds of file."""

    model: type[Record]
    field: str
    files: list[str]


def anchor(heading: str) -> str:
    """Return the anchor that a heading of a Markdown page gets.

    >>> anchor("Stage of the value chain (`stage`)")
    'stage-of-the-value-chain-stage'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def ordered_loaders() -> dict[str, ModuleType]:
    """Return the loaders by name, in the order in which the guide shows them.

    >>> next(iter(ordered_loaders()))
    'cases'
    """
    found = {module.__name__.rsplit(".", 1)[-1]: module for module in loaders()}
    return {name: found[name] for name in sorted(found, key=lambda n: (_ORDER.index(n) if n in _ORDER else 99, n))}


def kinds_of_record() -> list[Kind]:
    """Return every kind of record inside a file, once, in the order in which files have them.

    >>> [kind.field for kind in kinds_of_record()][:2]
    ['coding', 'name']
    """
    found: dict[type[Record], Kind] = {}

    def walk(model: type[Record], file: str) -> None:
        for name, shape in shapes(model).items():
            if shape.nested:
                kind = found.setdefault(shape.nested, Kind(shape.nested, name, []))
                if file not in kind.files:
                    kind.files.append(file)
                    walk(shape.nested, file)

    for name, module in ordered_loaders().items():
        walk(module.MODEL, name)
    return list(found.values())


def bases(model: type[Record]) -> list[type[Record]]:
    """Return the models that a model extends and that give it fields, the nearest first.

    >>> from .loaders.cases import Case
    >>> [base.__name__ for base in bases(Case)]
    ['Statements', 'Sourced']
    """
    return [c for c in model.__mro__[1:] if issubclass(c, Record) and c is not Record and own_fields(c)]


def own_fields(model: type[Record]) -> list[str]:
    """Return the fields that a model declares itself, and does not have from one that it extends.

    >>> from .loaders.cases import Placement
    >>> own_fields(Placement)
    ['cell', 'placed_in', 'phase']
    """
    return [name for name in inspect.get_annotations(model) if name in model.model_fields]


def title(model: type[Record]) -> str:
    """Return the heading of the section on what a model gives to those that extend it.

    >>> from .loaders.cases import Statement
    >>> title(Statement)
    'Every statement'
    """
    return _TITLES.get(model.__name__, f"Every {model.__name__.lower()}")


def _extended() -> list[type[Record]]:
    """Return every model that others extend, those of files first, each after what it extends itself."""
    models = [module.MODEL for module in ordered_loaders().values()] + [kind.model for kind in kinds_of_record()]
    return list(dict.fromkeys(base for model in models for base in reversed(bases(model))))


def _headings() -> dict[str, str]:
    """Return kind -> the heading of its section: of files, of records in them, of what many extend."""
    answer = {kinds(kind.model)[0]: kind.field for kind in kinds_of_record()}
    answer |= {base.__dict__["kind"]: title(base) for base in _extended() if base.__dict__.get("kind")}
    return answer | {module.MODEL.kind: name.capitalize() for name, module in ordered_loaders().items()}


def _link(kind: str) -> str:
    return f"[{kind}](#{anchor(_headings()[kind])})"


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {_link(kind)}"


def _field_of(model: type[Record]) -> str:
    return next(kind.field for kind in kinds_of_record() if kind.model is model)


def _holds(name: str, info: FieldInfo, shape: Shape, values: dict[str, str]) -> str:
    """Return in words what a field holds."""
    if shape.keyed and shape.nested:
        return f"records by key: [{name}](#{anchor(name)})"
    several = typing.get_origin(info.annotation) is list
    one = _one(name, shape, values)
    if shape.nested:
        written = f"a [{shape.nested.__name__.lower()}](#{anchor(_field_of(shape.nested))})"
        one = f"{written} written out, or its key" if isinstance(shape.marker, Inner) else written
    return f"{one}; one or several" if several else one


def _one(name: str, shape: Shape, values: dict[str, str]) -> str:
    marker: Marker = shape.marker
    if isinstance(marker, Concept):
        return f"concept of [{marker.scheme}](../{VALUES}#{anchor(values[marker.scheme])})"
    if isinstance(marker, Inner):
        return f"key of {_a(marker.target)} of the file"
    if isinstance(marker, Link):
        part = f", as `{marker.target}/{marker.part}`" if marker.part else ""
        return f"key of {_a(marker.part or marker.target)}{part}"
    if isinstance(marker, Part):
        return f"key of {_a(marker.part)} of the {_link(marker.of)}"
    if isinstance(marker, OntologyTerm):
        return "name of a class or property"
    if isinstance(marker, RecordPath):
        return "path of a statement, its IRI without the base"
    if isinstance(marker, Iri):
        return "IRI with a prefix of the table" if marker.prefixed else "IRI"
    if isinstance(marker, Datatype):
        year = name == "year" or name.endswith("_year")
        return "year" if year else {"integer": "whole number"}.get(marker.name, "number")
    return "key" if name == "key" else "text" if isinstance(marker, Text) and marker.lang else "text as printed"


def _required(info: FieldInfo, shape: Shape, name: str) -> str:
    if info.is_required():
        return "yes"
    inherited = shape.find(Inherited)
    if inherited:
        return f"no: the file's `{inherited.name or name}`"
    default = info.get_default(call_default_factory=True, validated_data={})
    return f"no: `{default}`" if default not in (None, [], {}) else "no"


def _about(info: FieldInfo, shape: Shape) -> str:
    """Return the description of a field, or where it has none the rule of the record in it."""
    return info.description or (_rule(shape.nested) if shape.nested else "")


def _rule(model: type[Record]) -> str:
    return " ".join((model.__doc__ or "").split())


def _table(model: type[Record], names: list[str], values: dict[str, str]) -> str:
    rows = ["| field | what it holds | required | description |", "|---|---|---|---|"]
    for name in names:
        info, shape = model.model_fields[name], shapes(model)[name]
        cells = (f"`{name}`", _holds(name, info, shape, values), _required(info, shape, name), _about(info, shape))
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _shown(found: Example | None) -> str:
    if found is None:
        return "No file has one yet.\n"
    return f"```yaml\n# {found.file}\n{found.text}\n```\n"


def _value_headings(base: Path) -> dict[str, str]:
    """Return scheme -> heading of its section on the page of values."""
    page = (base / VALUES).read_text(encoding="utf-8")
    return {found[2]: found[1] for found in re.finditer(r"^## (.*\(`([a-z-]+)`\))$", page, re.MULTILINE)}


def field_guide(base: Path | None = None) -> str:
    """Return the guide in Markdown.

    :param base: the folder that holds the content folders; the project's own by default.
    :returns: the text of the page, ending in a line break.

    >>> field_guide().splitlines()[0]
    '# What is known'
    """
    base = base or root()
    values = _value_headings(base)
    records, given = kinds_of_record(), files(base, ordered_loaders().values())
    parts = [_HEAD, "## The kinds of file\n"]
    for name, module in ordered_loaders().items():
        many = ": all records in one file, each by its key" if getattr(module, "MANY", False) else ""
        model = module.MODEL
        parts += [f"### {name.capitalize()}\n", f"`{module.PATTERN}`{many}. {_rule(model)}{_above(model)}\n",
                  _table(model, own_fields(model), values), _shown(example(model, given))]
    parts.append("## What several kinds have\n")
    for model in _extended():
        parts += [f"### {title(model)}\n", f"{_rule(model)}{_above(model)}\n",
                  _table(model, own_fields(model), values)]
    parts.append("## The kinds of record\n")
    for kind in records:
        where = ", ".join(f"[{name}](#{anchor(name.capitalize())})" for name in kind.files)
        parts += [f"### {kind.field}\n", f"{_rule(kind.model)} In: {where}.{_above(kind.model)}\n"]
        parts += [_table(kind.model, own, values)] if (own := own_fields(kind.model)) else []
        parts.append(_shown(example(kind.model, given)))
    return "\n".join(parts)


def _above(model: type[Record]) -> str:
    """Return a sentence that says where the other fields of a record are told."""
    links = [f"[{title(b).lower()}](#{anchor(title(b))})" for b in bases(model)]
    return f" It has the fields of {' and of '.join(links)} too." if links else ""


def main() -> None:
    """Write the page into the checkout.

    :raises Misuse: if the package does not run from a checkout.
    """
    if not in_checkout():
        raise Misuse(f"{PAGE} is part of the repository: run `{COMMAND}` from a checkout")
    (root() / PAGE).write_text(field_guide(), encoding="utf-8")


if __name__ == "__main__":
    main()
