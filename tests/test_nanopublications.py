"""The nanopublications of a release: one for each finding, valid by the `nanopub` library, true to the graph."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from nanopub.nanopub import Nanopub
from nanopub.utils import MalformedNanopubError

from coprokg.asking import Graph
from coprokg.folders import root
from coprokg.namespaces import COP, RDF, RDFS, expand
from coprokg.release.metadata import read_metadata
from coprokg.release.nanopublications import files, nanopublication_iri
from coprokg.release.source import Source

INFERRED = "https://w3id.org/coprokg/graph/inferred"
Quads = list[ox.Quad]


@dataclass
class Released:
    source: Source
    data: bytes
    by_iri: dict[str, Quads]


@pytest.fixture(scope="module")
def released(graph_file: Path) -> Released:
    asserted = [quad for quad in ox.parse(graph_file.read_bytes(), format=ox.RdfFormat.N_QUADS)
                if isinstance(quad, ox.Quad) and str(quad.graph_name.value) != INFERRED]  # type: ignore[union-attr]
    source = Source(root(), read_metadata(root()), asserted, [], Graph(graph_file.parent))
    [made] = files(source)
    assert made.path == "nanopublications.trig" and made.zip
    return Released(source, made.data, split(made.data))


def split(data: bytes) -> dict[str, Quads]:
    """Return the quads of each nanopublication, by its address."""
    found: dict[str, Quads] = {}
    for quad in ox.parse(data, format=ox.RdfFormat.TRIG):
        assert isinstance(quad, ox.Quad) and isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name.value.partition("#")[0], []).append(quad)
    return found


def part(iri: str, quads: Quads, name: str) -> list[ox.Triple]:
    return [quad.triple for quad in quads if quad.graph_name == ox.NamedNode(f"{iri}#{name}")]


def objects(triples: list[ox.Triple], subject: str, predicate: str) -> set[str]:
    return {triple.object.value for triple in triples if triple.subject == ox.NamedNode(subject)  # type: ignore[union-attr]
            and triple.predicate == ox.NamedNode(predicate)}


def valid(quads: Quads) -> bool:
    """Say what the library says: it raises where a nanopublication is malformed."""
    graph = rdflib.ConjunctiveGraph()
    graph.parse(data=(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode(), format="nquads")
    return bool(Nanopub(rdf=graph).is_valid)


def findings(graph: ox.Store) -> set[str]:
    """Return all findings by the reasoner's account, not by that of the code under test."""
    return {quad.subject.value for quad in graph.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(COP + "Finding"), None)
            if isinstance(quad.subject, ox.NamedNode)}


def test_each_finding_has_exactly_one(released: Released, graph: ox.Store) -> None:
    wanted = {nanopublication_iri(released.source.about, finding): finding for finding in findings(graph)}
    assert set(released.by_iri) == set(wanted) and len(wanted) == len(findings(graph)) > 0
    for iri, quads in released.by_iri.items():
        assertion = part(iri, quads, "assertion")
        assert {triple.subject.value for triple in assertion} == {wanted[iri]}  # type: ignore[union-attr]


def of_each_kind(released: Released) -> dict[str, str]:
    """Return kind of finding -> the last nanopublication of that kind."""
    return {next(iter(objects(part(iri, quads, "pubinfo"), iri, "http://purl.org/nanopub/x/hasNanopubType"))): iri
            for iri, quads in released.by_iri.items()}


def test_one_of_each_kind_is_valid(released: Released, graph: ox.Store) -> None:
    kinds = of_each_kind(released)
    written = {quad.object.value for quad in released.source.asserted if quad.predicate == ox.NamedNode(RDF + "type")  # type: ignore[union-attr]
               and isinstance(quad.subject, ox.NamedNode) and quad.subject.value in findings(graph)}
    assert set(kinds) == written
    assert all(valid(released.by_iri[iri]) for iri in kinds.values())


