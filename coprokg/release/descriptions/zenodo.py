"""What Zenodo reads when a release is deposited there: ``.zenodo.json``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from ..files import Made, Written
from ..source import Source
from .works import cited, works
from .writing import as_json

FILE = ".zenodo.json"


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the metadata of a deposit.

    :param source: what the release is made from.
    :param written: the files that are written already.
    """
    about = source.about
    origins = works(source)
    data: dict[str, Any] = {
        "upload_type": "dataset",
        "title": about.title,
        # Zenodo reads HTML here.
        "description": f"<p>{escape(about.description, quote=False)}</p>",
        "creators": [{"name": one.name} for one in about.creators],
        "publication_date": about.issued.isoformat(),
        "version": about.version,
        "access_right": "open",
        "license": about.spdx("data"),
        "keywords": about.keywords,
        "related_identifiers": [
            {"identifier": about.iri, "relation": "isIdenticalTo", "scheme": "url", "resource_type": "dataset"},
            *({"identifier": item["DOI"], "relation": "isDerivedFrom", "scheme": "doi",
               "resource_type": "publication-article"} for item in origins if "DOI" in item),
        ],
        "references": [cited(item) for item in origins],
    }
    yield Made(FILE, as_json(data), "application/json", "What Zenodo reads of a deposit", "description",
               conforms_to="https://zenodraft.github.io/metadata-schema-zenodo/0.3.0/schema.json")
