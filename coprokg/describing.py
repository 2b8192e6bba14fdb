"""Show a record with its words, and explain the type of each phase: faces of saved queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .asking import CLASS, Answer, Graph
from .problems import Misuse, allowed_values, did_you_mean
from .tables import cell

SHOW, TYPES, MODES, PLACEMENTS = (
    "record-statements", "phase-types", "phase-modes", "author-placements")
"""The saved queries behind ``show`` and ``explain``."""

NO_RECORDS = ("vocab/", CLASS, "query-tag", "cube")
"""What begins the name of those values of parameters that are no records: they are what is asked by, not what is shown."""

_BORNE = {"states": "the words state it", "implies": "the words imply it", "judgement": "the coder judges it"}


def find(graph: Graph, slug: str) -> str:
    """Return ``kind/slug`` of the one record that a slug, or a part of one, names.

    Where a case fits and other records too (the place it is in, say), the case is meant; ``kind/slug``
    names the others.

    :raises Misuse: if none or several fit.
    """
    every = {f"{kind}/{name}": label for kind, names in graph.catalogue["values"].items()
             if not kind.startswith(NO_RECORDS) for name, label in names.items()}
    if not slug.strip():
        raise Misuse(f"which record? {allowed_values(every)}")
    exact = [name for name in every if slug in (name, name.partition("/")[2])]
    partly = [name for name in every if slug.lower() in name]
    near = exact or partly
    cases = [name for name in (exact if slug in every else partly) if name.startswith("case/")]
    if len(near) == 1 or len(cases) == 1:
        return (cases or near)[0]
    if near:
        raise Misuse(f"{slug!r} fits several: {', '.join(sorted(near)[:12])}; say more of it")
    slugs = {name.partition("/")[2] for name in every}
    guess = did_you_mean(slug, slugs | {word for name in slugs for word in name.split("-") if len(word) > 3})
    raise Misuse(f"no record {slug!r}; " + " ".join(filter(None, (guess, allowed_values(every)))))


def show(graph: Graph, slug: str) -> Answer:
    """Return everything that is said of a record, with the words behind each statement."""
    return graph.ask(SHOW, {"record": [_iri(find(graph, slug))]}, evidence=True, include_judgement=True)


def _iri(name: str) -> str:
    from .asking import BASE

    return BASE + name


def explain(graph: Graph, slug: str) -> Iterator[str]:
    """Yield lines that explain the type of each phase of a case, and the author's placements.

    :raises Misuse: if the slug names no case.
    """
    name = find(graph, slug)
    if not name.startswith("case/"):
        raise Misuse(f"{name} is not a case; only a case has phases to explain")
    given = {"case": [_iri(name)]}
    types = _ask(graph, TYPES, given)
    modes = _ask(graph, MODES, given)
    yield f"{name.partition('/')[2]}"
    for phase in types:
        yield ""
        yield f"Phase: {phase['phase']}"
        for mode in (m for m in modes if m["phase"] == phase["phase"]):
            borne = _BORNE.get(mode["support"], mode["support"])
            yield f"  {mode['axis']}: {mode['mode']}  [{borne}; coding {mode['certainty']}]"
            yield from (f"    {words}" for words in mode["words"])
        yield f"  Type: {phase['type'] or 'none'}"
        if phase["axiom"]:
            yield f"    because {phase['axiom']}"
    placed = _ask(graph, PLACEMENTS, given)
    yield ""
    yield "The author's placement (his statement; no reasoner reads it):"
    for row in placed:
        yield f"  {row['cell']} ({row['where']})"
        yield from (f"    {words}" for words in row["words"])
    if not placed:
        yield "  none"


def _ask(graph: Graph, name: str, given: dict[str, list[str]]) -> list[dict[str, Any]]:
    answer = graph.ask(name, given, evidence=True, include_judgement=True)
    return [dict(zip(answer.columns, map(cell, row), strict=True)) | {"words": words}
            for row, words in zip(answer.rows, answer.words, strict=True)]
