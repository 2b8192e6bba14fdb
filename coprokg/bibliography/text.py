"""The texts inside an entry: spaces, entities, markup, names, dates, pages, identifiers."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

HOSTILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What stands in no honest title: control characters, marks that turn the direction of text, half characters."""

_MARKUP = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|sc|scp|span|inf|br|p|(?:jats|mml):[\w-]+)(?:\s[^<>]*)?/?>",
                     re.IGNORECASE)
_YEAR = re.compile(r"\[?\(?\s*(?:c|ca\.?|circa)?\s*(-?\d{4})\s*[a-z]?\s*\)?\]?\Z")
_DATE = re.compile(r"(-?\d{4})(?:-(\d\d?|[uX]{2})(?:-(\d\d?|[uX]{2}))?)?(?:T[\d:.Z+-]*)?[?~%]?(?:/.*)?\Z")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_PAGES = re.compile(r"(\d+)\s*[-‐‑–—]+\s*(\d+)\Z")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe",
                          "Œ": "oe", "đ": "d", "Đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def plain(text: str) -> str:
    r"""Return a text in one line, without markup of type and entities.

    >>> plain("Users <i>and</i>\n communities &amp; co")
    'Users and communities & co'
    """
    if "<" in text:
        text = _MARKUP.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def ascii_of(text: str) -> str:
    """Return a text in small letters without accents, as far as it can be.

    >>> ascii_of("Løken, Łódź")
    'loken, lodz'
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()


def slug_of(text: str, most: int = 80) -> str:
    """Return a text as part of an IRI: small letters, digits, single hyphens and dots; it may be empty.

    >>> slug_of("10.1016/0305-750X(96)00023-X"), slug_of("DBLP:journals/Foo_Bar")
    ('10.1016-0305-750x-96-00023-x', 'dblp-journals-foo-bar')
    """
    words = re.sub(r"[^a-z0-9.]+", "-", ascii_of(text))
    return re.sub(r"[-.]*-[-.]*|\.\.+", "-", words)[:most].strip("-.")


def fold(text: str) -> str:
    """Return a text as it is compared: letters and digits alone, without accents or case.

    >>> fold("Crossing the Great Divide: Coproduction") == fold("Crossing the great divide—co-production")
    True
    """
    levelled = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
    return "".join(letter for letter in levelled if letter.isalnum())


def issued(text: str) -> dict[str, Any]:
    """Return a date as CSL has it: the year where there is one, else the words.

    >>> issued("1996-06"), issued("(2007a)"), issued("in press")
    ({'date-parts': [[1996, 6]]}, {'date-parts': [[2007]]}, {'literal': 'in press'})
    """
    text = " ".join(text.split())
    if match := _YEAR.match(text):
        return {"date-parts": [[int(match[1])]]}
    if match := _DATE.match(text):
        return {"date-parts": [[int(part) for part in match.groups() if part and part[-1].isdigit()]]}
    return {"literal": text}


def doi_of(text: str) -> str:
    """Return the DOI in a text, without the address of a resolver; nothing where there is none.

    >>> doi_of("https://doi.org/10.1016/0305-750X(96)00023-X"), doi_of("n/a")
    ('10.1016/0305-750X(96)00023-X', '')
    """
    match = _DOI.match(text.strip())
    return match[1] if match else ""


def url_of(text: str) -> str:
    """Return an address that may be kept, of http, https or ftp; nothing for any other.

    Where the scheme was left out, as print does, it is put there.

    >>> url_of("www.oecd.org/x"), url_of("javascript:alert(1)"), url_of("http://a b")
    ('http://www.oecd.org/x', '', '')
    """
    text = text.strip()
    scheme = _SCHEME.match(text)
    if not re.fullmatch(r"[^\s<>\"{}|\\^`]+\.[^\s<>\"{}|\\^`]+", text):
        return ""
    if scheme is None:
        return f"http://{text}"
    known = re.match(r"(https?|ftp)://", text, re.IGNORECASE)
    return known[0].lower() + text[known.end():] if known else ""


def pages_of(text: str) -> str:
    """Return first and last page with a hyphen, both in full.

    >>> pages_of("pp. 1073--87"), pages_of("S12-S20"), pages_of("e1")
    ('1073-1087', 'S12-S20', 'e1')
    """
    text = re.sub(r"^pp?\.?\s*(?=\d)", "", " ".join(text.split()))
    if match := _PAGES.match(text):
        first, last = match[1], match[2]
        full = first[: max(0, len(first) - len(last))] + last
        return f"{first}-{full if int(full) >= int(first) else last}"
    return re.sub(r"\s*[‐‑–—]\s*|-{2,}", "-", text)


def in_parts(name: str) -> dict[str, str]:
    """Return a name written ``Family, Given`` or ``Family, Given, Suffix`` in its parts; any other as it stands.

    >>> in_parts("Ostrom, Elinor"), in_parts("World Bank")
    ({'family': 'Ostrom', 'given': 'Elinor'}, {'literal': 'World Bank'})
    """
    family, *rest = [part.strip() for part in name.split(",")]
    if not family or not any(rest) or len(rest) > 2:
        return {"literal": name.strip().strip(",").strip()}
    found = {"family": family, "given": rest[0]}
    if rest[1:]:
        found["suffix"] = rest[1]
    return {part: value for part, value in found.items() if value}
