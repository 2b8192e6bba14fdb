"""Check what is given as printed, the entries of reference lists and the citations, against the texts.

Such strings are facts of bibliography: they are no quotes and count towards no limit
(``docs/decisions/0009-literature.md``), but each must stand in its text, in its place and order. The
entries of a reference list must moreover fill their section: nothing may be left between two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from .editions import EditionText, IndexedText, index_text, normalise
from .problems import DataFault, Problem
from .verifying import Located, QuotedPassage

RULE = "docs/coding-manual.md"
APART = " … "
"""What stands between the parts of a string whose parts stand apart: a name, and later its year."""


@dataclass(frozen=True)
class PrintedString:
    """A string as printed: where it is said to stand, and where it is written down.

    ``fills`` says that the strings of its list fill the section, one directly after the other.
    """

    iri: str
    edition: str
    section: str
    page: int | None
    position: int
    text: str
    fills: bool = False
    file: str = ""
    line: int = 0

    @property
    def passage(self) -> QuotedPassage:
        """Return it as the ledger keeps it."""
        return QuotedPassage(self.iri, self.edition, self.section, self.page, self.text,
                             file=self.file, line=self.line)


@dataclass(frozen=True)
class PrintedReport:
    """Which strings stand where they say, and what is wrong with the others."""

    located: tuple[Located, ...]
    problems: tuple[Problem, ...]


def check_printed(
    strings: Iterable[PrintedString], editions: Iterable[EditionText], texts: Mapping[str, str]
) -> PrintedReport:
    """Look for every string in the text of its edition, each after the one before it.

    :param strings: the strings, of one or several editions.
    :param editions: what is known of the editions.
    :param texts: the text of each edition, by the edition's slug; editions may be missing.
    :returns: which strings stand in their place, and the problems of the others.

    >>> from coprokg.editions import Section
    >>> edition = EditionText("e", "e", (Section("all", 1, None, "As"), Section("list", 2, None, "References")), 90)
    >>> text = "As Poe ( 1840 ) has it . References Poe . 1840 . Tales . Roe . 1850 . Sails ."
    >>> poe = PrintedString("r/1", "e", "list", None, 1, "Poe. 1840. Tales.", fills=True)
    >>> cited = PrintedString("p/1", "e", "all", None, 1, "Poe … 1840")
    >>> report = check_printed([poe, cited], [edition], {"e": text})
    >>> [one.passage.iri for one in report.located]
    ['r/1', 'p/1']
    >>> print(report.problems[0].what)
    after the last entry the list goes on: "Roe. 1850. Sails."
    """
    known = {edition.slug: edition for edition in editions}
    problems: list[Problem] = []
    located: list[Located] = []
    wanted = sorted((s for s in strings if s.edition in texts), key=lambda s: (s.edition, not s.fills, s.position))
    for slug, mine in groupby(wanted, key=lambda s: s.edition):
        try:
            index = index_text(known[slug], texts[slug])
        except DataFault:
            continue  # The passages of the edition are checked first, and tell what is wrong with it.
        for fills, run in groupby(mine, key=lambda s: s.fills):
            located += _in_order(list(run), index, problems, fills=fills)
    return PrintedReport(tuple(located), tuple(problems))


def _in_order(
    strings: list[PrintedString], index: IndexedText, problems: list[Problem], *, fills: bool
) -> list[Located]:
    """Return the strings that stand one after the other, and say what is wrong with the others."""
    found = []
    end = None if fills else 0
    for string in strings:
        place, after = _find(string, index, end or 0)
        if place is None or after is None:
            problems.append(_fault(string, f"{_short(string.text)} does not stand in {index.edition.short}"
                                   + (f" after {_reading(index, end)}" if end else ""),
                                   "copy it as printed, and count its position in the order of print"))
            continue
        if fills and end is not None and place != end:
            problems.append(_fault(string, f"before {_short(string.text)} something of the list is left out: "
                                   f"{_reading(index, end, place)}", "give every entry, in full"))
        problems += _misplaced(string, place, after, index)
        found.append(Located(string.passage, index.level.offsets[place], range(0), index.digest))
        end = after
    if fills and end and (rest := _rest(index, end)):
        problems.append(_fault(strings[-1], f"after the last entry the list goes on: \"{rest}\"",
                               "give every entry, in full"))
    return found


def _find(string: PrintedString, index: IndexedText, start: int) -> tuple[int | None, int | None]:
    """Return where a string begins, and where its last part ends."""
    first, end = None, start
    for part in string.text.split(APART):
        level = normalise(part, index.edition.running_heads).text
        place = next(index.level.places(level, end), None)
        if place is None:
            return None, None
        first, end = place if first is None else first, place + len(level)
    return first, end


def _misplaced(string: PrintedString, place: int, after: int, index: IndexedText) -> list[Problem]:
    """Say where a string stands if it is not where it says; one in parts stands where its last part does."""
    parts = string.text.split(APART)
    if len(parts) > 1:
        place = after - len(normalise(parts[-1], index.edition.running_heads).text)
    section, page = index.section_at(place), index.page_at(place)
    problems = []
    if section != string.section:
        problems.append(_fault(string, f"{_short(string.text)} stands in section {section}, not in {string.section}",
                               f"write section: {section}"))
    if page != string.page:
        problems.append(_fault(string, f"{_short(string.text)} stands on page {page}, not {string.page}",
                               f"write page: {page}" if page else "leave the page out"))
    return problems


def _rest(index: IndexedText, end: int) -> str:
    """Return what is left of a section after a place, as printed, cut short."""
    section = index.section_at(end - 1)
    last = end
    while last < len(index.level.text) and index.section_at(last) == section and index.level.text[last] != "\n":
        last += 1
    return _reading(index, end, last) if any(map(str.isalnum, index.level.text[end:last])) else ""


def _reading(index: IndexedText, start: int, end: int | None = None) -> str:
    """Return the words of the text between two levelled places, or a dozen words around one, as printed."""
    if end is None:
        return f'"{index.excerpt(start)}"'
    first = index.level.offsets[start]
    last = index.level.offsets[end] if end < len(index.level.offsets) else len(index.original)
    words = " ".join(index.original[first:last].split()[:24])
    return words.replace(" .", ".").replace(" ,", ",")


def _short(text: str, words: int = 8) -> str:
    pieces = text.split()
    return '"' + " ".join(pieces[:words]) + (" ..." if len(pieces) > words else "") + '"'


def _fault(string: PrintedString, what: str, remedy: str) -> Problem:
    return Problem(string.file, string.line, "", what, remedy, RULE)
