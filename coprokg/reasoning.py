"""Draw what follows: rules that derive plain triples from statements, then OWL 2 RL.

The reasoner's input is the ontology and declared ``cop:`` assertions, nothing else. Design and
choice of engine: ``docs/decisions/0004-rule-engine.md``.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .namespaces import BASE, COP, ONTOLOGY, OWL, RDF, compact, value
from .problems import DataFault, Problem
from .querying import position, wrong_with_query
from .records import read_text

Triple = tuple[Any, Any, Any]
"""Subject, predicate and object, as pyoxigraph terms."""

_TYPE = ox.NamedNode(RDF + "type")
_FUNCTIONAL = ox.NamedNode(OWL + "FunctionalProperty")
_SAME = OWL + "sameAs"
_MOST_ROUNDS = 20


def apply_rules(store: ox.Store, rules: Iterable[Path], into: ox.NamedNode) -> int:
    """Run CONSTRUCT rules over all graphs as one until nothing new follows.

    :param store: the store; what follows and is not asserted is added to ``into``.
    :param rules: the rule files, applied in the order given.
    :param into: the graph of inferred triples.
    :returns: how many triples were added.
    :raises DataFault: if a rule is not a CONSTRUCT query.
    :raises RuntimeError: if the rules still add triples after 20 rounds.
    """
    texts = [(path, read_text(path, path.name)) for path in rules]
    added = 0
    for _ in range(_MOST_ROUNDS):
        new = 0
        for path, text in texts:
            for triple in _follows(store, path, text):
                new += _add(store, (triple.subject, triple.predicate, triple.object), into)
        added += new
        if not new:
            return added
    raise RuntimeError(f"the rules still add triples after {_MOST_ROUNDS} rounds: does one feed itself?")


def _follows(store: ox.Store, path: Path, text: str) -> list[ox.Triple]:
    try:
        found = store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        what, line = f"not SPARQL 1.1 Query: {wrong_with_query(text, error)}", position(error)[0]
    else:
        if isinstance(found, ox.QueryTriples):
            return list(found)
        what, line = "a rule is a CONSTRUCT query", 1
    raise DataFault([Problem(_place(path), line, "", what, "mend it", "queries/README.md")])


def _place(path: Path) -> str:
    """Return where a rule stands, from the folder of queries on.

    >>> _place(Path("/somewhere/queries/rules/modes-of-phase.rq"))
    'queries/rules/modes-of-phase.rq'
    """
    names = path.parts
    return "/".join(names[len(names) - names[::-1].index("queries") - 1:]) if "queries" in names else path.name


def _add(store: ox.Store, triple: Triple, into: ox.NamedNode) -> int:
    if next(store.quads_for_pattern(*triple, None), None) is not None:
        return 0
    store.add(ox.Quad(*triple, into))
    return 1


def reasoner_input(quads: Iterable[ox.Quad], ontology: ox.NamedNode) -> Iterator[Triple]:
    """Yield the triples a reasoner is given: the ontology, and declared ``cop:`` assertions.

    The headers of the ontology and its modules are left out: all modules are at hand, and a
    reasoner that reads ``owl:imports`` goes to the network.
    """
    for quad in quads:
        if quad.graph_name == ontology:
            if not _header(quad.subject):
                yield quad.subject, quad.predicate, quad.object
        elif quad.predicate == _TYPE:
            if value(quad.object).startswith(COP):
                yield quad.subject, quad.predicate, quad.object
        elif quad.predicate.value.startswith(COP):
            yield quad.subject, quad.predicate, quad.object


def _header(node: Any) -> bool:
    return (isinstance(node, ox.NamedNode) and node.value.startswith(ONTOLOGY)
            and not node.value.startswith(COP))


def closure(triples: Iterable[Triple]) -> set[Triple]:
    """Return the OWL 2 RL closure of some triples, without what was given.

    That a property is functional is not told to the engine, which would compare every two uses of it, in memory that
    grows with their square. In sound data its rule (prp-fp) gives nothing but that each value is the same as itself;
    where two values differ, :func:`two_values` finds them.

    :param triples: the ontology and assertions.
    :returns: the inferred triples, as pyoxigraph terms.
    """
    import rdflib
    from reasonable import PyReasoner

    given = {triple for triple in triples if triple[2] != _FUNCTIONAL}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.ttl"
        ox.serialize((ox.Triple(*t) for t in given), str(path), format=ox.RdfFormat.TURTLE)
        reasoner = PyReasoner()
        reasoner.load_file(str(path))
        found = reasoner.reason()

    def term(node: Any) -> Any:
        if isinstance(node, rdflib.URIRef):
            return ox.NamedNode(str(node))
        if isinstance(node, rdflib.BNode):
            return ox.BlankNode(str(node))
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else (
            ox.Literal(str(node)))

    return {(term(s), term(p), term(o)) for s, p, o in found} - given


def about_our_data(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the inferred triples worth keeping: types and properties of ours, of things of ours."""
    for subject, predicate, obj in triples:
        if not _ours(subject):
            continue
        is_type = predicate == _TYPE and value(obj).startswith(COP)
        if is_type or (predicate.value.startswith(COP) and not isinstance(obj, ox.BlankNode)):
            yield subject, predicate, obj


