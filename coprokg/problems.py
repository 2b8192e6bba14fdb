"""What is wrong with a file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One fault: file and line, the field, what is wrong, the remedy, where the rule stands."""

    file: str
    line: int
    field: str
    what: str
    remedy: str = ""
    rule: str = "data/README.md"
    severity: str = "violation"

    def __str__(self) -> str:
        """Return the fault as one line: ``file:line field: what; remedy (rule)``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}" if self.field else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        rule = f" ({self.rule})" if self.rule else ""
        mark = "" if self.severity == "violation" else f"{self.severity}: "
        return f"{place}{field}: {mark}{self.what}{remedy}{rule}"


class DataFault(Exception):
    """The data is faulty: carries every problem found, not the first alone. Exit code 1."""

    def __init__(self, problems: Iterable[Problem], kept: str = "the last good build stays as it was") -> None:
        """Keep the problems, sorted by file and line, each once, and what is left as it was."""
        self.problems = sorted(set(problems))
        self.kept = kept
        super().__init__("\n".join(map(str, self.problems)))


class Misuse(Exception):
    """The command was misused, or something outside the data failed. Exit code 2."""


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for a near neighbour of a word, else an empty string.

    >>> did_you_mean("plannning", ["planning", "design"])
    "did you mean 'planning'?"
    >>> did_you_mean("zzz", ["planning"])
    ''
    """
    from difflib import get_close_matches

    near = get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def hint(word: str, allowed: Iterable[str]) -> str:
    """Return the near neighbour of a word, where there is one, and what is allowed.

    >>> hint("x", ["a", "b"])
    'allowed: a, b'
    >>> hint("planing", ["planning"])
    "did you mean 'planning'? allowed: planning"
    """
    names = list(allowed)
    return " ".join(filter(None, (did_you_mean(word, names), allowed_values(names))))


def allowed_values(allowed: Iterable[str], most: int = 40) -> str:
    """Return a sentence that lists the allowed values, cut where there are very many.

    >>> allowed_values(["b", "a"])
    'allowed: a, b'
    """
    names = sorted(allowed)
    more = f", ... ({len(names)} in all)" if len(names) > most else ""
    return "allowed: " + ", ".join(names[:most]) + more
