"""What the fields of a BibTeX or BibLaTeX entry are in CSL, and what an entry takes from its volume.

Source: the BibLaTeX manual, sections 2.2 (fields) and 2.4.1 (crossref); https://ctan.org/pkg/biblatex
"""

from __future__ import annotations

import re
from typing import Any

from .crossref import title_of
from .entries import Item
from .latex import bare, names, unknown_commands, unlatex
from .text import issued
from .types import from_format

_TEXTS = {
    "volume": ("volume",), "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("address", "location"), "collection-title": ("series",), "edition": ("edition",),
    "page": ("pages", "eid"), "event-title": ("eventtitle",), "note": ("note", "annote"), "genre": ("type",),
    "status": ("pubstate",),
}
_DATE = ("date", "year")
_OTHERS = ("title", "subtitle", "booktitle", "booksubtitle", "maintitle", "mainsubtitle", "journal", "journaltitle",
           "journalsubtitle", "author", "editor", "editora", "number", "issue", "url", "urldate", "doi",
           "crossref", "xdata", "howpublished")
USED = {*_OTHERS, *_DATE, *(name for tags in _TEXTS.values() for name in tags)}
"""The fields that are read; others are told of and not kept."""

_PARTS = ("incollection", "inbook", "inproceedings", "conference", "inreference", "suppbook", "suppcollection",
          "bookinbook")
_OWN = {"title", "subtitle", "shorttitle", "crossref", "xref", "xdata", "ids", "doi", "url", "urldate", "pages", "note",
        "eid", "isbn", "abstract", "keywords", "file", "language", "label", "options"}


def inherit(kind: str, parent_kind: str, parent: dict[str, str]) -> dict[str, str]:
    """Return the fields that an entry takes from its volume: not the volume's own title, pages or identifiers.

    :param kind: the type of the entry.
    :param parent_kind: the type of the volume that its ``crossref`` names.
    :param parent: the volume's fields.

    >>> inherit("incollection", "book", {"title": "Reader", "year": "1996", "doi": "10.1000/1"})
    {'year': '1996', 'booktitle': 'Reader'}
    """
    given = {name: value for name, value in parent.items() if name not in _OWN}
    if kind in _PARTS:
        given.setdefault("booktitle", parent.get("title", ""))
        given.setdefault("booksubtitle", parent.get("subtitle", ""))
        if kind not in ("inbook", "bookinbook") or "editor" in parent:
            given.pop("author", None)
    elif kind == "article" and parent_kind in ("periodical", "article"):
        given.setdefault("journaltitle", parent.get("title", ""))
        given.pop("author", None)
    return {name: value for name, value in given.items() if value}


def item_of(kind: str, values: dict[str, str], notes: list[str]) -> tuple[Item, list[str]]:
    """Return the CSL-JSON item of an entry, and the names of the fields that are not kept.

    :param kind: the type of the entry, in small letters.
    :param values: field in small letters -> value.
    :param notes: gets a word for what is read differently from how it is written.
    :raises ValueError: if a name cannot be split.
    """
    item: dict[str, Any] = {"type": from_format(kind, "bibtex") or "document"}
    if not from_format(kind, "bibtex"):
        notes.append(f"the type @{kind} is not known: read as `other`")
    text = {name: unlatex(value).strip() for name, value in values.items() if name in USED and value.strip()}
    if any(unknown_commands(value) for name, value in text.items() if name not in ("url", "doi", "howpublished")):
        notes.append("a LaTeX command that is not known: kept as it is written")
    for name, fields in _TEXTS.items():
        found = next((text[field] for field in fields if text.get(field)), "")
        item |= {name: found} if found else {}
    item["title"] = title_of(text.get("title", ""), text.get("subtitle"))
    for role, field in (("author", "author"), ("editor", "editor"), ("editor", "editora")):
        if values.get(field, "").strip() and not item.get(role):
            item[role] = names(values[field])
        if re.search(r"\band\s+others\s*$", values.get(field, "")):
            notes.append(f"“and others” ends `{field}`: who they are is not said")
    _container(item, text)
    _number(item, kind, text)
    _dates(item, text)
    item |= {"DOI": bare(values["doi"])} if values.get("doi", "").strip() else {}
    address = bare(values.get("url", "")) or _address(values.get("howpublished", ""))
    item |= {"URL": address} if address else {}
    dropped = [name for name, value in values.items() if name not in USED and value.strip()]
    if text.get("howpublished") and not _address(values["howpublished"]):
        dropped.append("howpublished")
    return {name: value for name, value in item.items() if value}, dropped


def _address(text: str) -> str:
    found = bare(text)
    return found if re.match(r"https?://\S+\Z", found) else ""


def _container(item: Item, text: dict[str, str]) -> None:
    journal = title_of(text.get("journaltitle") or text.get("journal") or "", text.get("journalsubtitle"))
    book = title_of(text.get("booktitle") or text.get("maintitle") or "", text.get("booksubtitle"))
    if item["type"] in ("chapter", "paper-conference"):
        journal, book = book, journal
    found = journal or book
    # A conference is written as the book too, for programmes that know no eventtitle.
    item["container-title"] = "" if found == item.get("event-title") else found


def _number(item: Item, kind: str, text: dict[str, str]) -> None:
    """Say what ``number`` is: of an issue, a report, or a volume of a series."""
    number, issue = text.get("number", ""), text.get("issue", "")
    if item["type"] == "article-journal":
        item["issue"] = number or issue
    elif item["type"] in ("report", "document") or kind == "manual":
        item["number"] = number
    else:
        item["collection-number"] = number


def _dates(item: Item, text: dict[str, str]) -> None:
    date = next((text[name] for name in _DATE if text.get(name)), "")
    if date:
        item["issued"] = issued(date)
    if text.get("urldate"):
        item["accessed"] = issued(text["urldate"])
