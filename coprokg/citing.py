"""Find the author-year citations of a text: each place where a year stands for a work.

The text alone is read; nothing is known of any work beforehand. The names and years of the text's own
reference list, where it has one, decide what the sentence leaves open: how far back the author stands of
"... as a bargain” (1996, 12)", or whether "2003" after a year is a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .cited_names import Authors, Known, author_apart, authors_before
from .editions import EditionText, IndexedText, index_text
from .legible import Legible
from .reference_lists import YEAR, Entry, split_off

NARRATIVE, PARENTHETICAL = "narrative", "parenthetical"
_YEAR = re.compile(rf"(?<![\w.,/–-]){YEAR}(?![\w%])")
_LOCATOR = re.compile(r"\s*[,:]\s*(?P<mark>(?:pp?|paras?|chaps?|ch|secs?|figs?)\.?\s*)?"
                      r"(?P<where>\d{1,3}(?:,\d{3})+|\d+(?:\s?[–-]\s?\d+)?(?:,\s?\d{1,3}(?:[–-]\d+)?(?!\d))*)(?!\w)")
_ENDS = re.compile(r"\s*(?:$|[;,:.)\]”’'\"–—-]"
                   r"|(?:and|or|but|for|in|as|on|see|who|which|quoted|cited|emphasis|my|original)\b)")
_ANOTHER = re.compile(r"\s*(?:,|;|&|and|,\s*and|or|/)?\s*")
_STOPS = re.compile(r"[.!?;:]\s|\n\s*\n|[()\[\]•]|(?<=\n)- ")
# Of "[1970] 1999" the second is the year of the work that is cited.
_FIRST_PRINTED = re.compile(YEAR)
_LONGEST, _CLAUSE, _AROUND = 1500, 12, 16


@dataclass(frozen=True)
class Citation:
    """A place where a year stands for a work.

    ``group`` numbers the parentheses that hold several; 0 where the citation stands alone. ``clause`` are words
    of the clause it stands in, ``around`` those on both sides, ``entry`` its place in the reference list.
    ``place`` is where the year stands in the levelled text.
    """

    position: int
    written: str
    name: str
    year: str
    form: str
    locator: str | None = None
    group: int = 0
    section: str | None = None
    page: int | None = None
    clause: str = ""
    around: str = ""
    entry: int | None = None
    place: int = 0


@dataclass(frozen=True)
class Found:
    """What a text holds: its citations in the order of the text, and its reference list."""

    citations: tuple[Citation, ...]
    entries: tuple[Entry, ...]

    def uncited(self) -> list[Entry]:
        """Return the entries of the list that no citation leads to."""
        cited = {citation.entry for citation in self.citations}
        return [entry for entry in self.entries if entry.position not in cited]


def find(text: str, edition: EditionText | None = None, section: str = "references") -> Found:
    """Find the citations and the reference list of a text.

    :param text: the text.
    :param edition: what is known of its sections, pages and running heads, if anything is.
    :param section: the key of the section that is the reference list.
    :returns: the citations and the entries.
    :raises DataFault: if the text is not that of the edition.

    >>> found = find("A shop is a bargain (Fern 1999; Moss and Reed 2001, 7). So says Reed (2003).")
    >>> [(one.written, one.locator, one.form) for one in found.citations]
    [('Fern 1999', None, 'parenthetical'), ('Moss and Reed 2001, 7', '7', 'parenthetical'), \
('Reed (2003)', None, 'narrative')]
    """
    return find_in(index_text(edition or EditionText("text", "text", (), 100), text), section)


def find_in(index: IndexedText, section: str = "references") -> Found:
    """Find the citations and the reference list of a text that is levelled already.

    :param index: the text, levelled, with what is known of its sections and pages.
    :param section: the key of the section that is the reference list; where the text has none, its heading is.
    :returns: the citations and the entries.
    """
    body, entries = split_off(index, section)
    known = Known.of(entries, " ".join(part.text for part in body))
    found: list[Citation] = []
    for part in body:
        found += _citations(part, known)
    found.sort(key=lambda one: index.level.offsets[one.place])
    groups = {group: at for at, group in enumerate(dict.fromkeys(one.group for one in found if one.group), 1)}
    return Found(tuple(
        replace(one, position=position, group=groups.get(one.group, 0),
                section=index.section_at(one.place), page=index.page_at(one.place),
                around=index.excerpt(one.place, _AROUND), entry=known.entry(one.name, one.year))
        for position, one in enumerate(found, 1)), entries)


def _citations(part: Legible, known: Known) -> Iterator[Citation]:
    """Yield the citations of a stretch of text, in no order."""
    text = part.text
    taken: set[int] = set()
    for start, end, inside in _parentheses(text):
        if _FIRST_PRINTED.fullmatch(inside) and _YEAR.match(text, end + 1):
            continue
        found = list(_in_parenthesis(text, start, inside, known))
        taken.update(range(start, end))
        for citation, at in found:
            group = part.places[start] + 1 if len(found) > 1 else 0
            yield replace(citation, place=part.places[start + 1 + at], group=group)
    for year in _YEAR.finditer(text):
        # Without parentheses a year stands for a work only where the list has the name with that year.
        free = year.start() not in taken
        authors = authors_before(text, year.start(), known, listed=year[0]) if free else None
        if authors:
            locator, end = _locator(text, year.end(), authors.name, known)
            yield Citation(0, " ".join(text[authors.start : end].split()), authors.name, year[0], NARRATIVE, locator,
                           clause=_clause(text, authors.start), place=part.places[year.start()])


def _parentheses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each parenthesis, inner before outer: start, end, and what is in it, inner ones blanked."""
    opened: list[int] = []
    blanked = list(text)
    for at, letter in enumerate(text):
        if letter in "([":
            opened.append(at)
        elif letter in ")]" and opened:
            start = opened.pop()
            if at - start < _LONGEST:
                yield start, at + 1, "".join(blanked[start + 1 : at])
                blanked[start : at + 1] = "¦" * (at + 1 - start)


