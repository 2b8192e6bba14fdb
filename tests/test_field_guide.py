"""The guide to the data files says what the models say, and all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from coprokg.excerpts import example, files
from coprokg.field_guide import (
    COMMAND,
    PAGE,
    bases,
    field_guide,
    kinds_of_record,
    ordered_loaders,
    own_fields,
    title,
)
from coprokg.folders import folder, root
from coprokg.loading import loaders
from coprokg.mapping import Record, shapes
from coprokg.markers import Concept

GUIDE = field_guide()
GIVEN = files(root(), ordered_loaders().values())
FILES = {name.capitalize(): module.MODEL for name, module in ordered_loaders().items()}
RECORDS = {kind.field: kind.model for kind in kinds_of_record()}
EVERY: dict[str, type[Record]] = {**FILES, **RECORDS}


def section(heading: str) -> str:
    """Return the text of a section of the guide."""
    found = re.findall(rf"^### {re.escape(heading)}$(.*?)(?=^#|\Z)", without_examples(GUIDE), re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"{len(found)} sections are called {heading}"
    return str(found[0])


def without_examples(text: str) -> str:
    """Return Markdown without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def rows(heading: str) -> dict[str, list[str]]:
    """Return field -> the other cells of its row in a section."""
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in section(heading).splitlines() if line.startswith("| `")]
    return {row[0].strip(" `"): [cell.strip() for cell in row[1:]] for row in cells}


def test_guide_is_current() -> None:
    page = (root() / PAGE).read_text(encoding="utf-8")
    assert page == GUIDE, f"{PAGE} is out of date: run `{COMMAND}`"


def test_every_loader_is_in_it() -> None:
    assert {module.MODEL for module in loaders()} == set(FILES.values())
    assert len(EVERY) == len(FILES) + len(RECORDS), "two kinds are written under one name"
    assert len(set(RECORDS.values())) == len(RECORDS)


@pytest.mark.parametrize("heading", EVERY)
def test_every_field_is_in_it(heading: str) -> None:
    """A field stands in the section of its model, or in that of a model it extends, to which a link leads."""
    model = EVERY[heading]
    told = set(rows(heading))
    assert told == set(own_fields(model))
    for base in bases(model):
        assert f"[{title(base).lower()}](#" in section(heading)
        told |= set(rows(title(base)))
    assert told == set(model.model_fields)


@pytest.mark.parametrize("heading", EVERY)
def test_rows_say_what_a_field_holds(heading: str) -> None:
    model = EVERY[heading]
    assert " ".join((model.__doc__ or "").split()) in section(heading), "the rule of the record is its docstring"
    for name, (holds, required, description) in rows(heading).items():
        info, shape = model.model_fields[name], shapes(model)[name]
        assert required.startswith("yes") == info.is_required()
        assert holds and description, f"{model.__name__}.{name}: give it a description"
        concept = shape.find(Concept)
        assert not concept or f"[{concept.scheme}](../docs/coding-values.md#" in holds


@pytest.mark.parametrize("heading", EVERY)
def test_examples_are_of_the_data(heading: str) -> None:
    """Each stands in the guide, is YAML, and each of its lines is in the file that it names."""
    found = example(EVERY[heading], GIVEN)
    assert found is not None, "no file has such a record: is it needed?"
    assert f"```yaml\n# {found.file}\n{found.text}\n```" in GUIDE
    assert found.file.endswith(".tsv") or yaml.load(found.text, Loader=yaml.BaseLoader)
    lines = {line.strip() for line in (root() / found.file).read_text(encoding="utf-8").splitlines()}
    assert {line.strip() for line in found.text.splitlines()} - {f"{heading}:"} <= lines


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page: of each heading, in small letters, hyphens for blanks, no other marks."""
    text = GUIDE if path == root() / PAGE else path.read_text(encoding="utf-8")
    heads = re.findall(r"^#+ (.*)$", without_examples(text), re.MULTILINE)
    found = ["".join(c for c in head.lower() if c.isalnum() or c in "-_ ").replace(" ", "-") for head in heads]
    assert len(found) == len(set(found)), f"{path.name}: two headings are alike, and a link leads to the first"
    return set(found)


def test_every_link_leads_somewhere() -> None:
    links = set(re.findall(r"\]\(([^)]+)\)", without_examples(GUIDE)))
    assert len(links) > len(EVERY)
    pages: dict[Path, set[str]] = {}
    for link in links:
        name, _, anchor = link.partition("#")
        path = (root() / PAGE).parent.joinpath(name).resolve() if name else root() / PAGE
        assert path.is_file(), link
        if anchor:
            known = pages.setdefault(path, anchors(path))
            assert anchor in known, f"{link}: no such heading"


def test_introduction_names_every_folder() -> None:
    named = set(re.findall(r"^\| `([a-z]+)/` \|", GUIDE, re.MULTILINE))
    assert named == {path.name for path in folder("data").iterdir() if path.is_dir()}
