"""Read RIS, line by line as it comes: each entry is given to rispy by itself."""

from __future__ import annotations

import re
from typing import Any

import rispy

from .csl_json import PARTS
from .entries import Entry, Item, Read, Rejected
from .opening import Given
from .text import doi_of, in_parts, issued
from .types import from_format

_START = re.compile(r"\ufeff?\s?TY {1,2}- ?")
_END = re.compile(r"ER {1,2}-")
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$)")
_WORTH = ("AU", "A1", "TI", "T1", "PY", "Y1")
"""Tags whose loss outside an entry is told; databases write other lines between the entries."""

MOST = 1_000_000
"""The most characters that an entry has: more is a file whose ends are lost."""

_TEXTS = {
    "title": ("TI", "T1", "CT", "ST"), "volume": ("VL", "VO"), "publisher": ("PB",), "publisher-place": ("CY", "PP"),
    "edition": ("ET",), "URL": ("UR", "L2"), "DOI": ("DO", "DI"), "note": ("N1", "RN"), "genre": ("M3",),
}
_NAMES = {"author": ("AU", "A1"), "editor": ("A2", "ED", "A3")}
_DATES = {"issued": ("PY", "Y1", "DA"), "accessed": ("Y2",)}
_IN = ("T2", "JO", "JF", "BT", "J2", "JA")
_SERIES, _PROCEEDINGS, _OWN_NUMBER = ("T3",), ("C3",), ("SN",)
_NUMBER = ("IS", "M1", "CP")
_KEPT = {"TY", "ER", "ID", "SP", "EP", *_IN, *_SERIES, *_NUMBER, *_PROCEEDINGS,
         *(tag for tags in (*_TEXTS.values(), *_NAMES.values(), *_DATES.values()) for tag in tags)}
_STANDARD_NUMBER = re.compile(r"(?:\d{4}-?\d{3}[\dXx]|[\d-]{9,16}[\dXx])(?:\W.*)?\Z")
"""An ISSN or ISBN: RIS has one field for those and for the number of a report."""

_LISTS = ["AU", "A1", "A2", "A3", "A4", "ED", "KW", "N1", "UR", "L1", "L2", "L4"]


class _Parser(rispy.RisParser):  # type: ignore[misc]
    """Keeps the tags as they are written, in place of rispy's names for them."""

    DEFAULT_MAPPING = {first + second: first + second  # noqa: RUF012
                       for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}
    DEFAULT_LIST_TAGS = _LISTS
    DEFAULT_DELIMITER_MAPPING: dict[str, str] = {}  # noqa: RUF012


def read(given: Given) -> Read:
    """Read the entries of a RIS file, each from ``TY  - `` to ``ER  - ``.

    :param given: the file.

    Source: https://refman.com/ris (kept by https://en.wikipedia.org/wiki/RIS_(file_format))
    """
    begun, stray, size = 0, 0, 0
    lines: list[str] = []
    for number, line in given.lines():
        if _START.match(line):
            if begun:
                yield _entry(given, begun, lines, "the next entry begins before `ER  -` ends this one")
            begun, size, lines = number, 0, [_START.sub("TY  - ", line, count=1)]
        elif not begun:
            if not stray and _TAG.match(line) and line[:2] in _WORTH:
                stray = number
                yield Rejected(given.name, number, "", "a field stands outside any entry",
                               "begin the entry with `TY  - JOUR`, or another type")
        elif _END.match(line):
            yield _entry(given, begun, [*lines, "ER  - "])
            begun, lines, stray = 0, [], 0
        elif size < MOST:
            size += len(line)
            lines.append(line if size < MOST else "")
    if begun:
        yield Rejected(given.name, begun, _key(lines), "the file ends before `ER  -` ends the entry: it is cut off",
                       "add the end of the file, or `ER  - `")


def _key(lines: list[str]) -> str:
    return next((line[6:].strip() for line in lines if line.startswith("ID  - ")), "")


