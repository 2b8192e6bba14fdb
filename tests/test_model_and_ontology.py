"""Models, terms, vocabularies and shapes agree, in both directions: what one has, the others have."""

from __future__ import annotations

import typing
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from coprokg.field_guide import kinds_of_record
from coprokg.folders import folder
from coprokg.loading import loaders
from coprokg.mapping import Record, Shape, property_of, shapes
from coprokg.markers import (
    Concept,
    Datatype,
    Inner,
    Iri,
    Link,
    Marker,
    On,
    OntologyTerm,
    OurIri,
    Part,
    RecordPath,
    Text,
)
from coprokg.namespaces import COP, expand
from tests.test_ontology import EXTERNAL, OUR, SCHEMA, graph_of, kinds_of, modules

VOCABULARIES = {path.stem: path for path in sorted((folder("ontology") / "vocabularies").glob("*.ttl"))}
MODELS: list[type[Record]] = [module.MODEL for module in loaders()] + [kind.model for kind in kinds_of_record()]
OBJECT, DATATYPE, ANNOTATION = OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty
KIND_OF_MARKER: dict[type[Marker], Node] = {
    Concept: OBJECT, Inner: OBJECT, Link: OBJECT, Part: OBJECT, OntologyTerm: ANNOTATION,
    Iri: OBJECT, OurIri: OBJECT, RecordPath: OBJECT, Text: DATATYPE, Datatype: DATATYPE,
}


class Field(typing.NamedTuple):
    """A field of a model, the property it becomes, and the class of what has the property."""

    model: type[Record]
    name: str
    shape: Shape
    prop: URIRef
    owner: URIRef


def term(name: str) -> URIRef:
    """Return the IRI of a class as models name it."""
    return URIRef(expand(name) if ":" in name else COP + name)


@cache
def fields() -> list[Field]:
    """Return every field that becomes a property: a keyed map at the top of a file becomes none."""
    tops = {module.MODEL for module in loaders()}
    found = []
    for model in MODELS:
        for name, shape in shapes(model).items():
            on = shape.find(On)
            if name != "key" and not (shape.keyed and model in tops):
                found.append(Field(model, name, shape, URIRef(property_of(name, shape)),
                                   term(on.rdf_class if on else model.rdf_class)))
    return found


def field_id(field: Field) -> str:
    """Name a field in a report."""
    return f"{field.model.__name__}.{field.name}"


def above(kind: Node) -> set[Node]:
    """Return a class and the classes above it."""
    return {node for node in modules().transitive_objects(kind, RDFS.subClassOf) if node is not None}


@cache
def scheme(slug: str) -> Graph:
    """Return the graph of a vocabulary."""
    return graph_of(VOCABULARIES[slug])


def class_of(slug: str) -> set[Node]:
    """Return the classes that concepts of a scheme have, beside skos:Concept."""
    return set(scheme(slug).objects(None, RDF.type)) - {SKOS.Concept, SKOS.ConceptScheme}


# Models and terms

@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_has_its_class(model: type[Record]) -> None:
    for name in (model.rdf_class, *getattr(model, "also", ())):
        where = EXTERNAL if ":" in name else modules()
        assert kinds_of(term(name), where) == [OWL.Class], f"{model.__name__}: {name} is no class of the ontology"
    assert model.kind, f"{model.__name__} has no `kind`, and so no place in an IRI"


@pytest.mark.parametrize("field", fields(), ids=field_id)
def test_field_has_its_property(field: Field) -> None:
    """It is declared, of the kind that the values of the field ask for, and fits its owner and its values."""
    graph = modules() if str(field.prop).startswith(COP) else EXTERNAL
    if field.prop == RDFS.label:
        return
    marker = type(field.shape.marker)
    wanted = OBJECT if field.shape.nested else KIND_OF_MARKER[marker]
    assert kinds_of(field.prop, graph) == [wanted], f"add {field.prop} to a module of the ontology"
    if graph is modules():
        domains = set(graph.objects(field.prop, RDFS.domain)) | set(graph.objects(field.prop, SCHEMA.domainIncludes))
        fits = not domains or domains & above(field.owner)
        assert fits, f"add {field.owner} to the rdfs:domain or schema:domainIncludes of {field.prop}"
    if marker is Datatype or (marker is Text and not typing.cast(Text, field.shape.marker).lang):
        name = field.shape.marker.name if isinstance(field.shape.marker, Datatype) else "string"
        assert graph is not modules() or list(graph.objects(field.prop, RDFS.range)) == [XSD[name]]
    elif marker is Text and graph is modules() and wanted == DATATYPE:
        assert (field.prop, RDFS.range, None) not in graph, "text in a language has no range"


