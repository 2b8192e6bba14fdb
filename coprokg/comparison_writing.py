"""Compare, and print in the format asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from .comparing import compare, listed
from .front import complain
from .problems import Misuse

if TYPE_CHECKING:
    from .asking import Graph


def run(graph: Graph, things: Sequence[str], kind: str, by: Sequence[str], form: str, stream: TextIO, *,
        evidence: bool = False, include_judgement: bool = False, bib: Path | None = None) -> None:
    """Set things side by side and write the comparison.

    :param graph: the graph that is asked.
    :param things: which, by any unambiguous part of their names; none: all of the kind.
    :param kind: the kind of thing; blank for the usual one.
    :param by: dimensions, several in one text by commas; none: all.
    :param form: ``table``, ``csv``, ``md``, ``html``, ``latex`` or ``json``.
    :param stream: where to write.
    :param evidence: write the words too.
    :param include_judgement: take in what rests on a coder's judgement alone.
    :param bib: with ``latex``, the file for the works that are cited.
    :raises Misuse: for something unknown, or a bibliography of another format.
    """
    if bib is not None and form != "latex":
        raise Misuse("--bib holds the works that LaTeX cites; write --format latex --bib FILE.bib")
    found = compare(graph, kind, things, listed(by), include_judgement=include_judgement)
    if form in ("html", "latex"):
        from . import comparison_papers as papers

        if form == "html":
            papers.write_html(found, evidence, stream)
            return
        papers.write_latex(graph, found, evidence, stream)
        if bib is not None:
            with bib.open("w", encoding="utf-8") as file:
                papers.write_bib(graph, found, file)
        return
    from . import comparison_tables as tables

    writer = {"table": tables.write_as_table, "csv": tables.write_as_csv, "md": tables.write_as_markdown,
              "json": tables.write_as_json}[form]
    writer(found, evidence, stream)
    if form == "csv":
        # A line of ours would break its readers.
        for line in tables.beside(found):
            complain(line)
