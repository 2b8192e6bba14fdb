"""The vocabularies are the value part of the coding manual: every value has its rule and its examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SKOS

from coprokg.coding_values import COMMAND, PAGE, coding_values
from coprokg.folders import folder, root
from coprokg.namespaces import BASE

COP = Namespace("https://w3id.org/coprokg/ontology#")
VOCABULARIES = folder("ontology") / "vocabularies"
FILES = sorted(VOCABULARIES.glob("*.ttl"))

TECHNICAL = {
    "approximation",
    "arnstein-rung",
    "coding-check",
    "coding-method",
    "currency",
    "example-listing",
    "listing-kind",
    "measure",
    "period",
    "place-kind",
    "place-level",
    "placement-source",
    "reference-field",
    "selection",
    "study-depth",
    "study-method",
    "unit",
}
"""The schemes whose value can be read off the page; in every other scheme a coder judges."""


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def vocabulary(request: pytest.FixtureRequest) -> tuple[str, Graph]:
    """Return the slug and the graph of one vocabulary."""
    path: Path = request.param
    return path.stem, Graph().parse(path)


def concepts(graph: Graph) -> list[URIRef]:
    """Return the concepts of a graph, sorted."""
    return sorted(c for c in graph.subjects(RDF.type, SKOS.Concept) if isinstance(c, URIRef))


def english(graph: Graph, subject: URIRef, name: URIRef) -> list[str]:
    """Return the English texts of a property, and fail on text in no language."""
    values = list(graph.objects(subject, name))
    bare = [v for v in values if not (isinstance(v, Literal) and v.language)]
    assert not bare, f'{subject}: {name} without a language; write it as "..."@en'
    return [str(v) for v in values if isinstance(v, Literal) and v.language == "en"]


def test_there_are_vocabularies() -> None:
    """An empty folder would let every test below pass."""
    assert FILES
    missing = TECHNICAL - {path.stem for path in FILES}
    assert not missing, f"no file for {missing}: take them out of TECHNICAL"


def test_each_file_describes_one_scheme_of_its_name(vocabulary: tuple[str, Graph]) -> None:
    """The file name, the scheme's IRI and the IRIs of its concepts agree."""
    slug, graph = vocabulary
    scheme = URIRef(f"{BASE}vocab/{slug}")
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert len(english(graph, scheme, SKOS.prefLabel)) == 1
    assert len(english(graph, scheme, SKOS.definition)) == 1
    assert concepts(graph), f"{slug}: a scheme without concepts"
    for concept in concepts(graph):
        assert str(concept).startswith(f"{scheme}/"), f"{concept}: its IRI must begin {scheme}/"
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme], f"{concept}: inScheme is not {scheme}"
    assert set(graph.subjects()) == {scheme, *concepts(graph)}, f"{slug}: describes something else as well"


def test_each_value_has_one_label_of_its_own(vocabulary: tuple[str, Graph]) -> None:
    """Exactly one English label to a concept, and none twice in a scheme."""
    slug, graph = vocabulary
    labels = [english(graph, concept, SKOS.prefLabel) for concept in concepts(graph)]
    assert all(len(found) == 1 for found in labels), f"{slug}: one skos:prefLabel@en to a concept"
    assert len({found[0] for found in labels}) == len(labels), f"{slug}: two concepts with one label"


def test_each_value_has_its_rule_and_examples(vocabulary: tuple[str, Graph]) -> None:
    """A definition and an example for every value; an example out and a borderline where a coder judges."""
    slug, graph = vocabulary
    wanted = [SKOS.definition, SKOS.example]
    wanted += [] if slug in TECHNICAL else [COP.exampleOut, COP.borderline]
    faults = [
        f"{concept}: {len(found)} times {graph.qname(name)}@en"
        for concept in concepts(graph)
        for name in wanted
        if len(found := english(graph, concept, name)) != 1 or not found[0].strip()
    ]
    assert not faults, "each once:\n" + "\n".join(faults)


def test_positions_are_an_order(vocabulary: tuple[str, Graph]) -> None:
    """Positions are whole numbers from 1 without gap or repetition."""
    slug, graph = vocabulary
    found = [int(str(p)) for concept in concepts(graph) for p in graph.objects(concept, COP.position)]
    assert sorted(found) == list(range(1, len(concepts(graph)) + 1)), f"{slug}: number cop:position from 1"


def test_broader_stays_in_the_scheme_and_ends(vocabulary: tuple[str, Graph]) -> None:
    """Broader concepts are of the same scheme, form no circle, and the rest are exactly the top concepts."""
    slug, graph = vocabulary
    known = set(concepts(graph))
    broader = {c: set(graph.objects(c, SKOS.broader)) for c in known}
    assert all(found <= known for found in broader.values()), f"{slug}: skos:broader leaves the scheme"
    for concept in known:
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        circle = concept in broader[concept] or any(
            concept in broader[c] for c in above if isinstance(c, URIRef)
        )
        assert not circle, f"{concept}: is broader than itself"
    top = set(graph.subjects(SKOS.topConceptOf, URIRef(f"{BASE}vocab/{slug}")))
    assert top == {c for c in known if not broader[c]}, (
        f"{slug}: skos:topConceptOf is for those without broader"
    )
    assert not set(graph.subject_objects(SKOS.topConceptOf)) - {
        (c, URIRef(f"{BASE}vocab/{slug}")) for c in top
    }, f"{slug}: skos:topConceptOf names another scheme"


def test_page_of_values_is_current() -> None:
    """The page says what the vocabularies say."""
    page = (root() / PAGE).read_text(encoding="utf-8")
    assert page == coding_values(VOCABULARIES), f"{PAGE} is out of date: run `{COMMAND}`"


def test_page_has_every_value() -> None:
    """Each value stands on the page once under its scheme, in the order of cop:position."""
    sections = coding_values(VOCABULARIES).split("\n## ")[1:]
    for path, section in zip(FILES, sections, strict=True):
        graph = Graph().parse(path)
        order = sorted(concepts(graph), key=lambda c: int(str(graph.value(c, COP.position))))
        rows = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert rows == [str(c).rsplit("/", 1)[-1] for c in order], path.name
