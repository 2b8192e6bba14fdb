"""Check a graph: SHACL shapes and queries that must return nothing, told by file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .loading import Loaded, graph_iri
from .namespaces import RDF, RDFS, SH, compact
from .problems import DataFault, Problem
from .querying import position, wrong_with_query
from .questions import HEAD
from .records import read_text

_LEVELS = {"Violation": "violation", "Warning": "warning", "Info": "hint"}


def check_store(store: ox.Store, loaded: Loaded, base: Path) -> list[Problem]:
    """Run every shape and every check.

    :param store: the graph, with what is inferred.
    :param loaded: the places of the facts.
    :param base: the folder that holds the content folders.
    :returns: the problems found, sorted.
    """
    return sorted({*by_shapes(store, loaded), *by_queries(store, loaded, base)})


def by_queries(store: ox.Store, loaded: Loaded, base: Path) -> Iterator[Problem]:
    """Run ``queries/checks/*.rq``: each row is one fault, its first column the node at fault.

    :raises DataFault: if a check is not SPARQL, or has no ``#+ remedy:`` in its head.
    """
    for path in sorted(base.glob("queries/checks/*.rq")):
        rule = path.relative_to(base).as_posix()
        text = read_text(path, rule)
        head = read_head(text)
        if not {"summary", "remedy"} <= head.keys():
            raise DataFault([Problem(rule, 1, "", "the head has no `summary` or no `remedy`",
                                     "say what is wrong and what to do", "queries/README.md")])
        try:
            rows = store.query(text, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise DataFault([Problem(rule, position(error)[0], "",
                                     f"not SPARQL 1.1 Query: {wrong_with_query(text, error)}", "mend it",
                                     "queries/README.md")]) from None
        if not isinstance(rows, ox.QuerySolutions):
            raise DataFault([Problem(rule, 1, "", "a check is a SELECT query", "select the node at fault",
                                     "queries/README.md")])
        for row in rows:
            extra = ", ".join(_show(value) for value in list(row)[1:] if value is not None)
            what = f"{head['summary']}" + (f" ({extra})" if extra else "")
            yield _at(loaded, _text(row[0]), "", what, head["remedy"], rule, head.get("level", "violation"))


def read_head(text: str) -> dict[str, str]:
    r"""Return the one-line fields of a ``#+`` head.

    >>> read_head("#+ summary: an orphan\n#+ remedy: link it")
    {'summary': 'an orphan', 'remedy': 'link it'}
    """
    lines = (match[1] for line in text.splitlines() if (match := HEAD.match(line)))
    pairs = (line.partition(": ") for line in lines if ": " in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def by_shapes(store: ox.Store, loaded: Loaded) -> Iterator[Problem]:
    """Validate asserted data and the class hierarchy against the shapes, with pySHACL.

    Inferred types are left out: a shape speaks of what people wrote.
    """
    shapes = list(store.quads_for_pattern(None, None, None, graph_iri("shapes")))
    if not shapes:
        return
    left_out = {graph_iri(name) for name in ("shapes", "inferred", "alignments", "ontology")}
    data = (q for q in store if q.graph_name not in left_out)
    yield from validate(_graph([*data, *hierarchy(store)]), _graph(shapes), loaded)


def hierarchy(store: ox.Store) -> list[ox.Quad]:
    """Return the subclass triples of the ontology."""
    return list(store.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None,
                                        graph_iri("ontology")))


def _graph(quads: Iterable[ox.Quad]) -> Any:
    import rdflib

    text = ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=text, format="nt")


def validate(data: Any, shapes: Any, loaded: Loaded) -> Iterator[Problem]:
    """Validate a graph with pySHACL, and tell each result by file and line.

    :param data: the data, as an rdflib graph.
    :param shapes: the shapes, as an rdflib graph.
    :param loaded: the places of the facts.
    """
    import rdflib
    from pyshacl import validate as shacl

    _, report, _ = shacl(data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False)
    sh = rdflib.Namespace(SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        node = str(report.value(result, sh.focusNode))
        path = str(report.value(result, sh.resultPath) or "")
        shape = str(report.value(result, sh.sourceShape))
        message = str(report.value(result, sh.resultMessage))
        level = _LEVELS[str(report.value(result, sh.resultSeverity)).rsplit("#", 1)[-1]]
        what, _, remedy = message.partition("; ")
        value = report.value(result, sh.value)
        if value is not None and str(value) != node and len(str(value)) < 60:
            what += f" (found {compact(str(value))})"
        yield _at(loaded, node, path, what, remedy, f"shape {compact(shape)}", level)


def _at(
    loaded: Loaded, node: str, path: str, what: str, remedy: str, rule: str, level: str
) -> Problem:
    place = loaded.place(node, path)
    owner = node
    while place is None and "/" in owner.removeprefix("https://"):
        owner = owner.rsplit("/", 1)[0]
        place = loaded.place(owner)
    if place is None:
        return Problem(compact(node), 0, compact(path) if path else "", what, remedy, rule, level)
    return Problem(place.file, place.line, place.field, what, remedy, rule, level)


def _show(term: Any) -> str:
    return compact(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))


def _text(term: Any) -> str:
    return str(getattr(term, "value", term))


__all__ = ["RDF", "by_queries", "by_shapes", "check_store", "hierarchy", "read_head", "validate"]