def _entry(given: Given, line: int, lines: list[str], note: str = "") -> Entry | Rejected:
    if not all(lines):
        return Rejected(given.name, line, _key(lines), f"it has more than {MOST:,} characters", "end it with `ER  - `")
    # One space before the hyphen is a common slip.
    text = [re.sub(r"^([A-Z][A-Z0-9]) - ?", r"\1  - ", each.rstrip("\r\n")) for each in lines]
    found = _Parser(enforce_list_tags=False).parse("\n".join([*text, "ER  - "]))
    if len(found) != 1:
        return Rejected(given.name, line, _key(lines), "it is not of the form `TY  - JOUR`, one field a line",
                        "write each tag with two spaces and a hyphen")
    raw = {tag: [v for v in (value if isinstance(value, list) else [value]) if v] for tag, value in found[0].items()
           if not isinstance(value, dict)}
    notes = [note] if note else []
    item = _item(raw, notes)
    used = _KEPT | ({*_OWN_NUMBER} if item.get("number") == _first(raw, _OWN_NUMBER) else set())
    dropped = [tag for tag, values in raw.items() if tag not in used and values]
    return Entry(item, next(iter(raw.get("ID", [])), ""), given.name, line, dropped, notes)


def _first(raw: dict[str, list[str]], tags: tuple[str, ...]) -> str:
    found = next((raw[tag][0] for tag in tags if raw.get(tag)), "")
    # Several addresses in one field are parted by semicolons.
    return re.split(r";\s*(?=https?://|www\.)", found)[0] if "UR" in tags else found


def _item(raw: dict[str, list[str]], notes: list[str]) -> Item:
    kind = _first(raw, ("TY",))
    item: dict[str, Any] = {"type": from_format(kind, "ris") or "document"}
    if not from_format(kind, "ris"):
        notes.append(f"the type {kind!r} is not known: read as `other`")
    item |= {name: text for name, tags in _TEXTS.items() if (text := _first(raw, tags))}
    for name, tags in _NAMES.items():
        names = [in_parts(value) for tag in tags for value in raw.get(tag, [])]
        item |= {name: [n for n in names if any(n.get(part) for part in PARTS)]} if names else {}
    for name, tags in _DATES.items():
        # 1996///Spring, 1996/06/01/ and 1996-06 all mean the year 1996.
        if text := _first(raw, tags):
            item[name] = issued(re.sub(r"/+$", "", re.sub(r"^(\d{4})/[\d/]*[^\d/]*$", _dashed, text)))
    _container(raw, item)
    pages = [p for p in (_first(raw, ("SP",)), _first(raw, ("EP",))) if p]
    if pages:
        item["page"] = pages[0] if pages[-1] in pages[0] and "-" in pages[0] else "-".join(dict.fromkeys(pages))
    if not item.get("DOI") and (doi := next((d for u in raw.get("UR", []) if (d := doi_of(u))), "")):
        item["DOI"] = doi
    if item.get("DOI") and doi_of(item.get("URL", "")):
        del item["URL"]
    return item


def _dashed(match: re.Match[str]) -> str:
    return "-".join(part for part in match[0].split("/")[:3] if part.isdigit())


def _container(raw: dict[str, list[str]], item: Item) -> None:
    """Say what T2, T3 and the numbers are: they mean something else for each type, as Zotero has it."""
    within, number, series = _first(raw, _IN), _first(raw, _NUMBER), _first(raw, _SERIES)
    kind = item["type"]
    if kind in ("book", "report"):
        series = series or within
    elif kind == "paper-conference":
        item |= {"container-title": _first(raw, _PROCEEDINGS), "event-title": within}
    else:
        item["container-title"] = within
    own = _first(raw, _OWN_NUMBER)
    if own and kind not in ("article-journal", "book", "chapter") and not _STANDARD_NUMBER.match(own):
        item["number"] = own
    elif kind == "report":
        item["number"] = number
    if kind != "report":
        item["issue" if kind == "article-journal" else "collection-number"] = number
    item["collection-title"] = series
