"""The rows that stand beside a saved question, and how rows of different engines are compared with them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .folders import root

Row = tuple[str | None, ...]


def row_of(cells: Sequence[str | None]) -> Row:
    """Return a row as it is compared: the order inside a joined cell does not count.

    >>> row_of(["b; a", "1.50", "", " x "])
    ('a; b', '1.5', None, 'x')
    """
    return tuple(_cell(text) for text in cells)


def _cell(text: str | None) -> str | None:
    """Level a cell: joined values in order, spaces single, numbers in one form."""
    if text is None or not text.strip():
        return None
    if re.fullmatch(r"-?\d+\.\d+", text):
        return text.rstrip("0").rstrip(".")
    if text.startswith("https://w3id.org/"):
        return " ".join(sorted(text.split()))
    for joint in ("; ", ", "):
        if joint in text:
            return joint.join(sorted(text.split(joint)))
    return text.strip()


def expected_file(question: dict[str, Any]) -> Path:
    """Return the file with the expected rows of a question."""
    path: Path = (root() / question["file"]).with_suffix(".csv")
    return path


def expected_rows(question: dict[str, Any]) -> Counter[Row]:
    """Return the expected rows of a question, each with how often it is there; none where there is no file."""
    path = expected_file(question)
    if not path.is_file():
        return Counter()
    with path.open(encoding="utf-8", newline="") as stream:
        return Counter(map(row_of, list(csv.reader(stream))[1:]))