@pytest.mark.stores
def test_every_one_is_valid(released: Released) -> None:
    """As the one above, for all: it takes a minute."""
    assert all(valid(quads) for quads in released.by_iri.values())


@pytest.mark.parametrize("name", ["assertion", "provenance", "pubinfo"])
def test_without_one_of_its_parts_it_is_not_valid(name: str, released: Released) -> None:
    iri, quads = next(iter(released.by_iri.items()))
    assert valid(quads)
    with pytest.raises(MalformedNanopubError):
        valid([quad for quad in quads if quad.graph_name != ox.NamedNode(f"{iri}#{name}")])


def test_provenance_of_something_else_is_not_valid(released: Released) -> None:
    iri, quads = next(iter(released.by_iri.items()))
    assertion = ox.NamedNode(f"{iri}#assertion")
    with pytest.raises(MalformedNanopubError, match="provenance graph should contain"):
        valid([quad for quad in quads if quad.subject != assertion])


def test_the_form_is_that_of_the_guidelines(released: Released) -> None:
    """Four graphs, joined by the head, no blank node, and a link to the assertion and to the publication."""
    for iri, quads in released.by_iri.items():
        names = Counter(quad.graph_name.value.partition("#")[2] for quad in quads)  # type: ignore[union-attr]
        assert set(names) == {"Head", "assertion", "provenance", "pubinfo"} and names["Head"] == 4, iri
        assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
        assert len({str(quad) for quad in quads}) == len(quads), iri
        assert objects(part(iri, quads, "provenance"), f"{iri}#assertion", expand("prov:wasDerivedFrom")), iri
        assert objects(part(iri, quads, "pubinfo"), iri, expand("dcterms:license")) == {released.source.about.licences["data"]}


def test_nothing_is_said_that_the_graph_does_not_say(released: Released) -> None:
    """The assertion is the finding as its file says it, but for how it was coded; words are those of the passages."""
    graph = {(quad.subject, quad.predicate, quad.object) for quad in released.source.asserted}
    by_finding: Counter[str] = Counter(quad.subject.value for quad in released.source.asserted if isinstance(quad.subject, ox.NamedNode))
    grounds = {COP + name for name in ("evidence", "sectionRead")}
    told = 0
    for iri, quads in released.by_iri.items():
        assertion = part(iri, quads, "assertion")
        assert all((triple.subject, triple.predicate, triple.object) in graph for triple in assertion), iri
        finding = assertion[0].subject.value  # type: ignore[union-attr]
        provenance = part(iri, quads, "provenance")
        coded = [triple for triple in provenance if triple.subject == ox.NamedNode(finding)]
        assert {triple.predicate.value for triple in coded} >= {COP + "support", COP + "certainty"}
        rest = [quad for quad in released.source.asserted if quad.subject == ox.NamedNode(finding)] if told < 5 else []
        if rest:
            left = {quad.predicate.value for quad in rest} - {triple.predicate.value for triple in [*assertion, *coded]}
            assert left <= grounds
            told += 1
        assert len(assertion) + len(coded) <= by_finding[finding]
        words = [triple for triple in provenance if triple.predicate == ox.NamedNode(expand("oa:exact"))]
        assert words and all((triple.subject, triple.predicate, triple.object) in graph for triple in words)


