"""Read works as Crossref's REST API gives them: one, a list, or a page of an answer."""

from __future__ import annotations

from typing import Any

from .csl_json import item_of
from .entries import Entry, Item, Read, Rejected
from .json_stream import elements
from .opening import Given

_SAME = ("type", "DOI", "URL", "volume", "issue", "page", "publisher", "issued", "author", "editor")
_RENAMED = {"publisher-location": "publisher-place", "edition-number": "edition"}
_USED = {"title", "subtitle", "container-title", "short-container-title", "original-title", "event",
         "institution", "article-number"}
MEND = "ask https://api.crossref.org again, or mend the file there"


def read(given: Given) -> Read:
    """Read the works of a Crossref answer.

    :param given: the file.

    Source: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
    """
    for line, value, why, known in elements(given):
        if not why and not isinstance(value, dict):
            why = "a work is an object with fields, in braces"
        key = str(value.get("DOI") or "") if isinstance(value, dict) else ""
        if why:
            yield Rejected(given.name, line, known or key, why, MEND)
            continue
        try:
            item, dropped = _item(value)
        except ValueError as error:
            yield Rejected(given.name, line, key, str(error), MEND)
            continue
        yield Entry(item, key, given.name, line, dropped)


def _item(value: dict[str, Any]) -> tuple[Item, list[str]]:
    kept = {name: value[name] for name in _SAME if name in value}
    kept |= {new: value[name] for name, new in _RENAMED.items() if name in value}
    for part in ("author", "editor"):
        if isinstance(kept.get(part), list):
            kept[part] = [_name(name) for name in kept[part]]
    kept["title"] = title_of(_first(value.get("title")), _first(value.get("subtitle")))
    kept["container-title"] = _first(value.get("container-title"))
    event = value.get("event")
    if isinstance(event, dict):
        kept["event-title"] = event.get("name")
    if "page" not in kept and value.get("article-number"):
        kept["page"] = value["article-number"]
    item, _ = item_of(kept)
    return item, [name for name in value if name not in {*_SAME, *_RENAMED, *_USED}]


def _name(name: Any) -> Any:
    """Return a name with a body's ``name`` as CSL has it."""
    if isinstance(name, dict) and name.get("name") and not name.get("family"):
        return {"literal": name["name"]}
    return name


def _first(value: Any) -> Any:
    """Return the first of a list: Crossref writes titles as lists."""
    return next(iter(value), None) if isinstance(value, list) else value


def title_of(title: Any, subtitle: Any) -> Any:
    """Return a title with its subtitle, where it has not got it already.

    >>> title_of("Beyond Engagement", "User Coproduction"), title_of("Why? Because", "Because")
    ('Beyond Engagement: User Coproduction', 'Why? Because')
    """
    if not isinstance(title, str) or not isinstance(subtitle, str) or not subtitle.strip():
        return title
    title, subtitle = title.strip(), subtitle.strip()
    if subtitle.casefold() in title.casefold():
        return title
    return f"{title} {subtitle}" if title.endswith((":", "?", "!")) else f"{title}: {subtitle}"
