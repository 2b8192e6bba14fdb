"""Each shape is whole, agrees with the ontology and the loaders, and complains for its own reason.

``ontology/examples/`` holds one good record of each kind: together they conform. For each shape,
``tests/shapes/<shape>.ru`` breaks them in one step, so that this shape complains and no other. Its
first comment line is the reason; a line ``# also: <shape>`` names a companion that cannot be helped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from coprokg.folders import folder
from coprokg.loading import loaders
from coprokg.mapping import Record, property_of, shapes
from coprokg.markers import Concept, On
from coprokg.namespaces import BASE, COP, OWL, expand

FAILING = Path(__file__).parent / "shapes"
SHAPE = BASE + "shape/"
OUR = Namespace(COP)
SAID = {SH.targetClass, SH.targetSubjectsOf, SH.property, SH.severity, SH.name, SH.description,
                SH.message, SH.order, SH.path}
"""What a shape says of itself; everything else in it is a constraint."""


def _graph(pattern: str) -> Graph:
    graph = Graph()
    for path in sorted(folder("ontology").glob(pattern)):
        graph.parse(path, format="turtle")
    return graph


RULES = _graph("shapes/*.ttl")
NODE_SHAPES = sorted(RULES.subjects(RDF.type, SH.NodeShape), key=str)
PROPERTY_SHAPES = sorted(RULES.subjects(RDF.type, SH.PropertyShape), key=str)
EVERY = sorted({*NODE_SHAPES, *PROPERTY_SHAPES}, key=str)


def _complains(shape: Node) -> bool:
    """Say whether a shape has a constraint of its own, and so can be a source of results."""
    return any(str(p).startswith(str(SH)) and p not in SAID for p in RULES.predicates(shape))


def _local(shape: Node) -> str:
    return str(shape).removeprefix(SHAPE)


@cache
def _ontology() -> Graph:
    return _graph("modules/*.ttl")


@cache
def _vocabularies() -> Graph:
    return _graph("vocabularies/*.ttl")


@cache
def _good() -> Graph:
    """Return the examples, the class hierarchy, and the concepts that the examples use, good or failing."""
    graph, concepts = _graph("examples/*.ttl"), _vocabularies()
    for triple in _ontology().triples((None, RDFS.subClassOf, None)):
        graph.add(triple)
    named = {URIRef(BASE + name) for path in FAILING.glob("*.ru")
             for name in re.findall(r"<(vocab/[^>]+)>", path.read_text(encoding="utf-8"))}
    used = {node for node in {*graph.objects(), *named} if (node, SKOS.inScheme, None) in concepts}
    modes = {m for c in used for p in (OUR.planningMode, OUR.deliveryMode) for m in concepts.objects(c, p)}
    schemes = {s for c in used | modes for s in concepts.objects(c, SKOS.inScheme)}
    for node in used | modes | schemes:
        graph += concepts.triples((node, None, None))
    return graph


def _sources(report: Node | Graph | bytes | Exception) -> set[str]:
    assert isinstance(report, Graph), report
    return {_local(shape) for shape in report.objects(None, SH.sourceShape)}


@cache
def _classes_above(graph: Graph, kind: Node) -> frozenset[Node]:
    return frozenset(c for c in graph.transitive_objects(kind, RDFS.subClassOf) if c is not None)


def _targeting(graph: Graph, node: Node) -> frozenset[str]:
    """Return the shapes that target a node, and their property shapes."""
    kinds = {c for kind in graph.objects(node, RDF.type) for c in _classes_above(_ontology(), kind)}
    found = {s for kind in kinds for s in RULES.subjects(SH.targetClass, kind)}
    found |= {s for s, p in RULES.subject_objects(SH.targetSubjectsOf) if (node, p, None) in graph}
    found |= {p for s in found for p in RULES.objects(s, SH.property)}
    return frozenset(map(str, found))


def _complaints(good: Graph, bad: Graph) -> set[str]:
    """Return the shapes that complain of a changed graph, given that the unchanged one conforms.

    No shape looks further than two steps, so only the nodes of changed triples, the nodes that
    lead to them, and their records are looked at: the answer is that of a full validation.
    """
    changed = set(good) ^ set(bad)
    near: set[Node] = {node for s, _, o in changed for node in (s, o) if isinstance(node, URIRef)}
    for subject in {s for s, _, _ in changed}:
        near |= {node for graph in (good, bad) for node in graph.subjects(None, subject)}
        near |= {node for graph in (good, bad) for node in graph.objects(subject, OUR.record)}
    groups: dict[frozenset[str], list[str]] = defaultdict(list)
    for node in near:
        groups[_targeting(bad, node)].append(str(node))
    found: set[str] = set()
    for rules, nodes in groups.items():
        if rules:
            _, report, _ = validate(bad, shacl_graph=RULES, focus_nodes=nodes, use_shapes=sorted(rules))
            found |= _sources(report)
    return found



def test_good_examples_conform() -> None:
    _, report, text = validate(_good(), shacl_graph=RULES)
    assert not _sources(report), text


def test_every_model_has_an_example() -> None:
    named = set(_good().objects(None, RDF.type))
    assert {_class(model) for model in _models()} <= named


@pytest.mark.parametrize("shape", [s for s in EVERY if _complains(s)], ids=_local)
def test_shape_complains_for_its_own_reason(shape: URIRef) -> None:
    path = FAILING / f"{_local(shape)}.ru"
    assert path.exists(), f"write {path.name}: an update that breaks the examples so that only {shape} complains"
    update = path.read_text(encoding="utf-8")
    assert re.match(r"# \w", update), "the first line tells the reason"
    bad = Graph() + _good()
    bad.update(update)
    assert _complaints(_good(), bad) == {_local(shape), *re.findall(r"^# also: (\S+)$", update, re.MULTILINE)}


@pytest.mark.parametrize("name", ["Statement-support", "Case-phase", "Phase-planning", "ItemOrder", "Concept-inScheme"])
def test_looking_near_the_change_finds_what_a_full_validation_finds(name: str) -> None:
    bad = Graph() + _good()
    bad.update((FAILING / f"{name}.ru").read_text(encoding="utf-8"))
    assert _complaints(_good(), bad) == _sources(validate(bad, shacl_graph=RULES)[1])


def test_every_failing_example_is_of_a_shape() -> None:
    assert {path.stem for path in FAILING.glob("*.ru")} <= {_local(s) for s in EVERY if _complains(s)}


@pytest.mark.parametrize("shape", EVERY, ids=_local)
def test_shape_is_whole(shape: URIRef) -> None:
    assert isinstance(shape, URIRef) and str(shape).startswith(SHAPE)
    assert re.fullmatch(r"[A-Z]\w*(-[a-z]\w*)?", _local(shape))
    for said in (SH.name, SH.description, SH.message):
        texts = list(RULES.objects(shape, said))
        assert len(texts) == 1 and isinstance(texts[0], Literal) and texts[0].language == "en", said
    fault, _, remedy = str(RULES.value(shape, SH.message)).partition("; ")
    assert fault and remedy and not fault.endswith("."), "a message says what is wrong; then what to do"
    assert "e.g. " in remedy or "`" in remedy, "a remedy shows an example"
    assert (shape, RDFS.isDefinedBy, URIRef(SHAPE.rstrip("/"))) in RULES


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=_local)
def test_property_shape_belongs_to_one_node_shape_and_has_its_place(shape: URIRef) -> None:
    owners = list(RULES.subjects(SH.property, shape))
    assert [_local(owner) for owner in owners] == [_local(shape).partition("-")[0]]
    assert RULES.value(shape, SH.order) is not None
    orders = [RULES.value(other, SH.order) for other in RULES.objects(owners[0], SH.property)]
    assert len(orders) == len(set(orders)), "two property shapes have one place"


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=_local)
def test_node_shape_has_a_target(shape: URIRef) -> None:
    assert (shape, SH.targetClass, None) in RULES or (shape, SH.targetSubjectsOf, None) in RULES


def test_terms_in_shapes_are_declared() -> None:
    """The classes and properties that shapes speak of are terms of the ontology, values are concepts."""
    ours = _ontology()
    terms = {t for p in (SH.targetClass, SH.targetSubjectsOf, SH["class"], SH.equals, SH.lessThanOrEquals)
             for t in RULES.objects(None, p)}
    terms |= {step for path in RULES.objects(None, SH.path) for step in _steps(path)}
    kinds = [URIRef(OWL + k) for k in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")]
    unknown = {t for t in terms - {RDFS.label, RDFS.comment} if not any((t, RDF.type, kind) in ours for kind in kinds)}
    assert not unknown
    values = set(RULES.objects(None, SH.hasValue)) | set(RULES.objects(None, RDFS.seeAlso))
    assert not {v for v in values if (v, SKOS.inScheme, None) not in _vocabularies()}


def _steps(path: Node) -> Iterator[Node]:
    if isinstance(path, URIRef):
        yield path
    elif (path, RDF.first, None) in RULES:
        for step in Collection(RULES, path):
            yield from _steps(step)
    else:
        for step in RULES.objects(path, SH.inversePath):
            yield from _steps(step)


def _models() -> list[type[Record]]:
    found: list[type[Record]] = []

    def walk(model: type[Record]) -> None:
        if model not in found:
            found.append(model)
            for shape in shapes(model).values():
                if shape.nested:
                    walk(shape.nested)

    for loader in loaders():
        walk(loader.MODEL)
    return found


def _class(model: type[Record]) -> URIRef:
    return URIRef(expand(model.rdf_class) if ":" in model.rdf_class else COP + model.rdf_class)


def _property_shapes(kind: URIRef) -> dict[str, list[Node]]:
    """Return path -> the property shapes of a class and of the classes above it."""
    found = defaultdict(list)
    for above in _classes_above(_ontology(), kind):
        for node_shape in RULES.subjects(SH.targetClass, above):
            for shape in RULES.objects(node_shape, SH.property):
                found[str(RULES.value(shape, SH.path))].append(shape)
    return found


@pytest.mark.parametrize("model", _models(), ids=lambda m: m.__name__)
def test_each_field_of_a_model_has_a_shape(model: type[Record]) -> None:
    """The fields people write, the ontology and the shapes agree, down to the values allowed."""
    missing, loose = [], []
    for name, field in shapes(model).items():
        if field.keyed or name == "key":
            continue
        on = field.find(On)
        kind = URIRef(expand(on.rdf_class)) if on else _class(model)
        found = _property_shapes(kind).get(property_of(name, field), [])
        if not found:
            missing.append(name)
        scheme = field.find(Concept)
        if scheme:
            in_scheme = URIRef(f"{BASE}vocab/{scheme.scheme}")
            allowed = {c for s in found for c in RULES.objects(s, SH["class"])}
            concepts = list(_vocabularies().subjects(SKOS.inScheme, in_scheme))
            if not any(allowed & set(_vocabularies().objects(c, RDF.type)) for c in concepts):
                loose.append(name)
    assert not missing, "no property shape for these fields"
    assert not loose, "the class that the shape asks for is not that of the concepts of the scheme"
