"""The terms of the ontology: each is named, defined and placed, and nothing in them asks too much of a reasoner.

How the terms agree with models, vocabularies and shapes is in ``test_model_and_ontology.py``, the OWL 2
profiles are in ``test_profile.py``. Fields of the header are those of FOOPS! that are true of this project.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, FOAF, VANN
from rdflib.term import Node

from coprokg import __version__
from coprokg.folders import folder
from coprokg.namespaces import BASE, COP, ONTOLOGY
from coprokg.records import read_yaml

OUR = Namespace(COP)
SCHEMA = Namespace("http://schema.org/")
BIBO = Namespace("http://purl.org/ontology/bibo/")
HEADER = folder("ontology") / "coproduction.ttl"
MODULES = sorted((folder("ontology") / "modules").glob("*.ttl"))
TERM_FILES = sorted((folder("data") / "terms").glob("*.yaml"))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
LANGUAGE = (str(RDF), str(RDFS), str(OWL), str(XSD))


@cache
def graph_of(path: Path) -> Graph:
    """Return the graph of a Turtle file."""
    return Graph().parse(path, format="turtle")


@cache
def modules() -> Graph:
    """Return all modules as one graph."""
    whole = Graph()
    for path in MODULES:
        whole += graph_of(path)
    return whole


def iris(graph: Graph) -> set[URIRef]:
    """Return every IRI in a graph, in whatever place."""
    return {node for triple in graph for node in triple if isinstance(node, URIRef)}


def ours() -> list[str]:
    """Return the local names of all terms of ours that stand anywhere in the modules."""
    return sorted(str(iri).removeprefix(COP) for iri in iris(modules()) if str(iri).startswith(COP))


def kinds_of(term: Node, graph: Graph | None = None) -> list[Node]:
    """Return which kinds of OWL term a term is."""
    return [kind for kind in KINDS if (term, RDF.type, kind) in (graph or modules())]


def english(term: Node, name: URIRef) -> str:
    """Return the one English text that a term has of a property, and no other text."""
    texts = list(modules().objects(term, name))
    assert len(texts) == 1, f"{term}: {len(texts)} times {name}; each term has one"
    assert isinstance(texts[0], Literal) and texts[0].language == "en", f'{term}: write the {name} as "..."@en'
    assert str(texts[0]).strip() == str(texts[0]) != "", f"{term}: {name} is blank, or has blanks around it"
    return str(texts[0])


# Each term

def test_there_are_terms() -> None:
    """An empty folder would let every test below pass."""
    assert MODULES and ours() and TERM_FILES


@pytest.mark.parametrize("name", ours())
def test_term_is_whole(name: str) -> None:
    """One kind, one label, one definition, one example, all in English, and the ontology that defines it."""
    term = OUR[name]
    assert len(kinds_of(term)) == 1, f"cop:{name} is {kinds_of(term) or 'declared nowhere'}; a term is of one kind"
    label, definition = english(term, RDFS.label), english(term, SKOS.definition)
    assert english(term, SKOS.example) != definition
    assert len(label) < len(definition), f"cop:{name}: the label is longer than the definition; are they swapped?"
    assert list(modules().objects(term, RDFS.isDefinedBy)) == [URIRef(ONTOLOGY)]


@pytest.mark.parametrize("name", ours())
def test_term_is_named_by_its_kind(name: str) -> None:
    wanted = "[A-Z][A-Za-z]*" if (OUR[name], RDF.type, OWL.Class) in modules() else "[a-z][A-Za-z]*"
    assert re.fullmatch(wanted, name), f"cop:{name}: a class is named LikeThis, a property likeThis"


def test_each_term_is_described_in_one_module() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for term in {s for s in graph_of(path).subjects() if str(s).startswith(COP)}:
            places[str(term)].append(path.stem)
    twice = {term: found for term, found in places.items() if len(found) > 1}
    assert not twice, "keep each in one module"


def test_no_two_classes_share_a_label() -> None:
    labels = [str(label).casefold() for c in modules().subjects(RDF.type, OWL.Class)
              for label in modules().objects(c, RDFS.label)]
    twice = [label for label, count in Counter(labels).items() if count > 1]
    assert not twice, "two classes of one label: say in the label what sets them apart"


@pytest.mark.parametrize("path", TERM_FILES, ids=lambda path: path.stem)
def test_each_term_has_its_source_once(path: Path) -> None:
    """A file of sources says of every term where the work defines it, or that it is a term of ours."""
    found: Counter[str] = Counter()
    for source in read_yaml(path).data["source"].values():
        terms = source["term"]
        found.update([terms] if isinstance(terms, str) else terms)
    name = f"data/terms/{path.name}"
    missing = set(ours()) - set(found)
    assert not missing, f"add each to `term` of an entry in {name}, with the words that define it or a memo"
    assert not set(found) - set(ours()), f"take them out of {name}: the ontology has no such term"
    assert not [term for term, count in found.items() if count > 1], f"keep one of the two in {name}"


# What terms say of one another

def test_domains_and_ranges_are_declared() -> None:
    """Classes of ours or declared ones; at most one of each, since two would mean both at once."""
    faults = []
    for prop in {s for kind in KINDS[1:] for s in modules().subjects(RDF.type, kind)}:
        for name in (RDFS.domain, RDFS.range):
            values = list(modules().objects(prop, name))
            if len(values) > 1:
                faults.append(f"{prop}: {len(values)} values of {name}; use schema:domainIncludes or rangeIncludes")
            literal = name == RDFS.range and (prop, RDF.type, OWL.DatatypeProperty) in modules()
            faults += [f"{prop}: {name} {v}" for v in values if
                       (v not in (XSD.string, XSD.integer, XSD.decimal) if literal else kinds_of(v) != [OWL.Class])]
        for name in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
            faults += [f"{prop}: {name} {v}" for v in modules().objects(prop, name) if kinds_of(v) != [OWL.Class]]
            if (prop, name, None) in modules():
                plain = RDFS.domain if name == SCHEMA.domainIncludes else RDFS.range
                faults += [f"{prop}: {plain} and {name}"] if (prop, plain, None) in modules() else []
    assert not faults, "no such class, or no such datatype, or too many"


def test_every_class_stands_under_classes() -> None:
    """A superclass is declared, or a restriction; no class is above itself."""
    for child, above in modules().subject_objects(RDFS.subClassOf):
        assert kinds_of(above) == [OWL.Class] or (above, RDF.type, OWL.Restriction) in modules(), f"{child}: {above}"
        assert child not in set(modules().transitive_objects(above, RDFS.subClassOf)), f"{child} is above itself"


# Other people's terms

EXTERNAL = graph_of(folder("ontology") / "modules" / "external.ttl")


def foreign(graph: Graph) -> set[URIRef]:
    """Return the terms of others that a graph uses as a property, as a type or in an axiom."""
    used = {p for p in graph.predicates() if isinstance(p, URIRef)}
    axioms = (RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.onProperty, RDF.first,
              SCHEMA.domainIncludes, SCHEMA.rangeIncludes)
    used |= {o for p in axioms for o in graph.objects(None, p) if isinstance(o, URIRef)}
    return {t for t in used if not str(t).startswith((*LANGUAGE, COP, BASE))}


@pytest.mark.parametrize("path", [HEADER, *MODULES, *sorted((folder("ontology") / "vocabularies").glob("*.ttl"))],
                         ids=lambda path: path.stem)
def test_terms_of_others_are_declared(path: Path) -> None:
    """An undeclared term silently loses types; declared it is in external.ttl, with the kind of its use."""
    graph = graph_of(path)
    untyped = {t for t in foreign(graph) if len(kinds_of(t, EXTERNAL)) != 1}
    assert not untyped, "declare each with its one kind in ontology/modules/external.ttl"
    for prop in foreign(graph) & set(graph.predicates()):
        plain = [o for o in graph.objects(None, prop) if isinstance(o, Literal)]
        assert not (plain and (prop, RDF.type, OWL.ObjectProperty) in EXTERNAL), f"{prop} has text for a value"
        assert OWL.Class not in kinds_of(prop, EXTERNAL), f"{prop} is a class"


def test_terms_of_others_are_not_redefined() -> None:
    """They are declared and nothing more."""
    head = URIRef(f"{ONTOLOGY}/modules/external")
    said = {(s, p, o) for s, p, o in EXTERNAL if s != head}
    assert all(p == RDF.type and o in KINDS for _, p, o in said)
    assert not {s for s, _, _ in said if str(s).startswith(BASE)}
    again = {s for path in MODULES if path.stem != "external" for s in graph_of(path).subjects()
             if isinstance(s, URIRef) and not str(s).startswith(BASE)}
    assert not again, "say nothing of the terms of others outside external.ttl and alignments/"


# The header

HEAD = URIRef(ONTOLOGY)


@pytest.mark.parametrize("field", [
    DCTERMS.title, DCTERMS.description, DCTERMS.abstract, DCTERMS.creator, DCTERMS.publisher, DCTERMS.license,
    DCTERMS.created, DCTERMS.issued, DCTERMS.source, DCTERMS.bibliographicCitation, OWL.versionIRI,
    OWL.versionInfo, BIBO.status, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
], ids=lambda field: re.split("[/#]", str(field))[-1])
def test_header_has(field: URIRef) -> None:
    values = list(graph_of(HEADER).objects(HEAD, field))
    assert len(values) == 1 and str(values[0]).strip(), f"{field} once in ontology/coproduction.ttl"
    if isinstance(values[0], Literal) and field in (DCTERMS.title, DCTERMS.description, DCTERMS.abstract):
        assert values[0].language == "en"


def test_header_is_true() -> None:
    head = graph_of(HEADER)
    value: dict[Node, Any] = dict(head.predicate_objects(HEAD))
    assert list(head.subjects(RDF.type, OWL.Ontology)) == [HEAD]
    version = URIRef(f"{ONTOLOGY}/{value[OWL.versionInfo]}")
    assert value[OWL.versionIRI] == version != HEAD
    assert str(value[OWL.versionInfo]) == __version__, "the version in coproduction.ttl is not the package's"
    assert value[DCTERMS.license] == URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    assert (str(value[VANN.preferredNamespacePrefix]), str(value[VANN.preferredNamespaceUri])) == ("cop", COP)
    assert str(value[BIBO.status]).startswith(f"{BIBO}status/")
    for field in (DCTERMS.created, DCTERMS.issued):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(value[field])) and value[field].datatype is None
    assert str(value[DCTERMS.created]) <= str(value[DCTERMS.issued])
    assert str(version) in str(value[DCTERMS.bibliographicCitation])
    assert head.value(value[DCTERMS.creator], FOAF.name), "the creator has a name"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_module_has_a_header(path: Path) -> None:
    head = URIRef(f"{ONTOLOGY}/modules/{path.stem}")
    graph = graph_of(path)
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [head], "a module is named like its file"
    assert len(list(graph.objects(head, DCTERMS.title))) == len(list(graph.objects(head, DCTERMS.description))) == 1
    for field in (DCTERMS.license, OWL.versionInfo):
        assert list(graph.objects(head, field)) == list(graph_of(HEADER).objects(HEAD, field))
    assert (head, DCTERMS.isPartOf, HEAD) in graph


def test_imports_are_files() -> None:
    """Every import is a module at hand; the header imports all, and no module imports itself in a circle."""
    names = {URIRef(f"{ONTOLOGY}/modules/{path.stem}") for path in MODULES}
    assert set(graph_of(HEADER).objects(HEAD, OWL.imports)) == names
    imports = {(s, o) for s, o in modules().subject_objects(OWL.imports)}
    assert {o for _, o in imports} <= names, "no such file in ontology/modules/"
    for name in names:
        later = {n for o in modules().objects(name, OWL.imports)
                 for n in modules().transitive_objects(o, OWL.imports)}
        assert name not in later, f"{name} imports itself"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_module_imports_what_its_axioms_use(path: Path) -> None:
    """What a reasoner reads; the annotations schema:domainIncludes and rangeIncludes may look ahead."""
    head = URIRef(f"{ONTOLOGY}/modules/{path.stem}")
    near = {str(n).rsplit("/", 1)[-1] for n in modules().transitive_objects(head, OWL.imports)}
    seen: set[Node] = set()
    for stem in near:
        seen |= set(graph_of(path.with_name(f"{stem}.ttl")).subjects(RDF.type, None))
    used = {o for _, p, o in graph_of(path) if p not in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes)}
    afar = {str(o) for o in used - seen if str(o).startswith(COP)}
    assert not afar, f"{path.name} speaks of these: import the module that describes them, or move the axiom there"


# What reasoners can bear: the contract of ontology/README.md, "What is asserted, and what is not"

CONSTRUCTS = {
    OWL.Ontology, OWL.imports, OWL.versionInfo, *KINDS, OWL.FunctionalProperty, OWL.equivalentClass,
    OWL.intersectionOf, OWL.Restriction, OWL.onProperty, OWL.hasValue, OWL.allValuesFrom,
    OWL.AllDisjointClasses, OWL.members, OWL.AllDifferent, OWL.distinctMembers,
}


def test_only_a_few_constructs() -> None:
    """No chain, no transitive, inverse or asymmetric property, no sameAs, and so no two that do not bear each other."""
    used = {iri for iri in iris(modules()) if str(iri).startswith(str(OWL))}
    assert not used - CONSTRUCTS, "ontology/README.md says what is asserted; not this"


def test_only_three_datatypes() -> None:
    """No date, no year of its own type, no float: HermiT stops at a date, and a year is an integer."""
    named = {iri for iri in iris(modules()) if str(iri).startswith(str(XSD))}
    typed = {o.datatype for o in modules().objects() if isinstance(o, Literal) and o.datatype}
    assert named | typed <= {XSD.string, XSD.integer, XSD.decimal}, "use xsd:string, xsd:integer or xsd:decimal"


def test_defined_classes_are_intersections_of_a_class_and_values() -> None:
    """OWL 2 RL takes nothing else there that our two reasoners both take."""
    for name, definition in modules().subject_objects(OWL.equivalentClass):
        assert str(name).startswith(COP) and isinstance(definition, BNode), f"{name}: equivalent to a named class"
        head = modules().value(definition, OWL.intersectionOf)
        assert head is not None, f"{name}: define it by owl:intersectionOf"
        parts = list(Collection(modules(), head))
        named = [part for part in parts if isinstance(part, URIRef)]
        assert len(named) == 1 and kinds_of(named[0]) == [OWL.Class], f"{name}: one named class among the parts"
        for part in set(parts) - set(named):
            said = dict(modules().predicate_objects(part))
            assert set(said) == {RDF.type, OWL.onProperty, OWL.hasValue}, f"{name}: only owl:hasValue"
            prop = said[OWL.onProperty]
            assert (prop, RDF.type, OWL.FunctionalProperty) in modules(), f"{name}: {prop} may have two values"
        assert named[0] in set(modules().transitive_objects(name, RDFS.subClassOf)), f"{name}: under {named[0]}"