def _in_parenthesis(text: str, start: int, inside: str, known: Known) -> Iterator[tuple[Citation, int]]:
    """Yield the citations of a parenthesis, each with the place of its year in it."""
    end = 0
    authors: Authors | None = None
    form, clause, link = PARENTHETICAL, "", " "
    for year in _YEAR.finditer(inside):
        between = inside[end : year.start()]
        alone = not inside[: year.start()].strip()
        if year.start() < end or not (_ENDS.match(inside, year.end()) or _LOCATOR.match(inside, year.end())):
            continue
        here = authors_before(between, len(between), known, inside=True)
        if here:
            authors, form, clause = here, PARENTHETICAL, _clause(text, start)
            link = between[here.start + len(here.written) :]
        elif alone:
            authors, clause = authors_before(text, start, known), _clause(text, start, after=True)
            link, form = " (", NARRATIVE
            if not authors:
                paged = _LOCATOR.match(inside, year.end()) is not None
                authors = author_apart(text, start, year[0], known, paged=paged)
                link, clause = " … ", _clause(text, start)
        elif not _ANOTHER.fullmatch(between):
            continue
        if not authors:
            continue
        locator, end = _locator(inside, year.end(), authors.name, known)
        figure = inside[year.start() : end]
        written = " ".join(f"{authors.written}{link}{figure}{')' if link == ' (' else ''}".split())
        yield Citation(0, written, authors.name, year[0], form, locator, clause=clause), year.start()


def _locator(text: str, at: int, name: str, known: Known) -> tuple[str | None, int]:
    """Return the page that follows a year, and where it ends; none if it is another year."""
    found = _LOCATOR.match(text, at)
    if not found:
        return None, at
    may_be_year = re.fullmatch(YEAR, found["where"]) and not found["mark"] and ":" not in found[0]
    if may_be_year and (not known.years or known.has(name, found["where"])):
        return None, at
    return found["where"], found.end()


def _clause(text: str, place: int, *, after: bool = False) -> str:
    """Return the words of the clause that ends at a place, or goes on after it; at most a dozen."""
    rest = text[place : place + 300].partition(")")[2] if after else ""
    words = _STOPS.split(rest)[0].strip(" ,.").split()[:_CLAUSE]
    if words:
        return " ".join(words)
    clause = _STOPS.split(text[max(0, place - 300) : place].rstrip())[-1]
    return " ".join(clause.strip(" ,").split()[-_CLAUSE:])
