"""Make of a CSL-JSON item what the project's own model of a work takes, and the slug of its IRI."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from .entries import Entry, Item
from .text import slug_of
from .types import work_type

NO_DATE = "no date given"
"""What stands for the year of an entry that has none: the entry's silence, not the work's."""

_FIELDS = {"volume": "volume", "issue": "issue", "page": "pages", "collection-title": "series",
           "edition": "edition_statement", "event-title": "conference", "URL": "url", "DOI": "doi", "note": "note",
           "container-title": "container"}
_LISTS = {"publisher": "publisher", "publisher-place": "publication_place"}
_SHORT = 60


def record_of(item: Item) -> dict[str, Any]:
    """Return the fields of a work, as a data file would have them.

    :param item: a clean CSL-JSON item.

    >>> record_of({"type": "book", "title": "Shops", "author": [{"family": "Doe"}], "issued": {"date-parts": [[1999]]}})
    {'label': 'Doe 1999', 'work_type': 'book', 'title': 'Shops', 'author': [{'family': 'Doe'}], 'year': '1999'}
    """
    raw: dict[str, Any] = {"label": label_of(item), "work_type": work_type(item), "title": item["title"]}
    for role in ("author", "editor"):
        if item.get(role):
            raw[role] = [contributor(name) for name in item[role]]
    if year := year_of(item):
        raw["year"] = year
    words = item.get("status") or item.get("issued", {}).get("literal") or ("" if year else NO_DATE)
    raw |= {"date_note": words} if words else {}
    raw |= {field: item[name] for name, field in _FIELDS.items() if item.get(name)}
    for name, field in _LISTS.items():
        if item.get(name):
            raw[field] = list(dict.fromkeys(filter(None, (part.strip() for part in item[name].split("; ")))))
    if number := item.get("number") or item.get("collection-number"):
        raw["number"] = number
    if days := item.get("accessed"):
        year, month, day = days["date-parts"][0]
        raw["accessed"] = f"{year:04}-{month:02}-{day:02}"
    return raw


def contributor(name: dict[str, str]) -> dict[str, str]:
    """Return a name as the model has it: the particle with the family name, the suffix with the given names.

    >>> contributor({"non-dropping-particle": "van der", "family": "Berg", "given": "Jan", "suffix": "Jr."})
    {'family': 'van der Berg', 'given': 'Jan, Jr.'}
    """
    if "family" not in name:
        return {"literal": name["literal"]}
    particles = [name[p] for p in ("dropping-particle", "non-dropping-particle") if name.get(p)]
    given = ", ".join(name[part] for part in ("given", "suffix") if name.get(part))
    # d'Aubignac, but van der Berg.
    found = {"family": re.sub(r"(['’]) ", r"\1", " ".join([*particles, name["family"]]))}
    return found | {"given": given} if given else found


def year_of(item: Item) -> str:
    """Return the year of an item, or nothing."""
    parts: list[int] = next(iter(item.get("issued", {}).get("date-parts", [])), [])
    return str(parts[0]) if parts else ""


def who(item: Item) -> list[str]:
    """Return the family names, or names of bodies, by which an item is cited: its authors', else its editors'."""
    names = item.get("author") or item.get("editor") or []
    return [contributor(name).get("family") or name.get("literal", "") for name in names]


def label_of(item: Item) -> str:
    """Return how an item is cited: ``Joshi and Moore 2003``, ``Kelly et al. 2002``; its title where nobody is named.

    >>> label_of({"title": "Ours", "issued": {"literal": "in press"}})
    'Ours (in press)'
    """
    names = who(item)
    year = year_of(item)
    first = (f"{names[0]} et al." if len(names) > 2 else " and ".join(names)) if names else item["title"]
    if len(first) > _SHORT and not names:
        first = first[:_SHORT].rsplit(" ", 1)[0] + " …"
    words = item.get("issued", {}).get("literal", "")
    return f"{first} {year}" if year else f"{first} ({words or NO_DATE})"


class Slugs:
    """Gives each entry of an import a slug of its own: from its key, its DOI, or author, year and title."""

    def __init__(self, name: str, table: sqlite3.Connection) -> None:
        """Begin an import.

        :param name: the name of the import: the first part of each slug.
        :param table: where the slugs given are kept.
        """
        self.name, self._table = name, table
        table.execute("CREATE TABLE IF NOT EXISTS slug (slug TEXT PRIMARY KEY, times INTEGER)")

    def of(self, entry: Entry) -> str:
        """Return the slug of the next entry: a second one that would have the same gets ``-b``, and so on."""
        item = entry.item
        stem = slug_of(entry.key) or slug_of(item.get("DOI", ""))
        if not stem:
            first = next(iter(who(item)), "")
            word = next((w for w in item["title"].split() if len(w) > 3 and slug_of(w)), item["title"])
            stem = slug_of(f"{first}-{year_of(item)}-{word}") or "entry"
        slug = f"{self.name}.{stem}"
        while (times := self._count(slug)) > 1:
            slug = f"{self.name}.{stem}-{_suffix(times)}"
        return slug

    def _count(self, slug: str) -> int:
        row = self._table.execute("INSERT INTO slug VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1"
                                  " RETURNING times", (slug,)).fetchone()
        return int(row[0])


def _suffix(times: int) -> str:
    """Return the letter of the second, third... of a name, and a number after z.

    >>> _suffix(2), _suffix(26), _suffix(27)
    ('b', 'z', '27')
    """
    return chr(ord("a") + times - 1) if times <= 26 else str(times)
