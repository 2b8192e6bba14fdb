"""Validate what was read against its model: every fault at once, with line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from .mapping import Record, Shape, inner_iri, kinds, own_key, shapes
from .markers import Catalogue, Inner, Marker, Scope
from .problems import Problem, allowed_values, did_you_mean
from .records import Path_, Source

_MANY = 1000
KEY = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\Z")
_WANTED = {"string_type": "text", "int_parsing": "a whole number", "int_type": "a whole number",
               "decimal_parsing": "a number such as 2500000 or 1.85", "list_type": "a list",
               "decimal_type": "a number", "bool_parsing": "yes or no", "dict_type": "a map of keys"}
_FORMS = {"integer": (re.compile(r"-?[0-9]{1,18}\Z"), "a whole number, in digits alone"),
          "decimal": (re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?\Z"), _WANTED["decimal_parsing"])}
"""The forms of numbers: Python would also read ``8_46``, ``846.0`` and ``1e999999``."""


class Leaf(NamedTuple):
    """A plain value in a file: where it stands, what it must be, whose it is."""

    path: Path_
    shape: Shape
    value: Any
    owner: dict[str, Any]


class Defined(NamedTuple):
    """A record that a file defines inside another: its kinds, its key, its IRI, its place."""

    kinds: list[str]
    key: str
    iri: str
    path: Path_
    form: str


def leaves(model: type[Record], raw: Any, path: Path_ = ()) -> Iterator[Leaf]:
    """Yield every plain value of a raw record with what its field says of it."""
    for _, shape, item, place in _children(model, raw, path):
        if shape.nested and isinstance(item, dict):
            yield from leaves(shape.nested, item, place)
        elif isinstance(item, str):
            yield Leaf(place, shape, item, raw)


def definitions(model: type[Record], raw: Any, root_iri: str) -> Iterator[Defined]:
    """Yield every record that a raw record defines inside itself, at any depth."""
    yield from _definitions(model, raw, root_iri, (), root_iri.rsplit("/", 1)[-1])


def _definitions(
    model: type[Record], raw: Any, root_iri: str, path: Path_, owner: str
) -> Iterator[Defined]:
    for name, shape, item, place in _children(model, raw, path):
        if not (shape.nested and isinstance(item, dict)):
            continue
        if shape.keyed or "key" not in shapes(shape.nested):
            key = own_key(None, name, shape, place, owner, at_root=not path)
        else:
            key = str(item.get("key") or "")
        if key:
            yield Defined(kinds(shape.nested), key, inner_iri(root_iri, shape.nested, key), place,
                          shape.nested.key_form)
        yield from _definitions(shape.nested, item, root_iri, place, key)


def _children(
    model: type[Record], raw: Any, path: Path_
) -> Iterator[tuple[str, Shape, Any, Path_]]:
    if not isinstance(raw, dict):
        return
    for name, shape in shapes(model).items():
        value = raw.get(name)
        if shape.keyed and isinstance(value, dict):
            for key, item in value.items():
                yield name, shape, item, (*path, name, key)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield name, shape, item, (*path, name, number)
        elif value is not None:
            yield name, shape, value, (*path, name)


def validate(
    model: type[Record], raw: Any, iri: str, source: Source, catalogue: Catalogue, path: Path_ = ()
) -> tuple[Record | None, dict[str, dict[str, str]], list[Problem]]:
    """Validate one raw record of a file.

    :param model: the model of the record.
    :param raw: its plain content.
    :param iri: the IRI it will have.
    :param source: the file, for lines.
    :param catalogue: what it may refer to.
    :param path: where the record stands in the file.
    :returns: the record (None if faulty), kind -> key -> IRI of what it defines, all problems.
    """
    inner, problems = _index(model, raw, iri, source, path)
    problems += _values(model, raw, iri, inner, source, catalogue, path)
    told = {(p.line, p.field) for p in problems}
    try:
        record = model.model_validate(raw)
    except ValidationError as error:
        found = [p for e in error.errors() if (p := _explain(e, model, raw, source, path))]
        problems += [p for p in found if (p.line, p.field) not in told]
        return None, inner, problems
    return (None if problems else record), inner, problems


def _index(
    model: type[Record], raw: Any, iri: str, source: Source, path: Path_
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    inner: dict[str, dict[str, str]] = {}
    first: dict[tuple[str, str], Path_] = {}
    problems = []
    for found in definitions(model, raw, iri):
        place = (*path, *found.path)
        if not re.fullmatch(found.form, found.key):
            problems.append(_problem(source, place, f"key {found.key!r} is not of the form of a key",
                                     "use lower-case letters, digits and single hyphens"))
        for kind in found.kinds:
            if (kind, found.key) in first:
                where = source.line(first[kind, found.key])
                problems.append(_problem(source, place, f"key {found.key!r} is taken",
                                         f"another {kind} has it on line {where}: choose another"))
                break
            first[kind, found.key] = place
            inner.setdefault(kind, {})[found.key] = found.iri
    return inner, problems


def _values(
    model: type[Record], raw: Any, iri: str, inner: dict[str, dict[str, str]],
    source: Source, catalogue: Catalogue, path: Path_,
) -> list[Problem]:
    problems = []
    root = _Raw(raw)
    for leaf in leaves(model, raw):
        marker = leaf.shape.marker
        place = (*path, *leaf.path)
        if not leaf.value.strip():
            problems.append(_problem(source, place, "the field is blank", "fill it in, or leave the field out"))
            continue
        form, wanted = _FORMS.get(getattr(marker, "name", ""), (None, ""))
        if form and not form.match(leaf.value):
            problems.append(_problem(source, place, f"{leaf.value[:60]!r} is not {wanted}", "mend the value"))
            continue
        allowed = marker.allowed(catalogue, Scope(root, iri, inner, _Raw(leaf.owner), leaf.value))
        if allowed is None or leaf.value in allowed:
            continue
        guess = did_you_mean(leaf.value, allowed)
        # A path may lead to thousands of records: those that the guess came from are enough.
        many = guess and len(allowed) > _MANY
        known = "" if many else allowed_values(allowed) if allowed else f"none is defined: {_define(marker)}"
        problems.append(_problem(source, place, f"{_what(marker)} {leaf.value!r} is not known",
                                 " ".join(filter(None, (guess, known)))))
    return problems


class _Raw:
    """A raw mapping that gives its entries as attributes, as a record does."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw if isinstance(raw, dict) else {}

    def __getattr__(self, name: str) -> Any:
        return self._raw.get(name)


