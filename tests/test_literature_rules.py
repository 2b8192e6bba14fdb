"""What the rules on the literature infer: no more and no less than the files say, reckoned here without any rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from coprokg.folders import root
from coprokg.namespaces import BASE, RDF, expand, value

Pair = tuple[str, str]
INFERRED = ox.NamedNode(BASE + "graph/inferred")
EXAMPLE = "https://example.org/"


def pairs(store: ox.Store, *steps: str) -> set[Pair]:
    """Return what a path of properties leads from and to, in whichever graphs its steps lie."""
    reached: set[Pair] = set()
    for number, step in enumerate(steps):
        step_to = defaultdict(set)
        for quad in store.quads_for_pattern(None, ox.NamedNode(expand(step)), None, None):
            step_to[value(quad.subject)].add(value(quad.object))
        if number:
            reached = {(start, end) for start, middle in reached for end in step_to[middle]}
        else:
            reached = {(start, end) for start, ends in step_to.items() for end in ends}
    return reached


def members(store: ox.Store, name: str) -> set[str]:
    """Return the nodes of a class."""
    return {value(quad.subject) for quad in
            store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(expand(name)), None)}


def classes(store: ox.Store) -> set[Pair]:
    """Return the classes of FaBiO that works and editions have."""
    publications = members(store, "cop:Work") | members(store, "cop:Edition")
    return {(node, found) for node, found in pairs(store, "rdf:type")
            if node in publications and found.startswith(expand("fabio:"))}


def classes_wanted(store: ox.Store) -> set[Pair]:
    """Return the class that the work type of each work and edition corresponds to."""
    return pairs(store, "cop:workType", "cop:correspondsTo")


def creators(store: ox.Store) -> set[Pair]:
    """Return the creators of works."""
    works = members(store, "cop:Work")
    return {(node, agent) for node, agent in pairs(store, "dcterms:creator") if node in works}


def creators_wanted(store: ox.Store) -> set[Pair]:
    """Return who makes the contributions of authors to each work."""
    return pairs(store, "cop:author", "cop:agent")


def denoted(store: ox.Store) -> set[Pair]:
    """Return which entry of a reference list each pointer denotes."""
    return pairs(store, "c4o:denotes")


def denoted_wanted(store: ox.Store) -> set[Pair]:
    """Return the entry for the work that a pointer cites, in the list of the pointer's own edition."""
    edition = dict(pairs(store, "cop:record", "cop:edition"))
    pointers, references = members(store, "cop:Pointer"), members(store, "cop:Reference")
    listed = {(edition[entry], work): entry for entry, work in pairs(store, "biro:references") if entry in references}
    return {(pointer, listed[edition[pointer], work]) for pointer, work in pairs(store, "cop:cites")
            if pointer in pointers and (edition[pointer], work) in listed}


def cited(store: ox.Store) -> set[Pair]:
    """Return which works each edition cites."""
    editions = members(store, "cop:Edition")
    return {(node, work) for node, work in pairs(store, "cito:cites") if node in editions}


def cited_wanted(store: ox.Store) -> set[Pair]:
    """Return the works to which an edition has a pointer, whether or not its list has them."""
    edition = dict(pairs(store, "cop:record", "cop:edition"))
    pointers = members(store, "cop:Pointer")
    return {(edition[pointer], work) for pointer, work in pairs(store, "cop:cites") if pointer in pointers}


Reader = Callable[[ox.Store], set[Pair]]
RULES: dict[str, tuple[str, Reader, Reader]] = {
    "types-of-works": ("rdf:type", classes, classes_wanted),
    "creators-of-works": ("dcterms:creator", creators, creators_wanted),
    "what-pointers-denote": ("c4o:denotes", denoted, denoted_wanted),
    "what-editions-cite": ("cito:cites", cited, cited_wanted),
}
"""What is inferred -> its property, how it is read from the graph, and how it is reckoned from what the files say."""

FILES = {"what-editions-cite": "what-pointers-denote"}
"""Where two things are inferred by one rule: the rule's name."""


@pytest.fixture
def copy(graph: ox.Store) -> ox.Store:
    """Give a copy of the real graph, to be spoilt."""
    spoilt = ox.Store()
    spoilt.bulk_extend(graph)
    return spoilt


def quad(subject: str, name: str, thing: str) -> ox.Quad:
    """Return an inferred statement."""
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(expand(name)), ox.NamedNode(thing), INFERRED)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_inferred_is_what_the_files_say(graph: ox.Store, rule: str) -> None:
    _, found, wanted = RULES[rule]
    assert len(wanted(graph)) > 50
    assert found(graph) == wanted(graph)


