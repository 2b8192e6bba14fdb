"""The works that an answer holds, written in a format of bibliographies."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from . import writing
from .items import items, works_of

if TYPE_CHECKING:
    from ..asking import Answer, Graph


def write(graph: Graph, answer: Answer, form: str, style: str, stream: TextIO) -> int:
    """Write the works that the rows of an answer hold.

    :param graph: the graph that was asked.
    :param answer: its answer.
    :param form: ``bibtex``, ``ris``, ``csl-json`` or ``references``.
    :param style: for references, a CSL style by its file or name; blank for the usual one.
    :param stream: where to write.
    :returns: how many works were written.
    :raises Misuse: if no column of the answer holds works, or the style cannot be used.
    """
    found = items(graph, works_of(graph, answer))
    if form == "references":
        from .references import references

        text = references(found, style)
    else:
        text = {"bibtex": writing.bibtex, "ris": writing.ris, "csl-json": writing.csl_json}[form](found)
    stream.write(text)
    return len(found)