def _what(marker: Marker) -> str:
    name = getattr(marker, "scheme", None) or getattr(marker, "part", "") or getattr(marker, "target", "")
    return str(name).replace("-", " ")


def _define(marker: Marker) -> str:
    if isinstance(marker, Inner):
        return f"add one to this file, under `{marker.target}`"
    return "add a file or an entry for it"


def _problem(source: Source, path: Path_, what: str, remedy: str) -> Problem:
    return Problem(source.name, source.line(path), ".".join(map(str, path)), what, remedy)


def _explain(error: Any, model: type[Record], raw: Any, source: Source, path: Path_) -> Problem | None:
    """Put a pydantic error into words for somebody who writes data, not code."""
    kind = error["type"]
    place, other_branch = _locate(error["loc"], raw, kind)
    if other_branch:
        return None
    full = (*path, *place)
    name = str(place[-1]) if place else ""
    owner = _model_at(model, place[:-1])
    if kind == "extra_forbidden":
        fields = list(shapes(owner))
        guess = did_you_mean(name, fields)
        return _problem(source, full, f"unknown field {name!r}",
                        " ".join(filter(None, (guess, allowed_values(fields)))))
    if kind == "missing":
        about = owner.model_fields[name].description if name in owner.model_fields else ""
        return _problem(source, full, f"field {name!r} is missing", about or "fill it in")
    if kind == "value_error":
        what, _, remedy = str(error["ctx"]["error"]).partition("; ")
        return _problem(source, full, what, remedy)
    if kind in ("model_type", "model_attributes_type"):
        return _problem(source, full, "a record with fields is wanted here",
                        "indent its fields below the key")
    if error["input"] is None:
        return _problem(source, full, "the field is empty", "fill it in, or leave the field out")
    wanted = _WANTED.get(kind)
    found = _kind_of(error["input"])
    return _problem(source, full, f"{found} is not {wanted}" if wanted else f"{found}: {error['msg']}",
                    "mend the value")


def _kind_of(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    return repr(str(value)[:60])


def _locate(loc: tuple[str | int, ...], raw: Any, kind: str) -> tuple[Path_, bool]:
    """Return the path of an error in the file, and whether it is of a union's other branch.

    Pydantic puts the names of a union's branches, and the index of a value that was not written
    as a list, into its path: these are no steps in the file.
    """
    place: list[str | int] = []
    node: Any = raw
    for number, part in enumerate(loc):
        if part in (node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()):
            node = node[part]
        elif kind == "missing" and number == len(loc) - 1:
            pass
        elif isinstance(part, int):
            continue
        else:
            if (part == "str") == isinstance(node, dict):
                return tuple(place), True
            continue
        place.append(part)
    return tuple(place), False


def _model_at(model: type[Record], path: Path_) -> type[Record]:
    """Return the model of the record at a path."""
    skip = False
    for part in path:
        shape = shapes(model).get(part) if isinstance(part, str) and not skip else None
        skip = bool(shape and shape.keyed)
        if shape and shape.nested:
            model = shape.nested
    return model