@pytest.mark.parametrize("field", [f for f in fields() if f.shape.nested], ids=field_id)
def test_range_is_the_class_of_the_record_inside(field: Field) -> None:
    assert field.shape.nested is not None
    assert set(modules().objects(field.prop, RDFS.range)) <= above(term(field.shape.nested.rdf_class))


def test_domains_name_only_classes_that_have_the_field() -> None:
    """A class in a domain has the property in a model, or a class below it has; skos:Concept has some in vocabularies."""
    having: defaultdict[URIRef, set[Node]] = defaultdict(set)
    for field in fields():
        having[field.prop] |= above(field.owner)
    for slug in VOCABULARIES:
        for concept in scheme(slug).subjects(RDF.type, SKOS.Concept):
            for prop in scheme(slug).predicates(concept):
                having[URIRef(str(prop))] |= {SKOS.Concept, *class_of(slug)}
    derived = {OUR.planningMode: {OUR.Phase}, OUR.deliveryMode: {OUR.Phase}}
    faults = [f"{prop} is said to be for {kind}, which has no such field" for name in (RDFS.domain, SCHEMA.domainIncludes)
              for prop, kind in modules().subject_objects(name)
              if kind not in having[URIRef(str(prop))] | derived.get(URIRef(str(prop)), set())]
    assert not faults, "take the class out of the domain, or give its model the field"


def test_every_property_is_used() -> None:
    """A property of ours is a field of a model, stands in the vocabularies or modules, or follows by a rule."""
    named = {field.prop for field in fields()} | {OUR.record}
    for slug in VOCABULARIES:
        named |= {URIRef(str(p)) for p in scheme(slug).predicates()}
    named |= {URIRef(str(p)) for p in modules().predicates()}
    rules = "".join(path.read_text(encoding="utf-8") for path in (folder("queries") / "rules").glob("*.rq"))
    ours = {p for kind in (OBJECT, DATATYPE, ANNOTATION) for p in modules().subjects(RDF.type, kind)
            if str(p).startswith(COP)}
    unused = {p for p in ours - named if f"cop:{str(p).removeprefix(COP)}" not in rules}
    assert not unused, "no field, no vocabulary and no rule has these: take them out, or add the field"


def test_every_class_is_used() -> None:
    """A class of ours is that of a model, of a scheme, or is above one, or is defined by its members' values."""
    used = {a for model in MODELS for a in above(term(model.rdf_class))}
    used |= {a for slug in VOCABULARIES for kind in class_of(slug) for a in above(kind)}
    used |= {a for kind in modules().subjects(OWL.equivalentClass) for a in above(kind)}
    unused = {c for c in modules().subjects(RDF.type, OWL.Class) if str(c).startswith(COP)} - used
    assert not unused, "no model, no scheme and no defined class has these"


# Schemes, their classes, the properties that take them

@pytest.mark.parametrize("field", [f for f in fields() if f.shape.find(Concept)], ids=field_id)
def test_scheme_of_a_field_is_the_range_of_its_property(field: Field) -> None:
    concept = field.shape.find(Concept)
    assert concept and concept.scheme in VOCABULARIES, f"write ontology/vocabularies/{concept and concept.scheme}.ttl"
    ranges = set(modules().objects(field.prop, RDFS.range)) | set(modules().objects(field.prop, SCHEMA.rangeIncludes))
    assert class_of(concept.scheme) <= ranges, f"{field.prop} does not take the concepts of {concept.scheme}"


def test_every_scheme_has_a_class_of_its_own_and_a_field() -> None:
    classes = {slug: class_of(slug) for slug in VOCABULARIES}
    assert not {slug: found for slug, found in classes.items() if len(found) != 1}, "one class for each scheme"
    for slug, found in classes.items():
        graph = scheme(slug)
        apart = set(graph.subjects(RDF.type, SKOS.Concept)) - set(graph.subjects(RDF.type, next(iter(found))))
        assert apart <= set(graph.objects(None, SKOS.broader)), f"{slug}: only a group of concepts may lack the class"
    single = [next(iter(found)) for found in classes.values()]
    assert len(single) == len(set(single)), "two schemes have one class"
    declared = set(modules().subjects(RDFS.subClassOf, SKOS.Concept))
    assert set(single) == declared, "each class of concepts has one vocabulary, and each vocabulary one class"
    used = {c.scheme for f in fields() if (c := f.shape.find(Concept))}
    assert used == set(VOCABULARIES), "a vocabulary that no field takes, or a field without its vocabulary"


