"""Read CSL-JSON, as Zotero and others export it."""

from __future__ import annotations

from typing import Any

from .entries import Entry, Item, Read, Rejected
from .json_stream import elements
from .opening import Given
from .text import doi_of, issued

NAMES = ("author", "editor")
PARTS = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix", "literal")
PLAIN = ("type", "genre", "title", "container-title", "volume", "issue", "page", "number", "publisher",
         "publisher-place", "collection-title", "collection-number", "edition", "event-title", "URL", "DOI",
         "note", "status")
DATES = ("issued", "accessed")
_KEYS = ("citation-key", "id", "citation-label")
_SAME = {"event": "event-title", "journalAbbreviation": "", "shortTitle": ""}
MEND = "export it again as CSL-JSON, or mend the file there"


def read(given: Given) -> Read:
    """Read the items of a CSL-JSON file: a list, a page with ``items``, or one.

    :param given: the file.
    """
    for line, value, why, known in elements(given):
        if not why and not isinstance(value, dict):
            why = "an item is an object with fields, in braces"
        if why:
            yield Rejected(given.name, line, known or key_of(value), why, MEND)
            continue
        try:
            item, dropped = item_of(value)
        except ValueError as error:
            yield Rejected(given.name, line, key_of(value), str(error), MEND)
            continue
        yield Entry(item, key_of(value), given.name, line, dropped)


def key_of(value: Any) -> str:
    """Return the key of an item; of an address its last part, which is all that names the item.

    >>> key_of({"id": "http://zotero.org/users/1/items/ABCD2345"})
    'ABCD2345'
    """
    if not isinstance(value, dict):
        return ""
    found = next((str(value[name]) for name in _KEYS if isinstance(value.get(name), str | int)), "")
    return found.rstrip("/").rsplit("/", 1)[-1] if "://" in found and not doi_of(found) else found


def item_of(value: dict[str, Any]) -> tuple[Item, list[str]]:
    """Return what is kept of an item, and the names of the fields that are not.

    :raises ValueError: if a field is not of the form that CSL-JSON gives it.
    """
    item: Item = {}
    dropped = []
    for name, found in value.items():
        known = _SAME.get(name, name)
        if found is None or found in ("", [], {}) or name in _KEYS:
            continue
        if known in PLAIN:
            item.setdefault(known, _text(name, found))
        elif known in NAMES:
            item[known] = [_name(name, part) for part in _list(name, found)]
        elif known in DATES:
            item[known] = _date(name, found)
        else:
            dropped.append(name)
    return item, dropped


def _text(name: str, found: Any) -> str:
    if isinstance(found, str) or (isinstance(found, int | float) and not isinstance(found, bool)):
        return str(found)
    raise ValueError(f"`{name}` is not a text")


def _list(name: str, found: Any) -> list[Any]:
    if isinstance(found, list):
        return found
    raise ValueError(f"`{name}` is not a list of names")


def _name(field: str, found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        raise ValueError(f"a name in `{field}` is not an object with `family` and `given`, or `literal`")
    parts = {part: _text(field, found[part]) for part in PARTS if found.get(part)}
    if not parts:
        raise ValueError(f"a name in `{field}` is empty")
    if not {"family", "literal"} & parts.keys():
        return {"literal": " ".join(parts.values())}
    return parts


def _date(name: str, found: Any) -> dict[str, Any]:
    if isinstance(found, str | int):
        return issued(str(found))
    if not isinstance(found, dict):
        raise ValueError(f"`{name}` is not a date")
    parts = found.get("date-parts")
    if parts:
        try:
            return {"date-parts": [[int(part) for part in parts[0] if part not in (None, "")]]}
        except (TypeError, ValueError, IndexError, KeyError):
            raise ValueError(f"the `date-parts` of `{name}` are not numbers") from None
    words = next((str(found[n]) for n in ("literal", "raw", "date-time") if found.get(n)), "")
    season = isinstance(found.get("year"), str | int)
    return issued(str(found["year"])) if season and not words else issued(words) if words else {}
