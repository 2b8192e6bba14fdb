"""Write a comparison as a table for a terminal, as CSV, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TextIO

from .comparing import Cell, Comparison, Passage
from .tables import (
    counted,
    marked,
    write_csv,
    write_markdown,
    write_markdown_notes,
    write_table,
    write_words,
)
from .tables import notes as lines_beside

LONG = ("dimension", "compared", "value", "absence", "statement", "words", "edition", "section", "page", "memo", "work")
"""The columns of the CSV with evidence: one line for each passage of each value."""


def places(passages: Iterable[Passage]) -> list[tuple[str, str, str]]:
    """Return where values stand: work, edition, and pages or, in an edition without pages, sections.

    An edition without pages is left out where another edition of the same work gives the page.

    >>> places([Passage("", "a", "par", "x", "853", work="w"), Passage("", "b", "par", "x", "99", work="w"),
    ...         Passage("", "c", "preprint", "x", work="w")])
    [('w', 'par', 'p. 99, 853')]
    """
    quoted = [p for p in passages if p.words]
    paged = {p.work for p in quoted if p.page}
    found: dict[tuple[str, str], set[str]] = {}
    for p in quoted:
        if p.page or p.work not in paged:
            found.setdefault((p.work, p.edition), set()).add(p.page or p.section)
    return [(work, edition, ("p. " if work in paged else "") + ", ".join(sorted(where, key=_in_order)))
            for (work, edition), where in found.items()]


def _in_order(page: str) -> tuple[int, str]:
    return (int(page) if page.isdecimal() else 0, page)


def lines(cell: Cell) -> list[str]:
    """Return the lines of a cell: each value with its place, then in square brackets what is absent.

    >>> lines(Cell(derived="not yet coded"))
    ['[not yet coded]']
    """
    found = []
    for value in cell.values:
        stands = "; ".join(f"{edition} {where}" for _, edition, where in places(value.passages))
        found.append(f"{value.text} [{stands}]" if stands else value.text)
    return [*found, f"[{cell.state}]"] if cell.state else found


def notes(comparison: Comparison) -> Iterator[tuple[int, str, list[str]]]:
    """Yield number, heading and words of every cell that has words, in the order of the cells."""
    number = 0
    for row, cells in zip(comparison.rows, comparison.cells, strict=True):
        for subject, cell in zip(comparison.subjects, cells, strict=True):
            if cell.evidence:
                number += 1
                yield number, f"{subject.heading}, {row.label}", cell.evidence


def texts(comparison: Comparison, joint: str, *, numbered: bool = False) -> list[list[str]]:
    """Return the rows as text: the heading, then the lines of each cell.

    :param comparison: what is compared.
    :param joint: what stands between the lines of a cell.
    :param numbered: put the number of its note behind each cell that has one.
    """
    number = 0
    rows = []
    for row, cells in zip(comparison.rows, comparison.cells, strict=True):
        line = [row.label]
        for cell in cells:
            text = joint.join(lines(cell))
            if numbered and cell.evidence:
                number += 1
                text += f" ({number})"
            line.append(text)
        rows.append(line)
    return rows


def extent(comparison: Comparison) -> str:
    """Return how much is compared, in words.

    >>> extent(Comparison("case", [], [], [], []))
    '0 cases, 0 dimensions'
    """
    return f"{counted(len(comparison.subjects), comparison.kind)}, {counted(len(comparison.rows), 'dimension')}"


def footnotes(comparison: Comparison) -> list[str]:
    """Return the sentences below a comparison: what derived gaps mean, and its caveats."""
    return [*(f"{state}: {meaning}" for state, meaning in comparison.legend.items()), *comparison.caveats]


def write_as_table(comparison: Comparison, evidence: bool, stream: TextIO) -> None:
    """Write a comparison as wide as the terminal; the words stand below it by the number of the cell."""
    header = ["", *(subject.heading for subject in comparison.subjects)]
    write_table(header, texts(comparison, "\n", numbered=evidence), stream)
    if evidence:
        write_words([[f"{heading}:", *words] for _, heading, words in notes(comparison)], stream)
    stream.writelines(f"{line}\n" for line in beside(comparison))


def beside(comparison: Comparison) -> list[str]:
    """Return the lines that go with a comparison: how much is compared, and the sentences below it."""
    return lines_beside(extent(comparison), footnotes(comparison))


def write_as_csv(comparison: Comparison, evidence: bool, stream: TextIO) -> None:
    """Write a comparison as it stands side by side; with evidence, one line for each passage."""
    if not evidence:
        header = ["dimension", *(subject.heading for subject in comparison.subjects)]
        write_csv(header, texts(comparison, " | "), stream)
        return
    write_csv(LONG, list(long(comparison)), stream)


def long(comparison: Comparison) -> Iterator[Sequence[str]]:
    """Yield a line for each passage of each value and absence, by the columns of :data:`LONG`; empty cells have one too."""
    for row, cells in zip(comparison.rows, comparison.cells, strict=True):
        for subject, cell in zip(comparison.subjects, cells, strict=True):
            start = (row.label, subject.heading)
            if not cell.values and not cell.absences:
                yield (*start, "", cell.derived, *[""] * 7)
            for value in cell.values:
                for p in value.passages or [Passage(" ".join(value.statements))]:
                    yield (*start, value.text, "", *_told(p))
            for absence in cell.absences:
                for p in absence.passages or [Passage(absence.statement)]:
                    yield (*start, "", f"{absence.kind}: {absence.aspect}: {absence.says}", *_told(p))


def _told(p: Passage) -> tuple[str, ...]:
    return p.statement, p.words, p.edition, p.section, p.page, p.memo, p.work


def write_as_markdown(comparison: Comparison, evidence: bool, stream: TextIO) -> None:
    """Write a comparison as a Markdown table; the words stand below it by the number of the cell."""
    header = ["", *(marked(subject.heading) for subject in comparison.subjects)]
    rows = [[marked(text) for text in row] for row in texts(comparison, "\n", numbered=evidence)]
    write_markdown(header, rows, stream)
    for number, heading, words in notes(comparison) if evidence else ():
        stream.write(f"\n{number}. {marked(heading)}\n")
        stream.writelines(f"    - {marked(said)}\n" for said in words)
    write_markdown_notes(extent(comparison), footnotes(comparison), stream)


def write_as_json(comparison: Comparison, evidence: bool, stream: TextIO) -> None:
    """Write a comparison as JSON: every cell with its values, statements, passages and absences."""
    rows = []
    for row, cells in zip(comparison.rows, comparison.cells, strict=True):
        found = [{"thing": s.iri, "state": c.state, **asdict(c)} for s, c in zip(comparison.subjects, cells, strict=True)]
        rows.append({"dimension": row.name, "label": row.label, "question": row.question, "cells": found})
    answer = {"of": comparison.kind, "n": len(comparison.subjects), "things": [asdict(subject) for subject in comparison.subjects],
              "dimensions": rows, "legend": comparison.legend, "caveats": comparison.caveats}
    json.dump(answer, stream, ensure_ascii=False, indent=1)
    stream.write("\n")
