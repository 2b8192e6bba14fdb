"""A machine-read text with its words apart, as a page prints them, and the way back to where they stand.

:mod:`coprokg.editions` levels a text so far that quotes can be compared: no white space is left. Whoever looks
for names and years needs the words; here they stay, and what a machine put between letters, marks and figures
goes: "( 1996 , 1073 )" reads "(1996, 1073)". Pages, sections and reading order are those of the levelled text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .editions import IndexedText

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
# What stands between two pieces of one stream: white space, dashes, bullets, emphasis. A running head does not.
_BETWEEN = re.compile(r"(?:[\s•*\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff-]|</?u>)*")
_NOTHING = re.compile(r"[*\u00ad\u200b\u2060\ufeff]|</?u>")
_WORDS_IN_FF = r"(?:[Ss]ta|[Oo]|[Ss]tu|[Cc]li|[Tt]ari|[Ss]heri|Geo|[Bb]lu)"
_ALWAYS = (r"\bTh [a-z]", r"[ﬁﬂﬃﬄ] [a-z]", rf"(?<!\w)(?!{_WORDS_IN_FF}ﬀ)\w*ﬀ [a-z]")
# Of a text whose marks stand apart: all white space inside each of these goes.
_SPACED = (
    r"(?<!\s)\s+[,.;:)\]?!”’%]", r"[(\[“‘£$]\s+", r"(?<=\w) [-–] (?=\w)", r"[—–] (?=[—–])", r"\d \( \d+ \) :",
    r"\b(?:[a-z] \. ){2}",
    r"(?<!\d)\d{1,3}(?: , \d{3})+(?!\d)",
    r"\bhttps? : / / \w+(?: (?:\. (?=[a-z\d])|[/_%?=&~:-] )(?:[./_%?=&~:-] )*\w+|(?<=[ﬁﬂﬃﬄ]) [a-z]+)*",
    r"\b[\w-]+ @ \w+(?: \. [a-z]+)+",
)


@dataclass(frozen=True)
class Legible:
    """A stretch of a text to read: ``places[i]`` is the place in the levelled text of the character ``text[i]``."""

    text: str
    places: Sequence[int]

    def cut(self, start: int, end: int) -> Legible:
        """Return a part of it.

        >>> Legible("one two", range(7)).cut(4, 7).text
        'two'
        """
        return Legible(self.text[start:end], self.places[start:end])


def legible(index: IndexedText, start: int = 0, end: int | None = None) -> Legible:
    """Return a stretch of an edition's text to read, in reading order.

    :param index: the text, levelled.
    :param start: the place of the levelled text where the stretch begins.
    :param end: the place where it ends; the end of the text when not given.
    :returns: its words; a running head is left out, and what interrupts the text stands behind a blank line.

    >>> from coprokg.editions import EditionText, index_text
    >>> text = "Th e staﬀ of Ostrom ( 1996 , 1073 ) — *co - production* — of 5 , 000 ."
    >>> legible(index_text(EditionText("e", "e", (), 100), text)).text
    'The staff of Ostrom (1996, 1073) — co-production — of 5,000.'
    """
    offsets = index.level.offsets
    end = len(offsets) if end is None else end
    letters: list[str] = []
    places: list[int] = []
    begin = start
    for place in range(start + 1, end + 1):
        if place < end and _go_on(index, place):
            continue
        apart = index.level.text[begin] == "\n"
        piece = "" if apart and place - begin == 1 else index.original[offsets[begin] : offsets[place - 1] + 1]
        mark = "\n\n" if apart else " "
        letters.extend(mark + piece)
        inside = offsets[begin:place]
        places.extend([begin] * len(mark))
        # Every character stands at the last one before it that the levelled text keeps.
        places.extend(begin + max(bisect_right(inside, offsets[begin] + at) - 1, 0) for at in range(len(piece)))
        begin = place
    return _cleaned("".join(letters), places)


def _go_on(index: IndexedText, place: int) -> bool:
    """Say whether the character at a place follows the one before it in the text as written."""
    if index.level.text[place] == "\n":
        return False
    before, here = index.level.offsets[place - 1], index.level.offsets[place]
    if here - before in (0, 1):
        return True
    return here > before and _BETWEEN.fullmatch(index.original, before + 1, here) is not None


def _cleaned(text: str, places: Sequence[int]) -> Legible:
    """Return a text without emphasis marks, split ligatures and the gaps around marks."""
    spaced = text.count(" ,") > text.count(",") / 2
    gone = {place for found in _NOTHING.finditer(text) for place in range(*found.span())}
    for pattern in (*_ALWAYS, *(_SPACED if spaced else ())):
        for found in re.finditer(pattern, text):
            gone.update(place for place in range(*found.span()) if text[place].isspace())
    letters: list[str] = []
    kept: list[int] = []
    for at, letter in enumerate(text):
        if at in gone or (at == 0 and letter.isspace()):
            continue
        level = _LIGATURES.get(letter, letter)
        letters.append(level)
        kept.extend([places[at]] * len(level))
    return Legible("".join(letters), kept)