def _ours(node: Any) -> bool:
    return (isinstance(node, ox.NamedNode) and node.value.startswith(BASE)
            and not node.value.startswith(COP))


def two_values(given: Iterable[Triple]) -> list[tuple[str, str]]:
    """Return the nodes that are given two values of a property that takes one, each with a sentence."""
    triples = list(given)
    functional = {s for s, p, o in triples if p == _TYPE and o == _FUNCTIONAL}
    values: dict[tuple[Any, Any], set[Any]] = defaultdict(set)
    for subject, predicate, obj in triples:
        if predicate in functional and _ours(subject):
            values[subject, predicate].add(obj)
    return sorted(
        (subject.value, f"has more than one {compact(predicate.value)}: "
         + " and ".join(sorted(compact(obj.value) for obj in found)))
        for (subject, predicate), found in values.items() if len(found) > 1)


def inconsistencies(given: Iterable[Triple], inferred: Iterable[Triple]) -> list[tuple[str, str]]:
    """Return what a closure shows to be contradictory: the node's IRI, and a sentence.

    Four signs: a node with two values of a property that takes one; two of our individuals said to
    be the same, a member of ``owl:Nothing``, and a member of two disjoint classes (OWL 2 Profiles,
    section 4.3, rules eq-diff, cls-nothing2, cax-dw, cax-adc). The first tells where the fault is;
    where it is found the others, which follow from it all over the graph, are left out.
    """
    everything = [*given, *inferred]
    if found := two_values(everything):
        return found
    types: dict[str, set[str]] = defaultdict(set)
    disjoint: set[frozenset[str]] = set()
    lists: dict[Any, tuple[Any, Any]] = {}
    all_disjoint: list[Any] = []
    for subject, predicate, obj in everything:
        name = predicate.value
        if name == RDF + "type" and _ours(subject):
            types[subject.value].add(obj.value)
        elif name == OWL + "disjointWith":
            disjoint.add(frozenset((subject.value, obj.value)))
        elif name == _SAME and subject != obj and _ours(subject) and _ours(obj):
            if subject.value < obj.value:
                found.append((subject.value, f"is made the same as {compact(obj.value)}: "
                              "a property that takes one value has two"))
        elif name == RDF + "first":
            lists[subject] = (obj, lists.get(subject, (None, None))[1])
        elif name == RDF + "rest":
            lists[subject] = (lists.get(subject, (None, None))[0], obj)
        elif name == OWL + "members":
            all_disjoint.append((subject, obj))
    kinds = {s for s, p, o in everything if p == _TYPE and o.value == OWL + "AllDisjointClasses"}
    for subject, head in all_disjoint:
        if subject in kinds:
            members = list(_items(lists, head))
            disjoint |= {frozenset((a, b)) for a in members for b in members if a != b}
    for node, classes in types.items():
        if OWL + "Nothing" in classes:
            found.append((node, "is a member of owl:Nothing"))
        for pair in disjoint:
            if len(pair) == 2 and pair <= classes:
                first, second = sorted(map(compact, pair))
                found.append((node, f"is both {first} and {second}, which exclude one another"))
    return sorted(set(found))


def _items(lists: dict[Any, tuple[Any, Any]], head: Any) -> Iterator[str]:
    seen = set()
    while head in lists and head not in seen:
        seen.add(head)
        item, head = lists[head]
        yield item.value
