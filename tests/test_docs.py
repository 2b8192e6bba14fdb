"""The documentation is held to the program: commands, examples, links, licences, published IRIs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from coprokg import __version__
from coprokg.cli import main
from coprokg.folders import in_checkout, root
from coprokg.namespaces import BASE

if not in_checkout():
    pytest.skip("the documentation stands in a checkout, not in a wheel", allow_module_level=True)

PAGES = sorted(
    path for path in [*root().glob("*.md"), *root().glob("docs/**/*.md"), *root().glob("*/README.md"),
                      *root().glob("ontology/*/README.md")]
    if "build" not in path.relative_to(root()).parts and ".venv" not in path.parts)
PUBLISHED = root() / "data" / "published-iris.txt"


OURS = re.compile(r"(?<![/\"\w.:])coprokg\s")
"""A call of our command, and not a file, a graph or a repository of that name."""


def shell_lines(path: Path) -> list[str]:
    """Return the commands of ours in the shell blocks of a page."""
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if OURS.search(line) and not line.startswith(("#", "pip", "git", "cd "))]


COMMANDS = sorted({(path.relative_to(root()).as_posix(), line) for path in PAGES for line in shell_lines(path)})
WITH_TEXTS = "verify"


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{p}: {c}" for p, c in COMMANDS])
def test_a_documented_command_runs(page: str, line: str, graph_file: Path) -> None:
    """Every command on every page runs; those that need the copyrighted texts are only understood."""
    environment = {**os.environ, "COPROKG_BUILD": str(graph_file.parents[1]), "COLUMNS": "120"}
    if f"coprokg {WITH_TEXTS}" in line:
        assert WITH_TEXTS in main.commands
        return
    if line in ("coprokg build", "coprokg check", "coprokg check --dl"):
        assert line.split()[1] in main.commands
        return
    command = line.replace("coprokg ", f"{shlex.quote(sys.executable)} -m coprokg ", 1) if line.startswith(
        "coprokg ") else line.replace("| coprokg ", f"| {shlex.quote(sys.executable)} -m coprokg ")
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=root(), env=environment)
    assert done.returncode == 0, f"{page}: {line}\n{done.stderr}"
    assert done.stdout.strip(), f"{page}: {line} prints nothing"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_commands_are_documented(command: str) -> None:
    """Each command has its heading in the reference, and help that ends in an example."""
    page = (root() / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert f"\n## {command}\n" in page, f"describe {command} in docs/reference/cli.md"
    help_text = main.commands[command].help or ""
    assert "Example: " in help_text, f"end the help of {command} with an example"


@pytest.mark.parametrize("page", PAGES, ids=[p.relative_to(root()).as_posix() for p in PAGES])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


def test_one_place_holds_the_version() -> None:
    """The version in the package, the ontology and CITATION.cff is one."""
    header = (root() / "ontology/coproduction.ttl").read_text(encoding="utf-8")
    citation = (root() / "CITATION.cff").read_text(encoding="utf-8")
    assert f"ontology/{__version__}>" in header
    assert f"version: {__version__}\n" in citation
    assert f"## {__version__} " in (root() / "CHANGELOG.md").read_text(encoding="utf-8")


def test_published_iris_stay(graph: ox.Store) -> None:
    """No published IRI disappears. New ones are added with ``python -m tests.published``."""
    from tests.published import iris

    listed = PUBLISHED.read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed)), "data/published-iris.txt is not sorted, or repeats itself"
    now = iris(graph)
    gone = [iri for iri in listed if iri not in now]
    assert not gone, f"published IRIs are gone: {gone[:5]}; bring them back, or deprecate them in place"
    new = sorted(now - set(listed))
    assert not new, f"new IRIs are not listed: {new[:5]}; run python -m tests.published"
    assert all(iri.startswith(BASE) for iri in listed)


def test_the_readme_quotes_only_what_the_graph_holds(graph: ox.Store) -> None:
    """What a newcomer reads in quotation marks is what the command beside it shows."""
    exact = ox.NamedNode("http://www.w3.org/ns/oa#exact")
    held = {q.object.value for q in graph.quads_for_pattern(None, exact, None, None)
            if isinstance(q.object, ox.Literal)}
    quotes = re.findall("“([^”]+)”", (root() / "README.md").read_text(encoding="utf-8"))
    assert quotes, "the README shows a question with its words"
    missing = [words for words in quotes if words not in held]
    assert not missing, f"the graph holds no such passage: {missing}"
