"""The words by which works define the terms of the ontology, for its page."""

from __future__ import annotations

import pyoxigraph as ox

from ..folders import root
from ..loading import load
from ..proving import rows
from .terms import Passage

QUESTION = "where-terms-are-defined"
"""The saved query behind them."""


def passages() -> dict[str, list[Passage]]:
    """Return the passages that bear a term out, by the IRI of the term, in the order of the pages.

    :raises DataFault: if a data file is faulty.
    """
    store = ox.Store()
    store.extend(load().quads)
    found: dict[str, list[Passage]] = {}
    for row in rows(store, root(), QUESTION):
        if "words" in row:
            one = Passage(row["words"], row["edition"], row["section"], row.get("page", ""))
            found.setdefault(row["term"], []).append(one)
    return {term: sorted(set(many), key=lambda p: (p.page, p.words)) for term, many in sorted(found.items())}