def test_who_says_it_and_how_it_was_coded_is_told(released: Released, graph: ox.Store) -> None:
    def of(subject: str, *path: str) -> set[str]:
        found = {subject}
        for step in path:
            found = {quad.object.value for one in found  # type: ignore[union-attr]
                     for quad in graph.quads_for_pattern(ox.NamedNode(one), ox.NamedNode(COP + step), None, None)}
        return found

    seen: Counter[str] = Counter()
    for iri, quads in released.by_iri.items():
        finding = part(iri, quads, "assertion")[0].subject.value  # type: ignore[union-attr]
        provenance = part(iri, quads, "provenance")
        sources = objects(provenance, f"{iri}#assertion", expand("prov:hadPrimarySource"))
        by = objects(provenance, f"{iri}#assertion", expand("prov:wasAttributedTo"))
        assert "https://w3id.org/coprokg/person/tony-bovaird" in by
        assert of(finding, "speaker") <= by
        if "https://w3id.org/coprokg/vocab/voice/author-reporting-work" in of(finding, "voice"):
            assert of(finding, "work") <= sources and of(finding, "work", "author", "agent") <= by
            seen["works"] += bool(of(finding, "work"))
        seen["speakers"] += bool(of(finding, "speaker"))
        for name in ("method", "checked"):
            assert objects(provenance, f"{iri}#coding", COP + name) == of(finding, "record", "coding", name) != set()
    assert seen["works"] and seen["speakers"]


def test_what_is_named_has_its_label(released: Released) -> None:
    iri, quads = next((iri, quads) for iri, quads in released.by_iri.items() if iri.endswith("/benefit/company-with-privacy"))
    called = {triple.subject.value for triple in part(iri, quads, "pubinfo") if triple.predicate == ox.NamedNode(RDFS + "label")}  # type: ignore[union-attr]
    named: set[Any] = {triple.object for triple in part(iri, quads, "assertion") if isinstance(triple.object, ox.NamedNode)}
    assert {term.value for term in named} <= called


def test_two_parsers_read_the_same(released: Released, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file says its prefixes anew for each nanopublication, which is allowed: a second parser reads it so too."""
    # It would write a time of day that ends in Z in another way.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    begins = "\n@prefix this:"
    some = begins.join(released.data.decode().split(begins)[:25])
    there = rdflib.Dataset()
    there.parse(data=some, format="trig")
    wanted = {str(quad.triple) + str(quad.graph_name) for quads in split(some.encode()).values() for quad in quads}
    nquads = there.serialize(format="nquads")
    assert {str(quad.triple) + str(quad.graph_name) for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
            if isinstance(quad, ox.Quad)} == wanted


def test_names_are_short_and_prefixes_used(released: Released) -> None:
    blocks = released.data.decode().split("\n@prefix this:")[1:]
    assert len(blocks) == len(released.by_iri)
    for block in blocks:
        body = block.partition("sub:Head")[2]
        for name in re.findall(r"^@prefix ([\w-]+):", block, re.MULTILINE):
            assert f"{name}:" in body, name
        assert not re.search(r"<https://w3id\.org/coprokg/\w", re.sub(r'"[^"\n]*"', "", body)), "an address without a short name"


def test_the_day_is_that_of_the_release(released: Released, monkeypatch: pytest.MonkeyPatch) -> None:
    day = f"{released.source.about.issued.isoformat()}T00:00:00Z".encode()
    assert released.data.count(day) == len(released.by_iri)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    [made] = files(replace(released.source, about=read_metadata(root())))
    assert made.data == released.data.replace(day, b"2001-09-09T00:00:00Z")


def test_the_order_of_the_quads_changes_no_byte(released: Released) -> None:
    [made] = files(replace(released.source, asserted=released.source.asserted[::-1]))
    assert made.data == released.data


def test_a_new_kind_of_finding_gets_its_own(released: Released) -> None:
    """A class below a kind of finding, and a member of it: no list of kinds is written anywhere."""
    here = ox.NamedNode("https://example.org/graph")

    def quad(subject: str, predicate: str, term: str) -> ox.Quad:
        return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(term), here)

    new = "https://w3id.org/coprokg/case/fr-villa-family/harm/one"
    more = [quad(COP + "Harm", RDFS + "subClassOf", COP + "CostBorne"), quad(new, RDF + "type", COP + "Harm")]
    [made] = files(replace(released.source, asserted=[*released.source.asserted, *more]))
    assert set(split(made.data)) - set(released.by_iri) == {nanopublication_iri(released.source.about, new)}
