"""What every entry must be, whatever its format: honest text, a title, a date, identifiers of the right form."""

from __future__ import annotations

import datetime
from typing import Any

from .csl_json import DATES, NAMES, PLAIN
from .entries import Entry, Rejected
from .text import HOSTILE, doi_of, pages_of, plain, url_of

MOST_TEXT = 5_000
MOST_NAMES = 10_000
YEARS = range(1000, 2101)
"""The years that a work of the graph may have."""

LOST = "\ufffd"

_NOT_KEPT = {"DOI": "a `doi` that is not of the form 10.1234/abc: not kept",
             "URL": "a `url` that is no http, https or ftp address, or holds spaces: not kept"}


def clean(entry: Entry) -> Entry | Rejected:
    """Return an entry with its texts in order; or why it cannot be imported.

    :param entry: the entry, as its format gave it; its item is changed.
    """
    item = entry.item
    try:
        for name in [name for name in PLAIN if name in item]:
            item[name] = _text(name, str(item[name]), entry.notes)
        for role in [role for role in NAMES if role in item]:
            item[role] = _names(role, item[role], entry.notes)
        _identifiers(entry)
        for name in [name for name in DATES if name in item]:
            item[name] = _date(name, item[name], entry.notes)
    except ValueError as error:
        why, _, remedy = str(error).partition("; ")
        return Rejected(entry.file, entry.line, entry.key, why, remedy)
    entry.item = {name: value for name, value in item.items() if value}
    if not entry.item.get("title"):
        return Rejected(entry.file, entry.line, entry.key, "there is no title", "give it one")
    return entry


def _text(name: str, value: str, notes: list[str]) -> str:
    if HOSTILE.search(value):
        notes.append(f"a control character in `{name}`: left out")
    value = plain(HOSTILE.sub("", value))
    if len(value) > MOST_TEXT:
        if name != "note":
            raise ValueError(f"`{name}` has more than {MOST_TEXT:,} characters; is a brace or quote lost?")
        notes.append(f"a `note` of more than {MOST_TEXT:,} characters: not kept")
        return ""
    if LOST in value:
        notes.append(f"a letter in `{name}` was lost before (U+FFFD): kept as it is")
    return value


def _names(role: str, found: Any, notes: list[str]) -> list[dict[str, str]]:
    if len(found) > MOST_NAMES:
        raise ValueError(f"`{role}` has more than {MOST_NAMES:,} names; is the end of the list lost?")
    names = [{part: text for part, value in name.items() if (text := _text(role, value, notes))} for name in found]
    return [name for name in names if {"family", "literal"} & name.keys()]


def _identifiers(entry: Entry) -> None:
    item = entry.item
    for name, form in (("DOI", doi_of), ("URL", url_of)):
        if item.get(name):
            given, item[name] = item[name], form(item[name])
            if given and not item[name]:
                entry.notes.append(_NOT_KEPT[name])
    if item.get("URL") and doi_of(item["URL"]):
        item.setdefault("DOI", doi_of(item["URL"]))
        del item["URL"]
    if item.get("page"):
        item["page"] = pages_of(item["page"])


def _date(name: str, found: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    """Return a date that can be said: a year, a whole day for `accessed`, or words in place of a year."""
    parts: list[int] = next(iter(found.get("date-parts", [])), [])
    if name == "accessed":
        try:
            datetime.date(*parts)
            return found
        except (TypeError, ValueError, OverflowError):
            notes.append("an `accessed` that is no whole day: not kept")
            return {}
    if parts:
        if parts[0] not in YEARS:
            if abs(parts[0]) > YEARS.stop:
                raise ValueError(f"{parts[0]} is no year; mend it")
            notes.append(f"a year before {YEARS.start} or after {YEARS.stop - 1}: kept as words")
            return {"literal": str(parts[0])}
        return {"date-parts": [parts]}
    words = _text(name, str(found.get("literal", "")), notes)
    return {"literal": words} if words else {}
