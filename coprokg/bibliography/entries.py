"""What a reader of a bibliography gives: an entry as a CSL-JSON item, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..problems import Problem

Item = dict[str, Any]
"""A CSL-JSON item: what all formats become, and what a work is made of.

Source: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""


@dataclass
class Entry:
    """An entry that was read: the item, the key it had, and where it stands.

    ``dropped`` names the fields that are not kept, ``notes`` what was read differently from how it is written;
    both are told once for a file, with their number.
    """

    item: Item
    key: str
    file: str
    line: int
    dropped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Rejected(NamedTuple):
    """An entry that was not understood, and why."""

    file: str
    line: int
    key: str
    why: str
    remedy: str

    def problem(self) -> Problem:
        """Return it as a fault of the file.

        >>> print(Rejected("a.bib", 3, "ostrom", "no title", "add a title").problem())
        a.bib:3 ostrom: no title; add a title (docs/importing.md)
        """
        return Problem(self.file, self.line, self.key, self.why, self.remedy, "docs/importing.md")


Read = Iterator[Entry | Rejected]
"""What a reader gives, in the order of the file."""
