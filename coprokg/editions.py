"""Texts of editions: bring them to a comparable form, and find their pages and sections.

What is levelled, in the text and in the quote alike, and nothing else:

- white space of every kind is removed, with zero-width and soft hyphens; so "Th e", "I n" and
  "5 , 000" of a machine-read text equal "The", "In" and "5,000". Its price: "an other" equals
  "another". No letter, digit or stop is ever skipped for it;
- ligatures are written out: "ﬁ" is "fi";
- hyphens and dashes of every kind are removed, because a machine-read text writes the same mark
  for a hyphen and a broken line ("co - production"). Between two digits they stay, as "-":
  "128–37" is not "12837";
- quotation marks and apostrophes, single or double, curly or straight, become "'";
- the ellipsis character becomes three stops;
- emphasis marks (``*``, ``<u>``, ``</u>``) and bullets ("•", "(cid:127)") are removed;
- running heads, as the edition declares them, are removed. A head stands at the start of its
  page, so it also says where that page begins.

Case, letters, accents, digits and all other marks count.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .problems import DataFault, Problem

_NOTHING = re.compile(r"(?:[\s\u00ad\u200b\u2060\ufeff•*]|\(cid:127\)|</?u>)+")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_QUOTES = "'\"\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_LEVELLED = _LIGATURES | {"…": "..."} | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES, "'")
_DASH_RUN = re.compile(r"-+")
_SPLIT = r"(?:\bTh|[ﬁﬂﬃﬄ]) "
# What is one token although it may be written with gaps: "1 . 85", "5 , 000", "Th e", "ﬁ ve".
_WHOLE = re.compile(
    r"(?<!\d)\d{1,3}(?:(?:,\d{3})+(?:\.\d+)?|\.\d+|(?: , \d{3})+(?: \. \d+)?| \. \d+)(?!\d)"
    r"|" + _SPLIT + r"[a-z]"
)
_GAP = 6


@dataclass(frozen=True)
class NormalisedText:
    """A text in comparable form, with the way back to the text as written.

    ``offsets[i]`` is the place in the text as written of the character ``text[i]``; ``joined[i]``
    is 1 where ``text[i]`` goes on with a word or number, so that no quote may begin or end there.
    """

    text: str
    offsets: Sequence[int]
    joined: Sequence[int]

    def may_cut(self, place: int) -> bool:
        """Say whether a quote may begin or end before the character at a place.

        >>> level = normalise("15 percent")
        >>> level.may_cut(0), level.may_cut(1), level.may_cut(2)
        (True, False, True)
        """
        return place >= len(self.text) or not self.joined[place]

    def places(self, words: str, start: int = 0) -> Iterator[int]:
        """Yield each place where levelled words stand as whole words.

        :param words: words that have been levelled.
        :param start: where to begin looking.

        >>> list(normalise("the art of a part").places("art"))
        [3]
        """
        place = self.text.find(words, start) if words else -1
        while place >= 0:
            if self.may_cut(place) and self.may_cut(place + len(words)):
                yield place
            place = self.text.find(words, place + 1)


def normalise(text: str, running_heads: Sequence[str] = ()) -> NormalisedText:
    """Bring a text or a quote to the form in which they are compared.

    :param text: the text as written.
    :param running_heads: the edition's running heads, ``{page}`` where the page number stands.
    :returns: the levelled text; the module says what is levelled.

    >>> normalise("Th e “co - production” of 5 , 000 ﬂ ats …").text
    "The'coproduction'of5,000flats..."
    >>> normalise("pp. 128–37").text
    'pp.128-37'
    >>> normalise("one two 848 A Review three", ["{page} A Review"]).text
    'onetwothree'
    """
    for head in running_heads:
        text = _head_pattern(head).sub(lambda found: " " * len(found[0]), text)
    letters: list[str] = []
    offsets: list[int] = []
    end = 0
    for gap in [*_NOTHING.finditer(text), None]:
        for place in range(end, gap.start() if gap else len(text)):
            level = _LEVELLED.get(text[place], text[place])
            letters.extend(level)
            offsets.extend([place] * len(level))
        end = gap.end() if gap else end
    kept = _without_dashes("".join(letters))
    letters = [letters[place] for place in kept]
    offsets = [offsets[place] for place in kept]
    joined = bytearray(len(letters))
    for place in range(1, len(letters)):
        near = offsets[place] - offsets[place - 1] <= 1
        joined[place] = near and letters[place].isalnum() and letters[place - 1].isalnum()
    for whole in _WHOLE.finditer(text):
        for place in range(bisect_right(offsets, whole.start()), bisect_left(offsets, whole.end())):
            joined[place] = 1
    return NormalisedText("".join(letters), offsets, joined)


def _without_dashes(text: str) -> list[int]:
    """Return the places to keep: all but dashes, save one dash between two digits."""
    kept: list[int] = []
    end = 0
    for dash in _DASH_RUN.finditer(text):
        kept.extend(range(end, dash.start()))
        start, end = dash.span()
        if text[start - 1 : start].isdigit() and text[end : end + 1].isdigit():
            kept.append(start)
    kept.extend(range(end, len(text)))
    return kept


def _head_pattern(head: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\{page\}", r"(?P<page>\d+)") for word in head.split())
    return re.compile(r"(?<!\S)" + r"\s+".join(words) + r"(?!\S)")


@dataclass(frozen=True)
class Section:
    """A section of an edition, found by its opening words; with ``closes``, a float.

    A float is a table, a figure, a note or a pull quote that interrupts another section.
    """

    key: str
    position: int
    page: int | None
    opens: str
    closes: str | None = None
    line: int = 0


@dataclass(frozen=True)
class EditionText:
    """What must be known of an edition to check quotes against its text.

    An edition that shows pages needs ``running_heads``: each as printed, ``{page}`` for the number.
    """

    slug: str
    short: str
    sections: tuple[Section, ...]
    quote_limit: int
    shows_pages: bool = False
    running_heads: tuple[str, ...] = ()
    file: str = "data/literature/editions.yaml"
    line: int = 0


@dataclass(frozen=True)
class IndexedText:
    """The text of an edition, levelled and in reading order, with its pages and sections.

    In reading order the floats stand after everything else, each behind a line break, so that a
    quote may run on across a float but not out of one.
    """

    edition: EditionText
    original: str
    level: NormalisedText
    marks: tuple[tuple[int, str], ...]
    pages: tuple[tuple[int, int], ...]
    digest: str
    words: tuple[int, ...] = field(repr=False, default=())

    def section_at(self, place: int) -> str | None:
        """Return the key of the section at a place of the levelled text; none before the first."""
        at = bisect_right(self.marks, place, key=lambda mark: mark[0])
        return self.marks[at - 1][1] if at else None

    def page_at(self, place: int) -> int | None:
        """Return the page at a place of the levelled text; none if the edition shows no pages."""
        if not self.pages:
            return None
        at = bisect_right(self.pages, self.level.offsets[place], key=lambda page: page[0])
        return self.pages[max(at - 1, 0)][1]

    def word_span(self, start: int, end: int) -> range:
        """Return the numbers of the words that begin between two places of the levelled text."""
        return range(bisect_left(self.words, start), bisect_left(self.words, end))

    def excerpt(self, place: int, words: int = 12) -> str:
        """Return the words around a place, half of them on each side, as the page prints them.

        :param place: a place of the levelled text.
        :param words: how many words to show.

        >>> sections = (Section("all", 1, None, "In"),)
        >>> index_text(EditionText("e", "e", sections, 40), "In Th e End , it was ﬁ ve .").excerpt(5)
        'In The End, it was five.'
        """
        here = bisect_left(self.words, place)
        offsets, last = self.level.offsets, here + words // 2
        begin = self.words[max(0, here - words // 2)]
        end = self.words[last] if last < len(self.words) else len(self.level.text)
        pieces: list[str] = []
        for at in range(begin + 1, end + 1):
            # Marks and gaps between words are shown; what a page turn or a float puts there is not.
            if at == end or not 0 <= offsets[at] - offsets[at - 1] < _GAP:
                pieces.append(self.original[offsets[begin] : offsets[at - 1] + 1])
                begin = at
        text = re.sub(_SPLIT + r"(?=[a-z])", lambda found: found[0].rstrip(), " ".join(" ".join(pieces).split()))
        text = "".join(_LEVELLED[letter] if letter in _LIGATURES else letter for letter in text)
        return re.sub(r"\s+(?=[,.;:)?!”’])|(?<=[(“‘£])\s+", "", text)


def index_text(edition: EditionText, text: str) -> IndexedText:
    """Level an edition's text, find its pages and sections, and put the floats out of the way.

    :param edition: what is known of the edition.
    :param text: its text as machine-read.
    :returns: the text, ready to be searched.
    :raises DataFault: for every section that is not found, or found twice, or on another page than
        the edition says, and for running heads that do not number the pages one after another.

    >>> sections = (Section("one", 1, None, "One day"), Section("box", 2, None, "Box", "end."),
    ...             Section("two", 3, None, "Two days"))
    >>> found = index_text(EditionText("e", "e", sections, 40), "One day the Box to end. sun. Two days.")
    >>> found.level.text.split()
    ['Onedaythesun.Twodays.', 'Boxtoend.']
    >>> [found.section_at(next(found.level.places(words))) for words in ("sun", "to", "days.")]
    ['one', 'box', 'two']
    """
    problems: list[Problem] = []
    level = normalise(text, edition.running_heads)
    pages = _pages(edition, text, problems)
    spans = _sections(edition, level, problems)
    stream, marks = _reading_order(level, spans)
    starts = (place for place, letter in enumerate(stream.text) if letter.isalnum())
    words = tuple(place for place in starts if not stream.joined[place])
    digest = hashlib.sha256(text.encode()).hexdigest()
    index = IndexedText(edition, text, stream, marks, pages, digest, words)
    if pages and not problems:
        by_key = {section.key: section for section in edition.sections}
        for place, key in marks:
            section, page = by_key[key], index.page_at(place)
            if section.page != page:
                problems.append(_fault(edition, section, "page", f"section {key!r} begins on page {page}, "
                                       f"not {section.page}", f"write page: {page}"))
    if problems:
        raise DataFault(problems)
    return index


def _fault(edition: EditionText, section: Section | None, name: str, what: str, remedy: str) -> Problem:
    line = section.line if section and section.line else edition.line
    return Problem(edition.file, line, name, f"{edition.short}: {what}", remedy)


def _pages(edition: EditionText, text: str, problems: list[Problem]) -> tuple[tuple[int, int], ...]:
    """Return where each page begins in the text as written, and its number."""
    if not edition.shows_pages:
        return ()
    patterns = [_head_pattern(head) for head in edition.running_heads if "{page}" in head]
    found = sorted((head.start(), int(head["page"])) for pattern in patterns for head in pattern.finditer(text))
    if not found:
        problems.append(_fault(edition, None, "running_head", "no running head stands in the text, so its "
                               "pages are not known", "give the running heads, {page} for the number"))
        return ()
    for (_, before), (_, page) in pairwise(found):
        if page != before + 1:
            problems.append(_fault(edition, None, "running_head", f"page {page} follows page {before} in the "
                                   "text", "check the text and the running heads for a page in between"))
    if text[: found[0][0]].strip():
        found.insert(0, (0, found[0][1] - 1))
    return tuple(found)


def _sections(
    edition: EditionText, level: NormalisedText, problems: list[Problem]
) -> list[tuple[int, int | None, str]]:
    """Return for each section in order: where it opens, where it closes if a float, its key."""
    spans: list[tuple[int, int | None, str]] = []
    start = 0
    for section in sorted(edition.sections, key=lambda one: one.position):
        opens = normalise(section.opens, edition.running_heads).text
        places = list(level.places(opens, start))
        if len(places) != 1:
            before = next(level.places(opens), None)
            if places:
                what, remedy = f"stand in {len(places)} places", "give more of them, up to where they differ"
            elif before is not None:
                what, remedy = "stand before those of the section before it", "mend the position or the words"
            else:
                what, remedy = "do not stand in the text", "copy them from the text, heading included"
            problems.append(_fault(edition, section, "opens", f"the opening words of section {section.key!r} "
                                   f"{what}: {section.opens!r}", remedy))
            continue
        start, end = places[0] + len(opens), None
        if section.closes is not None:
            closes = normalise(section.closes, edition.running_heads).text
            last = next(level.places(closes, places[0]), None)
            if last is None:
                problems.append(_fault(edition, section, "closes", f"the closing words of section "
                                       f"{section.key!r} do not stand after its opening: {section.closes!r}",
                                       "copy them from the text"))
                continue
            start = end = max(start, last + len(closes))
        spans.append((places[0], end, section.key))
    return spans


def _reading_order(
    level: NormalisedText, spans: list[tuple[int, int | None, str]]
) -> tuple[NormalisedText, tuple[tuple[int, str], ...]]:
    """Return the text with its floats put last, and where in it each section begins."""
    main: list[tuple[int, int]] = []
    floats: list[tuple[int, int, str]] = []
    marks: list[tuple[int, str]] = []
    start = carved = 0
    for opens, closes, key in spans:
        if closes is None:
            marks.append((opens - carved, key))
            continue
        main.append((start, opens))
        floats.append((opens, closes, key))
        carved += closes - opens
        start = closes
    main.append((start, len(level.text)))
    text = "".join(level.text[begin:end] for begin, end in main)
    offsets = [offset for begin, end in main for offset in level.offsets[begin:end]]
    joined = bytearray(flag for begin, end in main for flag in _fresh(level.joined[begin:end]))
    for begin, end, key in floats:
        marks.append((len(text) + 1, key))
        text += "\n" + level.text[begin:end]
        offsets += [level.offsets[begin], *level.offsets[begin:end]]
        joined += bytes([0, *_fresh(level.joined[begin:end])])
    return NormalisedText(text, offsets, joined), tuple(marks)


def _fresh(joined: Sequence[int]) -> list[int]:
    """Return the flags of a piece with its first character free: nothing goes before it any more."""
    return [0, *joined[1:]] if joined else []
