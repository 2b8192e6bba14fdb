"""The JSON Schemas: as committed, as the models say, and true of every data file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from coprokg.folders import root
from coprokg.loading import concepts, loaders
from coprokg.mapping import Record, shapes
from coprokg.schemas import schemas, write
from coprokg.tabular import is_table
from tests.support import files_of, python

SCHEMAS = root() / "data/schema"
FILES = [(loader, path) for loader in loaders() if not is_table(loader)
         for path in sorted(root().glob(loader.PATTERN))]


class Core(yaml.SafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2, in which `no` is a word."""


Core.yaml_implicit_resolvers = {}
for kind, pattern, first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), first)


def committed(name: str) -> Any:
    """Return a schema as it is committed."""
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def models(model: type[Record], seen: set[type[Record]] | None = None) -> set[type[Record]]:
    """Return a model and every model inside it."""
    seen = set() if seen is None else seen
    if model not in seen:
        seen.add(model)
        for shape in shapes(model).values():
            if shape.nested:
                models(shape.nested, seen)
    return seen


MODELS = sorted({model for loader in loaders() if not is_table(loader) for model in models(loader.MODEL)}, key=lambda model: model.__name__)


def test_the_committed_schemas_are_what_the_models_say() -> None:
    made = {name: text.encode() for name, text in schemas().items()}
    old = files_of(SCHEMAS)
    assert made.keys() == old.keys(), "delete or add a schema: run `python -m coprokg.schemas`"
    changed = [name for name in made if made[name] != old[name]]
    assert not changed, "run `python -m coprokg.schemas` and commit what it writes"


def test_the_command_writes_them(content: Path) -> None:
    for path in (content / "data/schema").iterdir():
        path.write_text("{}", encoding="utf-8")
    done = python("-m", "coprokg.schemas")
    assert done.returncode == 0, done.stderr
    assert sorted(Path(line).name for line in done.stdout.splitlines()) == sorted(files_of(SCHEMAS))
    assert files_of(content / "data/schema") == {n: text.encode() for n, text in schemas(content).items()}


def test_the_schemas_are_the_same_each_time(content: Path) -> None:
    first = {path.name: path.read_bytes() for path in write(content)}
    for seed in ("1", "2"):
        assert python("-m", "coprokg.schemas", environment={"PYTHONHASHSEED": seed}).returncode == 0
        assert files_of(content / "data/schema") == first


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(committed(name))


@pytest.mark.parametrize(("loader", "path"), FILES, ids=[path.stem for _, path in FILES])
def test_a_data_file_fits_its_schema(loader: Any, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = f"{loader.MODEL.kind}.json"
    data = yaml.load(text, Loader=Core)
    found = [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"
             for error in jsonschema.Draft202012Validator(committed(name)).iter_errors(data)]
    assert not found, "\n".join(found[:10])


@pytest.mark.parametrize(("loader", "path"), FILES, ids=[path.stem for _, path in FILES])
def test_a_data_file_names_its_schema_to_editors(loader: Any, path: Path) -> None:
    line = path.read_text(encoding="utf-8").partition("\n")[0]
    up = "../" * (len(path.relative_to(root() / "data").parts) - 1)
    assert line == f"# yaml-language-server: $schema={up}schema/{loader.MODEL.kind}.json"


@pytest.mark.parametrize("model", MODELS, ids=[model.__name__ for model in MODELS])
def test_a_record_says_what_it_is(model: type[Record]) -> None:
    assert model.__doc__ and model.__doc__.strip().endswith("."), "an editor shows the docstring"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_field_says_what_it_is(name: str) -> None:
    schema = committed(name)
    owners = [(name, schema), *schema.get("$defs", {}).items()]
    silent = [f"{owner}.{field}" for owner, parts in owners for field, about in parts.get("properties", {}).items()
              if not about.get("description", "").strip().endswith(".")]
    assert not silent, "an editor shows the description of a field"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_field_with_a_vocabulary_offers_its_concepts(name: str) -> None:
    known = [sorted(scheme) for scheme in concepts().values()]
    offered = [sorted(node["enum"]) for node in nodes(committed(name)) if "enum" in node]
    assert all(offer in known for offer in offered), "an enumeration is of no vocabulary"


def nodes(schema: Any) -> list[dict[str, Any]]:
    """Return every object in a schema."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    return [*([schema] if isinstance(schema, dict) else []), *(node for part in inner for node in nodes(part))]


@pytest.mark.parametrize(("change", "word"), [
    ({"titel": "x"}, "titel"), ({"title": ["x"]}, "title"), ({"placement": {"a": {"cell": "nowhere"}}}, "nowhere"),
    ({"phase": {"a": {"label": "x", "position": "soon"}}}, "soon"), ({"phase": "x"}, "phase"),
])
def test_an_editor_underlines_what_is_wrong(change: dict[str, Any], word: str) -> None:
    case = next(path for loader, path in FILES if loader.MODEL.kind == "case")
    data = yaml.load(case.read_text(encoding="utf-8"), Loader=Core) | change
    found = list(jsonschema.Draft202012Validator(committed("case.json")).iter_errors(data))
    assert found and any(word in f"{error.message}{list(error.absolute_path)}" for error in found)
