"""The checks on citations: each is silent on the real graph, and complains of one change."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from coprokg.folders import root
from coprokg.namespaces import BASE, COP

POINTER = f"{BASE}citations/bovaird-2007-par/pointer/mayo-moore-2002-free-riders"
RESTS = f"{BASE}framework/limitations/limitation/free-riders"
OTHER = f"{BASE}framework/limitations/limitation/unclear-roles"
WORK = f"{BASE}work/mayo-moore-2002"


def complaints(store: ox.Store, check: str) -> list[str]:
    """Return the nodes at fault, by a check's own query."""
    text = (root() / f"queries/checks/{check}.rq").read_text(encoding="utf-8")
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [str(row[0].value) for row in found]


def changed(graph: ox.Store, *, add: tuple[str, str, str] | None = None,
            remove: tuple[str, str, str] | None = None) -> ox.Store:
    """Return a copy of a graph with one statement more or less, each with a property of the ontology."""
    store = ox.Store()
    store.extend(graph)
    if add:
        subject, name, value = add
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(COP + name), ox.NamedNode(value)))
    if remove:
        subject, name, value = remove
        gone = list(store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(COP + name), ox.NamedNode(value)))
        assert gone, f"the graph does not say {remove}"
        for quad in gone:
            store.remove(quad)
    return store


@pytest.mark.parametrize("check", ["cited-for-another-work", "work-without-citation"])
def test_the_real_graph_passes(graph: ox.Store, check: str) -> None:
    assert not complaints(graph, check)


def test_a_citation_for_a_statement_on_another_work_is_found(graph: ox.Store) -> None:
    """Mayo and Moore are not named for the unclear division of roles."""
    assert complaints(changed(graph, add=(POINTER, "citedFor", OTHER)), "cited-for-another-work") == [POINTER]


def test_a_work_without_its_citation_is_found(graph: ox.Store) -> None:
    assert complaints(changed(graph, remove=(POINTER, "citedFor", RESTS)), "work-without-citation") == [RESTS]


def test_a_work_that_no_edition_cites_needs_no_citation(graph: ox.Store) -> None:
    """Arnstein's ladder in her own order rests on a work of 1969 that neither text cites."""
    never = changed(graph, add=(OTHER, "work", f"{BASE}work/arnstein-1969"))
    assert not complaints(never, "work-without-citation")
    cited = changed(graph, add=(OTHER, "work", WORK))
    assert complaints(cited, "work-without-citation") == [OTHER]
