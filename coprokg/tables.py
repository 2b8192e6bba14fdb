"""Print rows: a table for a terminal, CSV for a pipe, JSON and Markdown on request."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Sequence
from typing import Any, TextIO

FORMATS = ("table", "csv", "json", "md")


def default_format(stream: TextIO | None = None) -> str:
    """Return ``table`` on a terminal, ``csv`` when piped."""
    return "table" if (stream or sys.stdout).isatty() else "csv"


def cell(term: Any) -> str:
    """Return the text of an RDF term, or nothing where there is none."""
    return "" if term is None else str(getattr(term, "value", term))


def counted(number: int, noun: str = "row") -> str:
    """Return how many there are, in words.

    >>> counted(1), counted(0), counted(6, "case")
    ('1 row', '0 rows', '6 cases')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def notes(n: str, caveats: Sequence[str]) -> list[str]:
    """Return the lines that go with an answer: how many there are, and what they do not show.

    >>> notes("2 rows", ["It is made up."])
    ['n: 2 rows', 'note: It is made up.']
    """
    return [f"n: {n}", *(f"note: {caveat}" for caveat in caveats)]


def write_csv(header: Sequence[str], rows: Sequence[Sequence[str]], stream: TextIO) -> None:
    """Write rows as CSV, by RFC 4180."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


def write_markdown(header: Sequence[str], rows: Sequence[Sequence[str]], stream: TextIO) -> None:
    """Write rows as a Markdown table."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(c.replace("|", "\\|").replace("\n", "<br>") for c in cells) + " |\n"

    stream.write(line(header) + line(["---"] * len(header)))
    for row in rows:
        stream.write(line(row))


def write_markdown_notes(n: str, caveats: Sequence[str], stream: TextIO) -> None:
    """Write what goes with an answer below its Markdown table, each sentence a paragraph.

    :param n: how many there are, in words.
    :param caveats: what they do not show.
    """
    stream.writelines(f"\n*{marked(sentence)}*\n" for sentence in (f"n: {n}", *caveats))


def marked(text: str) -> str:
    r"""Return text with what Markdown would take for a mark made plain.

    >>> print(marked("a*b <i> [not reported]"))
    a\*b &lt;i> \[not reported\]
    """
    return re.sub(r"([\\`*_\[\]])", r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")


def write_table(header: Sequence[str], rows: Sequence[Sequence[str]], stream: TextIO) -> None:
    """Write rows as a table as wide as the terminal, or 120 columns where there is none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in header:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(file=stream, width=None if stream.isatty() else 120).print(table)


def write_words(behind: Sequence[Sequence[str]], stream: TextIO) -> None:
    """Write the words behind each row below a table, by the number of the row."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=stream, width=None if stream.isatty() else 120)
    for number, words in enumerate(behind, 1):
        if words:
            console.print(Text(f"[{number}]"), end="")
            console.print(Padding(Text("\n".join(words)), (0, 0, 0, 5)))


def write_json(header: Sequence[str], rows: Sequence[Sequence[Any]], stream: TextIO,
               caveats: Sequence[str] | None = None) -> None:
    """Write rows as SPARQL 1.1 Query Results JSON.

    The answer of a saved query begins with two members of our own, ``n`` and ``caveats``. Readers of the format pass
    over them there; after the rows, one that streams would stumble.

    :param rows: RDF terms, None where a variable is unbound.
    :param caveats: what the answer of a saved query does not show; None for the rows of a query of one's own.

    Source: https://www.w3.org/TR/sparql11-results-json/
    """
    bindings = [{name: _term(term) for name, term in zip(header, row, strict=True) if term is not None}
                for row in rows]
    ours = {} if caveats is None else {"n": len(rows), "caveats": list(caveats)}
    json.dump({**ours, "head": {"vars": list(header)}, "results": {"bindings": bindings}}, stream,
              ensure_ascii=False, indent=1)
    stream.write("\n")


def _term(term: Any) -> dict[str, Any]:
    if isinstance(term, str):
        return {"type": "literal", "value": term}
    kind = type(term).__name__
    if kind == "NamedNode":
        return {"type": "uri", "value": term.value}
    if kind == "BlankNode":
        return {"type": "bnode", "value": term.value}
    if kind == "Triple":
        parts = {part: _term(getattr(term, part)) for part in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif not term.datatype.value.endswith("#string"):
        found["datatype"] = term.datatype.value
    return found


def write(header: Sequence[str], rows: Sequence[Sequence[Any]], form: str, stream: TextIO) -> None:
    """Write rows of RDF terms or texts in one of the formats."""
    if form == "json":
        write_json(header, rows, stream)
        return
    writer = {"csv": write_csv, "md": write_markdown, "table": write_table}[form]
    writer(header, [[cell(term) for term in row] for row in rows], stream)
