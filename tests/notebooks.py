"""Run the worked notebooks and write their outputs anew: ``python -m tests.notebooks [NAME...]``.

Read the difference before it is committed: the prose around an output must still be true.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
SECONDS = 120
"""How long one cell may take: the first may have to build the graph."""

_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_JOINED = re.compile(r"[^<>\n]*; [^<>\n]*")


def files() -> list[Path]:
    """Return the notebooks."""
    return sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> Any:
    """Return a notebook as it stands."""
    return nbformat.read(path, as_version=4)


def run(path: Path, environment: dict[str, str] | None = None) -> Any:
    """Return a notebook with the outputs that its code gives now.

    :param environment: the environment of the process that runs it; that of this process if left out.
    """
    notebook = read(path)
    client = NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", record_timing=False,
                            resources={"metadata": {"path": str(FOLDER)}})
    client.execute(**({"env": environment} if environment else {}))
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            if "text/html" in output.get("data", {}):
                # The same table as text: it would only make differences harder to read.
                output["data"].pop("text/plain", None)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def outputs(notebook: Any) -> dict[str, str]:
    """Return cell -> what it shows, levelled: joined values in order, no style sheets, no addresses in memory."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown = [output.text if output.output_type == "stream" else
                     output.get("data", {}).get("text/html") or output.get("data", {}).get("text/plain", "")
                     for output in cell.outputs]
            found[cell.id] = level("".join(shown))
    return found


def level(text: str) -> str:
    """Return an output without what changes from run to run.

    The order inside a joined cell does not count, as in the expected rows of questions.
    """
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", _STYLE.sub("", text))
    text = _JOINED.sub(lambda found: "; ".join(sorted(part.strip() for part in found[0].split("; "))), text)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def write(names: Sequence[str]) -> None:
    """Run the named notebooks, or all, and write their outputs."""
    for path in files():
        if not names or path.stem in names:
            nbformat.write(run(path), path)
            print(path.name)


if __name__ == "__main__":
    write(sys.argv[1:])
