"""The worked notebooks: they run, show what is committed, and quote only what the graph holds."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from coprokg.folders import in_checkout
from tests.notebooks import FOLDER, files, level, outputs, read, run

if not in_checkout():
    pytest.skip("the notebooks stand in a checkout, not in a wheel", allow_module_level=True)

NOTEBOOKS = files()
NAMES = [path.stem for path in NOTEBOOKS]
EXACT = ox.NamedNode("http://www.w3.org/ns/oa#exact")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_shows_what_its_code_gives(path: Path, graph_file: Path) -> None:
    """Its outputs are those of the graph as it is now."""
    committed = outputs(read(path))
    now = outputs(run(path, {**os.environ, "COPROKG_BUILD": str(graph_file.parents[1])}))
    differ = [cell for cell in now if now[cell] != committed[cell]]
    assert not differ, (f"{path.name}: other outputs in {', '.join(differ)}; run python -m tests.notebooks {path.stem},"
                        f" and read the difference\nnow:\n{now[differ[0]]}\ncommitted:\n{committed[differ[0]]}")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_quotes_only_what_the_graph_holds(path: Path, graph: ox.Store) -> None:
    """What stands in quotation marks in its prose is, word for word, within a passage of the graph."""
    held = [quad.object.value for quad in graph.quads_for_pattern(None, EXACT, None, None)
            if isinstance(quad.object, ox.Literal)]
    prose = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    missing = [words for words in re.findall("“([^”]+)”", prose) if not any(words in passage for passage in held)]
    assert not missing, f"the graph holds no such passage: {missing}"


def test_every_notebook_is_described() -> None:
    """The page of the notebooks leads to each."""
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert NOTEBOOKS
    assert [path.name for path in NOTEBOOKS if f"]({path.name})" not in page] == []


def test_the_order_within_a_joined_cell_does_not_count() -> None:
    assert level("<td>b; a</td>\n") == level("<td>a; b</td>")
    assert level("<td>b; a</td>") != level("<td>b; c</td>")
