"""Find the reference list of a text, and take it apart: one entry after another, as printed.

No name is known beforehand. An entry is known by its beginning: names, then a year. That holds for lists with a
mark before each entry, with a line for each, with lines broken anywhere, and for one run of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .bibliography.text import slug_of
from .editions import IndexedText
from .legible import Legible, legible

UPPER = "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())
"""The capital letters of the languages written in Latin letters, for a set in a pattern."""

YEAR = r"(?:(?:1[5-9]\d\d|20[0-3]\d)(?:[a-z]\b)?|n\.\s?d\.|forthcoming|in press)"
"""What stands in the place of a year."""

_HEADING = r"(?:references|bibliography|works cited|literature(?: cited)?|reference list|cited works)"
_ALONE = re.compile(rf"^[#\d. \t]*{_HEADING}\s*:?\s*$", re.IGNORECASE | re.MULTILINE)
_RUNNING = re.compile(rf"(?<=[.!?”)\]] )(?:References|REFERENCES|Bibliography|Works Cited)\s+(?=[{UPPER}])")
_AFTER = re.compile(rf"^(?:#+\s*)?(?:appendi(?:x|ces)|notes|endnotes|about the authors?)\b[ {UPPER}\d]*$",
                    re.IGNORECASE | re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*(?:[-•–*]|\[\d+\]|\d{1,3}[.)])[ \t]+", re.MULTILINE)
_DASH = r"[—–_-]{2,}|—"
_SMALL = {"and", "et", "al", "ed", "eds", "of", "the", "for", "on", "in", "de", "van", "von", "der", "den", "da", "di",
          "du", "del", "la", "le", "dos", "und", "y", "jr", "editor", "editors", "comp", "ter", "ten", "bin"}
_LINKS = {"and", "of", "the", "for", "on", "in"}
_MOST = 400
_LEAD = re.compile(rf"(?P<names>.{{1,{_MOST}}}?)[.,]?\s*[\[(]?(?P<year>{YEAR})(?![\w–-])"
                   r"(?:,\s\w+(?:\s\d+)?(?:[–-]\d+)?\s?\))?(?:\)?[.,:;)]|\s)", re.DOTALL)
_STOP = re.compile(rf"(?<![ .(][{UPPER}])(?<!\b[Ee]d)(?<!\b[Ee]ds)(?<!\bal)(?<!\bJr)(?<!\bSt)[.!?\]][\]”’\"')]*\s+"
                   rf"|(?<!\S)\d{{1,4}}\s+(?=[{UPPER}])")
_INITIALS = re.compile(rf"\s+(?:[{UPPER}]\.?[ -]?)+$|\s+(?:[{UPPER}]\.-?)+")
_ABBREVIATION = re.compile(r"\(([^()\d]{2,20})\)")


@dataclass(frozen=True)
class Entry:
    """An entry of a reference list: the names by which a citation finds it, the year, and all of it as printed.

    ``place`` is where it begins in the levelled text.
    """

    position: int
    names: tuple[str, ...]
    year: str
    printed: str
    page: int | None
    place: int


def split_off(index: IndexedText, section: str | None) -> tuple[list[Legible], tuple[Entry, ...]]:
    """Part a text in what may hold citations and its reference list.

    :param index: the text, levelled.
    :param section: the key of the section that is the list; without it the list is found by its heading.
    :returns: the stretches outside the list, in reading order, and the entries of the list.
    """
    spans = [(place, key) for place, key in index.marks if key == section]
    if not spans:
        body, found = _by_heading(legible(index))
        return body, tuple(_entries(index, found))
    start = spans[0][0]
    end = next((place for place, _ in index.marks if place > start), len(index.level.text))
    listed = legible(index, start, end)
    heading = re.match(rf"\s*(?:#+\s*)?{_HEADING}\b[\s:]*", listed.text, re.IGNORECASE)
    body = [legible(index, 0, start)]
    if end < len(index.level.text):
        body.append(legible(index, end))
    return body, tuple(_entries(index, listed.cut(heading.end() if heading else 0, len(listed.text))))


def _by_heading(text: Legible) -> tuple[list[Legible], Legible]:
    """Part a text at its last heading of a list: a line of its own, or a word in a run of text."""
    places = [found.span() for found in _ALONE.finditer(text.text)]
    if not places:
        places = [found.span() for found in _RUNNING.finditer(text.text)
                  if next(_starts(text.text[found.end() : found.end() + _MOST]), None) == 0]
    if not places:
        return [text], text.cut(0, 0)
    begin, start = places[-1]
    after = _AFTER.search(text.text, start)
    end = after.start() if after else len(text.text)
    rest = [text.cut(end, len(text.text))] if after else []
    return [text.cut(0, begin), *rest], text.cut(start, end)


def lead(text: str) -> re.Match[str] | None:
    """Return the names and the year that an entry begins with, or None where no entry begins.

    >>> found = lead("Moss, A., and B. Fern. 2001. On Villages. Town Press.")
    >>> found["names"], found["year"]
    ('Moss, A., and B. Fern', '2001')
    >>> lead("On Villages. Town Press.") is None
    True
    """
    found = _LEAD.match(text)
    if not found or not _are_names(found["names"]):
        return None
    return found


def _are_names(names: str) -> bool:
    """Say whether words can be the names before a year: no sentence, no title, no figures."""
    if re.fullmatch(rf"(?:{_DASH})[.,]?", names.strip()):
        return True
    if not re.match(rf"(?:[a-z’']+\s+){{0,2}}[{UPPER}]", names) or re.search(r"[\d:;“”\"‘?!/\[\]•|]", names):
        return False
    words = re.findall(r"[^\W\d_][\w’'.-]*", names)
    if not words or words[0] == "In" or words[-1].lower() in _LINKS:
        # "In Shops of 2001, edited by ...".
        return False
    return all(word[0].isupper() or word.rstrip(".").lower() in _SMALL for word in words)


def _starts(text: str) -> Iterator[int]:
    """Yield where entries begin in a run of text: after the end of a sentence, at names and a year."""
    for at in [0, *(stop.end() for stop in _STOP.finditer(text))]:
        found = lead(text[at : at + _MOST + 40])
        if found and not _STOP.search(found["names"]):
            yield at


def _line_starts(text: str) -> Iterator[int]:
    """Yield where entries begin in a list of lines; in a list with marks, only at a mark."""
    lines = [found for found in re.finditer(r"^[^\n]*\S[^\n]*$", text, re.MULTILINE)]
    marked = [_BULLET.match(line[0]) for line in lines]
    bulleted = sum(bool(mark) for mark in marked) > len(lines) / 2
    for line, mark in zip(lines, marked, strict=True):
        at = line.start() + (mark.end() if mark else len(line[0]) - len(line[0].lstrip()))
        if (mark or not bulleted) and lead(text[at : at + _MOST + 40].split("\n\n")[0]):
            yield at


def _entries(index: IndexedText, text: Legible) -> Iterator[Entry]:
    """Yield the entries of a list."""
    running = list(_starts(text.text))
    lined = list(_line_starts(text.text))
    # A run of text has one line, or a few where pages turn; a list of lines has one or more for each entry.
    starts = running if len(running) > 2 * len(lined) else lined
    starts = _with_countries(text.text, starts)
    names: tuple[str, ...] = ()
    for position, (start, end) in enumerate(pairwise([*starts, len(text.text)]), 1):
        found = lead(text.text[start:end])
        assert found, text.text[start:end]
        names = names if re.fullmatch(rf"(?:{_DASH})[.,]?", found["names"].strip()) else names_of(found["names"])
        printed = _BULLET.sub("", text.text[start:end])
        printed = " ".join(re.sub(r"\n\s*(?:[-•]|\d+[.)])\s+$", "", printed).split())
        place = text.places[start]
        yield Entry(position, names, found["year"], printed, index.page_at(place), place)


def _with_countries(text: str, starts: Sequence[int]) -> list[int]:
    """Take the country before a body into its entry, as in "United Kingdom. Home Office. 2001.", by the alphabet.

    The short sentence before a body ends the entry before it, or names the country. It is the country
    where the order of the alphabet asks for it.
    """
    named = [text[start : start + _MOST] for start in starts if not re.match(_DASH, text[start:])]
    answer: list[int] = []
    for start in starts:
        here = text[start : start + _MOST]
        before = re.search(rf"[.\]]\s+((?:[{UPPER}][a-z]+\s+){{0,3}}[{UPPER}][a-z]+\.\s+)$", text[:start][-_MOST:])
        at = named.index(here) if before and here in named else 0
        body = not re.match(rf"[^.]*,|[{UPPER}]\.", (lead(here) or [""])[0])
        if before and body and 0 < at < len(named) - 1:
            ahead, after = named[at - 1], named[at + 1]
            country = start - len(before[1])
            if not ahead <= here <= after and ahead <= text[country:] <= after:
                start = country
        answer.append(start)
    return answer


def names_of(names: str) -> tuple[str, ...]:
    """Return the names by which a citation finds an entry: the first author's family name, or a body's names.

    >>> names_of("Moss, A., and B. Fern"), names_of("Moss A. and Fern, B.")
    (('Moss',), ('Moss',))
    >>> names_of("United Kingdom. Office of Villages (OV)")
    ('United Kingdom', 'Office of Villages', 'OV')
    """
    short = _ABBREVIATION.findall(names)
    bare = " ".join(_ABBREVIATION.sub(" ", names).split()).strip(" .,")
    first = re.split(r",|\s+(?:and|&)\s+(?=\S+,)", bare)[0]
    initials = _INITIALS.search(first)
    if initials:
        first = first[: initials.start()].strip(" .,")
    parts = [part.strip(" .,") for part in first.split(". ")] if not initials else [first]
    short = [one for one in short if one.lower().strip(".") not in {"ed", "eds"}]
    return tuple(dict.fromkeys(filter(None, [*(re.sub(r"\s+et al\.?$", "", part) for part in parts), *short])))


def work_key(entry: Entry) -> str:
    """Return a key for the work of an entry: family names and year; of three or more authors the first.

    A body has its short name, where the entry gives one.

    >>> work_key(Entry(1, ("Moss",), "2001", "Moss, A., and B. Fern. 2001. On Villages.", None, 0))
    'moss-fern-2001'
    """
    found = lead(entry.printed)
    names = re.sub(r"[,.]?\s*\b[Ee]ds?\.?$", "", _ABBREVIATION.sub(" ", found["names"]).strip()) if found else ""
    first, *others = re.split(r",?\s+(?:and|&)\s+", " ".join(names.split()))
    person = "," in first or _INITIALS.search(first)
    if not person or len(others) != 1 or first.count(",") > 1 or "et al" in names:
        short = entry.names[-1] if entry.names[-1].isupper() else entry.names[0]
        return _key(short, entry.year)
    family = others[0].split(",")[0] if "," in others[0] else _INITIALS.sub("", others[0].rstrip(".")).split()[-1]
    return _key(entry.names[0], family, entry.year)


def _key(*parts: str) -> str:
    return slug_of("-".join(re.sub(r"[’']", "", part) for part in parts))
