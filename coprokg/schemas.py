"""Generate a JSON Schema for each kind of file, so that editors complete and underline.

``python -m coprokg.schemas`` writes them to ``data/schema/``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from .folders import root
from .loading import concepts, loaders
from .problems import Misuse
from .tabular import is_table

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas(base: Path | None = None) -> dict[str, str]:
    """Return file name -> JSON Schema text, one for each loader that reads YAML.

    :param base: the folder that holds the content folders; the project's own by default.

    >>> "case.json" in schemas()
    True
    """
    base = base or root()
    known = concepts(base)
    answer = {}
    for loader in (module for module in loaders() if not is_table(module)):
        model: Any = loader.MODEL
        wanted: Any = dict.__class_getitem__((str, model)) if getattr(loader, "MANY", False) else model
        schema = TypeAdapter(wanted).json_schema(mode="validation")
        schema = {"$schema": DRAFT, "title": f"{model.kind} file", **_filled(schema, known)}
        for owner in (schema, *schema.get("$defs", {}).values()):
            for about in owner.get("properties", {}).values():
                _describe(about, schema["$defs"])
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        answer[f"{model.kind}.json"] = text
    return answer


def _filled(node: Any, known: dict[str, dict[str, str]]) -> Any:
    """Put the concepts of each scheme into its enumeration, and let text stand for numbers.

    Editors read ``2007`` as a number, our reader reads it as text: both are right in the file.
    """
    if isinstance(node, list):
        return [_filled(item, known) for item in node]
    if not isinstance(node, dict):
        return node
    if "x-scheme" in node:
        return {**{k: v for k, v in node.items() if k not in ("x-scheme", "enum")},
                "enum": list(known.get(node["x-scheme"], ()))}
    filled = {key: _filled(value, known) for key, value in node.items()}
    if filled.get("type") == "string" and "enum" not in filled and "const" not in filled:
        filled["type"] = ["string", "number"]
    return filled


def _describe(field: dict[str, Any], records: dict[str, Any]) -> None:
    """Let a map of records that says nothing of itself say what its records are."""
    inside = field.get("additionalProperties")
    if "description" not in field and isinstance(inside, dict) and "$ref" in inside:
        record = records[inside["$ref"].rpartition("/")[2]]
        field["description"] = record["description"].partition("\n")[0]


def write(base: Path | None = None) -> list[Path]:
    """Write the schemas to ``data/schema/``; return the files written.

    :raises Misuse: if the folder cannot be written.
    """
    folder = (base or root()) / "data" / "schema"
    written = []
    try:
        folder.mkdir(exist_ok=True)
        for name, text in schemas(base).items():
            path = folder / name
            path.write_text(text, encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise Misuse(f"{folder}: {error.strerror}") from None
    return written


if __name__ == "__main__":
    for file in write():
        print(file)
