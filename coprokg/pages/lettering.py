"""How wide words are in a picture, and where a line of them breaks."""

from __future__ import annotations

import math

_BY_WIDTH = {
    222: "ijl", 260: "|", 191: "'", 278: " !,./:;I[\\]ft", 333: "()-`r", 355: '"', 389: "*", 334: "{}",
    469: "^", 500: "Jckssvxyz", 556: "#$0123456789?L_abdeghnopqu", 584: "+<=>~", 611: "FTZ",
    667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1015: "@",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
"""Thousandths of the size of the letters, in Helvetica and those made to fit in its place."""

_OTHER = 600
_THICKER = 56
_NO_THICKER = frozenset("aez 0123456789")
"""A bold letter is so much wider, but for these."""


def width(text: str, size: float, bold: bool = False) -> int:
    """Return the width of a line, rounded up to a whole unit.

    >>> width("phase", 10) < width("phase", 10, bold=True)
    True
    """
    units = sum(_WIDTHS.get(letter, _OTHER) for letter in text)
    if bold:
        units += sum(_THICKER for letter in text if letter not in _NO_THICKER)
    return math.ceil(units * size / 1000)


def wrap(text: str, size: float, most: int, bold: bool = False) -> list[str]:
    """Break a text into lines of about equal width, none wider than a limit unless one word is.

    :param most: the widest that a line may be.

    >>> wrap("assignment of a planning mode", 10, 90)
    ['assignment of a', 'planning mode']
    >>> wrap("phase", 10, 90)
    ['phase']
    """
    words = text.split()
    for lines in range(1, len(words) + 1):
        found = _broken(words, size, most, bold, lines)
        if found:
            return found
    return words


def _broken(words: list[str], size: float, most: int, bold: bool, lines: int) -> list[str]:
    """Return words in at most so many lines, as evenly as can be, or nothing if they do not fit."""
    whole = width(" ".join(words), size, bold)
    for limit in range(whole // lines, most + 1, 4):
        answer = [words[0]]
        for word in words[1:]:
            longer = f"{answer[-1]} {word}"
            if width(longer, size, bold) <= limit:
                answer[-1] = longer
            else:
                answer.append(word)
        if len(answer) <= lines and all(width(line, size, bold) <= most for line in answer):
            return answer
    return []
