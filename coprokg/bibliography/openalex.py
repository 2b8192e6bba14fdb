"""Read works as OpenAlex gives them: one, a list, a page of an answer, or one a line as in its snapshot."""

from __future__ import annotations

from typing import Any

from .csl_json import item_of
from .entries import Entry, Item, Read, Rejected
from .json_stream import elements
from .opening import Given
from .text import in_parts

_USED = {"id", "doi", "title", "display_name", "publication_year", "publication_date", "type", "type_crossref",
         "authorships", "biblio", "primary_location", "host_venue", "ids"}
_TYPES = {"article": "article-journal", "review": "article-journal", "editorial": "article-journal",
          "letter": "article-journal", "erratum": "article-journal", "book-chapter": "chapter",
          "preprint": "working-paper", "dissertation": "thesis", "proceedings-article": "paper-conference"}
MEND = "ask https://api.openalex.org again, or mend the file there"


def read(given: Given) -> Read:
    """Read the works of an OpenAlex answer.

    :param given: the file.

    Source: https://docs.openalex.org/api-entities/works/work-object
    """
    for line, value, why, known in elements(given):
        if not why and not isinstance(value, dict):
            why = "a work is an object with fields, in braces"
        key = str(value.get("id") or "").rsplit("/", 1)[-1] if isinstance(value, dict) else ""
        if why:
            yield Rejected(given.name, line, known or key, why, MEND)
            continue
        try:
            item, dropped = _item(value)
        except (ValueError, AttributeError, TypeError) as error:
            what = str(error) if isinstance(error, ValueError) else "a field is not of the form that OpenAlex gives it"
            yield Rejected(given.name, line, key, what, MEND)
            continue
        yield Entry(item, key, given.name, line, dropped)


def _item(value: dict[str, Any]) -> tuple[Item, list[str]]:
    place = value.get("primary_location") or {}
    source = place.get("source") or value.get("host_venue") or {}
    pages = [str(p) for p in map((value.get("biblio") or {}).get, ("first_page", "last_page")) if p]
    kind = value.get("type_crossref") or value.get("type") or ""
    kept = {
        "type": _TYPES.get(kind, kind),
        "title": value.get("title") or value.get("display_name"),
        "author": [_name(a) for a in value.get("authorships") or []],
        "issued": value.get("publication_year") or value.get("publication_date"),
        # A repository holds a copy of the work: it is not where the work came out.
        "container-title": source.get("display_name") if source.get("type") != "repository" else None,
        "publisher": source.get("host_organization_name") or source.get("publisher"),
        "volume": (value.get("biblio") or {}).get("volume"),
        "issue": (value.get("biblio") or {}).get("issue"),
        "page": "-".join(dict.fromkeys(pages)),
        "DOI": value.get("doi"),
        "URL": None if value.get("doi") else place.get("landing_page_url"),
    }
    item, _ = item_of(kept)
    return item, [name for name in value if name not in _USED]


def _name(authorship: dict[str, Any]) -> dict[str, str]:
    """Return an author; in parts only where the name as printed is in parts, since the other is not."""
    shown = str((authorship.get("author") or {}).get("display_name") or authorship.get("raw_author_name") or "")
    printed = in_parts(str(authorship.get("raw_author_name") or ""))
    if printed.get("family") and shown.endswith(printed["family"]):
        return printed
    return {"literal": shown}