# What is kept apart: ontology/modules/individuals.ttl

INDIVIDUALS = graph_of(Path(folder("ontology")) / "modules" / "individuals.ttl")


def listed(kind: Node, by: Node) -> list[set[Node]]:
    """Return the members of each axiom of a kind."""
    found = []
    for axiom in INDIVIDUALS.subjects(RDF.type, kind):
        members = list(Collection(INDIVIDUALS, next(iter(INDIVIDUALS.objects(axiom, by)))))
        assert len(members) == len(set(members)), "a member is listed twice"
        found.append(set(members))
    return found


def functional_schemes() -> set[str]:
    """Return the schemes whose concepts are values of functional properties."""
    taken = {c for p in modules().subjects(RDF.type, OWL.FunctionalProperty)
             for name in (RDFS.range, SCHEMA.rangeIncludes) for c in modules().objects(p, name)}
    return {slug for slug in VOCABULARIES if class_of(slug) & taken}


def test_concepts_that_a_functional_property_takes_are_all_different() -> None:
    """Else a second value would quietly make two concepts one; and a list has all of a scheme, and nothing more."""
    lists = listed(OWL.AllDifferent, OWL.distinctMembers)
    whole = {slug: set(scheme(slug).subjects(RDF.type, SKOS.Concept)) for slug in VOCABULARIES}
    for slug in functional_schemes():
        assert whole[slug] in lists, f"individuals.ttl does not list exactly the concepts of {slug}"
    known = [members for members in lists if members in whole.values()]
    assert len(known) == len(lists), "a list of individuals.ttl is not that of one whole scheme"


def test_functional_properties_take_listed_concepts_alone() -> None:
    """Each leads to concepts, and each field of it takes one value."""
    for prop in modules().subjects(RDF.type, OWL.FunctionalProperty):
        ranges = {c for n in (RDFS.range, SCHEMA.rangeIncludes) for c in modules().objects(prop, n)}
        assert ranges and all(SKOS.Concept in above(c) for c in ranges), f"{prop} is functional: list its values"
        for field in (f for f in fields() if f.prop == prop):
            several = typing.get_origin(field.model.model_fields[field.name].annotation) is list
            assert not several, f"{field_id(field)} takes several values and {prop} is functional"


def test_classes_of_concepts_are_disjoint() -> None:
    """A concept belongs to one scheme: the axiom names every class of concepts, and nothing else."""
    classes = set(modules().subjects(RDFS.subClassOf, SKOS.Concept))
    assert classes in listed(OWL.AllDisjointClasses, OWL.members), "individuals.ttl: list all classes of concepts"


def test_things_texts_and_statements_are_disjoint() -> None:
    """What stands under no other class of ours, and is no concept, is kept apart from all the others of its like."""
    ours = {c for c in modules().subjects(RDF.type, OWL.Class) if str(c).startswith(COP)}
    top = {c for c in ours if above(c) & ours == {c} and SKOS.Concept not in above(c)}
    lists = listed(OWL.AllDisjointClasses, OWL.members)
    nearest = max(lists, key=lambda members: len(members & top))
    assert top == nearest, f"individuals.ttl: the first list of disjoint classes is not these; {top ^ nearest}"


# Shapes: that each field has one is in test_shapes.py

SHAPES = Graph()
for _path in sorted((folder("ontology") / "shapes").glob("*.ttl")):
    SHAPES.parse(_path, format="turtle")


@pytest.mark.parametrize("shape", sorted(map(str, SHAPES.subjects(RDF.type, SH.PropertyShape))),
                         ids=lambda shape: shape.split("/")[-1])
def test_property_shape_is_of_a_field(shape: str) -> None:
    """A shape of a property speaks of what models, vocabularies or the mapping write."""
    path = SHAPES.value(URIRef(shape), SH.path)
    if not isinstance(path, URIRef) or not str(path).startswith(COP):
        return
    written = {field.prop for field in fields()} | {OUR.record}
    for slug in VOCABULARIES:
        written |= {URIRef(str(p)) for p in scheme(slug).predicates()}
    assert path in written, f"no field becomes {path}: the shape is of something that nobody writes"