@pytest.mark.parametrize("rule", RULES)
def test_a_missing_and_a_wrong_one_are_noticed(copy: ox.Store, rule: str) -> None:
    """The comparison above goes red: what is taken out of the graph, or put into it, is the difference."""
    name, found, wanted = RULES[rule]
    subject, thing = min(wanted(copy))
    other = max(end for _, end in wanted(copy) if (subject, end) not in wanted(copy))
    copy.remove(quad(subject, name, thing))
    copy.add(quad(subject, name, other))
    assert wanted(copy) - found(copy) == {(subject, thing)}
    assert found(copy) - wanted(copy) == {(subject, other)}


def test_every_work_and_edition_with_a_type_has_one_class(graph: ox.Store) -> None:
    """No concept of the scheme lacks a class: else a work of that type would go without, unnoticed above."""
    typed = {node for node, _ in pairs(graph, "cop:workType")} & (members(graph, "cop:Work") | members(graph, "cop:Edition"))
    assert members(graph, "cop:Edition") <= typed
    assert sorted(node for node, _ in classes(graph)) == sorted(typed)
    assert members(graph, "cop:WorkType") == {concept for concept, _ in pairs(graph, "cop:correspondsTo")
                                              if concept in members(graph, "cop:WorkType")}


def test_a_pointer_to_a_work_that_the_list_leaves_out_denotes_nothing(graph: ox.Store) -> None:
    """There are such pointers, to works that no list of that edition has; the edition cites the work all the same."""
    edition, work = dict(pairs(graph, "cop:record", "cop:edition")), dict(pairs(graph, "cop:cites"))
    silent = members(graph, "cop:Pointer") - {pointer for pointer, _ in denoted(graph)}
    assert silent
    unlisted = {(edition[pointer], work[pointer]) for pointer in silent}
    assert not unlisted & {(edition[entry], listed) for entry, listed in pairs(graph, "biro:references")}
    assert unlisted <= cited(graph)


def test_a_pointer_denotes_an_entry_of_its_own_edition(graph: ox.Store) -> None:
    """Both lists have most works, so that a rule that forgot the edition would give two entries to a pointer."""
    edition = dict(pairs(graph, "cop:record", "cop:edition"))
    assert all(edition[pointer] == edition[entry] for pointer, entry in denoted(graph))
    assert len(denoted(graph)) == len({pointer for pointer, _ in denoted(graph)})
    in_both = defaultdict(set)
    for entry, work in pairs(graph, "biro:references"):
        in_both[work].add(edition[entry])
    assert sum(len(editions) == 2 for editions in in_both.values()) > 50


def infer(store: ox.Store, rule: str) -> None:
    """Let a graph hold nothing inferred but what the one rule gives, applied anew."""
    store.remove_graph(INFERRED)
    text = (root() / "queries/rules" / f"{FILES.get(rule, rule)}.rq").read_text(encoding="utf-8")
    made = store.query(text, use_default_graph_as_union=True)
    assert isinstance(made, ox.QueryTriples)
    store.extend([ox.Quad(one.subject, one.predicate, one.object, INFERRED) for one in made])


CHANGES = {
    "types-of-works": ("cop:workType", BASE + "work/alford-1998", BASE + "vocab/work-type/book"),
    "creators-of-works": ("cop:agent", BASE + "work/ostrom-1996/contribution/", EXAMPLE + "somebody-else"),
    "what-pointers-denote": ("biro:references", BASE + "references/bovaird-2007-par/reference/alford-1998",
                             EXAMPLE + "another-work"),
    "what-editions-cite": ("cop:cites", BASE + "citations/bovaird-2007-par/pointer/alford-1998-bads",
                           EXAMPLE + "another-work"),
}
"""A property of something that the files say, the first node that has it under an IRI, and another value for it."""


@pytest.mark.parametrize("rule", RULES)
def test_another_fact_is_followed(copy: ox.Store, rule: str) -> None:
    """With one asserted fact changed, the rule infers another thing, and just what is reckoned then."""
    _, found, wanted = RULES[rule]
    name, start, other = CHANGES[rule]
    before = wanted(copy)
    old = min((one for one in copy.quads_for_pattern(None, ox.NamedNode(expand(name)), None, None)
               if value(one.subject).startswith(start)), key=lambda one: value(one.subject))
    copy.remove(old)
    copy.add(ox.Quad(old.subject, old.predicate, ox.NamedNode(other), old.graph_name))
    assert wanted(copy) != before
    infer(copy, rule)
    assert found(copy) == wanted(copy)
