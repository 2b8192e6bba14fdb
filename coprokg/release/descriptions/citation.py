"""How the graph is cited: ``CITATION.cff``, in the release and at the top of the repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from ...bibliography.items import Item
from ..files import Made, Written
from ..metadata import FILE as METADATA
from ..source import Source
from .works import works

FILE = "CITATION.cff"
TOP = f"# Written of {METADATA} and the graph by `python -m coprokg.release.descriptions`.\n"
MESSAGE = "If you use this graph, please cite it, and the works whose statements you use."

TYPES = {"article-journal": "article", "book": "book", "chapter": "generic", "report": "report", "thesis": "thesis",
         "paper-conference": "conference-paper", "webpage": "website"}
"""The types of CSL -> those of the Citation File Format; of others it is said that they are works."""

FIELDS = {"container-title": "journal", "volume": "volume", "issue": "issue", "DOI": "doi", "URL": "url"}


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the citation file.

    :param source: what the release is made from.
    :param written: the files that are written already.
    """
    yield Made(FILE, citation_file(source), "application/yaml", "How to cite the graph (Citation File Format)",
               "description", conforms_to="https://citation-file-format.github.io/1.2.0/schema.json")


def citation_file(source: Source) -> bytes:
    """Return the text of the citation file.

    :param source: what the release is made from.
    """
    about = source.about
    data: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "title": about.title,
        "type": "dataset",
        "authors": [{"name": one.name} for one in about.creators],
        "version": about.version,
        "date-released": about.issued,
        "license": about.spdx("data"),
        "url": about.home,
        "identifiers": [{"type": "url", "value": about.iri, "description": "This release"}],
        "keywords": about.keywords,
        "abstract": about.description,
        "references": [reference(item) for item in works(source)],
    }
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)
    return (TOP + text).encode()


def reference(item: Item) -> dict[str, Any]:
    """Return a work as the Citation File Format has it.

    >>> reference({"id": "doe-1999", "type": "book", "title": "Shops", "author": [{"family": "Doe"}],
    ...            "issued": {"date-parts": [[1999]]}, "page": "1-9"})["end"]
    '9'
    """
    made: dict[str, Any] = {"type": TYPES.get(item["type"], "generic"), "title": item["title"],
                            "authors": [_author(name) for name in item.get("author", ())]}
    made |= {field: item[name] for name, field in FIELDS.items() if name in item}
    first, dash, last = item.get("page", "").partition("-")
    if dash:
        made |= {"start": first, "end": last}
    if "date-parts" in item.get("issued", {}):
        made["year"] = item["issued"]["date-parts"][0][0]
    return made


def _author(name: dict[str, Any]) -> dict[str, Any]:
    if "literal" in name:
        return {"name": name["literal"]}
    parts = {"family-names": name["family"], "given-names": name.get("given"),
             "name-particle": name.get("non-dropping-particle")}
    return {part: said for part, said in parts.items() if said}
