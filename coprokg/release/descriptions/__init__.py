"""The descriptions of a release, all made of one source of metadata, the graph and the files that were written.

What each is for, and by which public schema or shapes it is checked: ``docs/decisions/0020-metadata.md``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from ..files import Made, Written
from ..source import Source
from . import citation, codemeta, crate, dcat, provenance, readme, schema_org, service, void, zenodo

PARTS = (void, dcat, service, provenance, schema_org, citation, codemeta, zenodo, readme, crate)
"""In the order of writing: the last two list what the others wrote."""


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield every description of a release.

    :param source: what the release is made from.
    :param written: the files that are written already.
    """
    known = list(written)
    for part in PARTS:
        for made in part.files(source, known):
            known.append(Written(made.path, made.media_type, made.title, made.role, made.licence, made.conforms_to,
                                 len(made.data), hashlib.sha256(made.data).hexdigest()))
            yield made
