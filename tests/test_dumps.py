"""The dumps of a release: every format says the same, to every parser, and loses nothing."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from coprokg.namespaces import BASE, COP, RDF, RDFS, XSD, prefixes, value
from coprokg.problems import DataFault
from coprokg.release import dumps, parts
from coprokg.release.context import context, named
from coprokg.release.source import Source, gather
from coprokg.release.writing_rdf import canonical, json_ld, nested_turtle, rdf_xml, said
from tests.rdf_readers import GRAPHS, READERS, digest, reads
from tests.support import copy_content, point_at

STEMS = ("coprokg", "asserted", "inferred")
SUFFIXES = tuple(dumps.FORMATS)
TORTURE = Path(__file__).parent / "release/torture.ttl"
IMPORTED = f"""<{BASE}work/made-up.one> <{RDFS}label> "one"@en <{BASE}graph/imports/made-up> .
<{BASE}import/made-up> <{RDFS}label> "made up"@en <{BASE}graph/imports/made-up> .
"""


@dataclass(frozen=True, eq=False)
class Dumped:
    """A release's dumps, and what they were made from."""

    source: Source
    folder: Path

    def quads(self, name: str) -> set[Any]:
        """Return the quads or triples of a file, as pyoxigraph reads it."""
        return set(READERS["pyoxigraph"](self.folder / name))


def dumped(folder: Path) -> Dumped:
    """Write the dumps and parts of the content that the environment names."""
    source = gather()
    for make in (dumps.files, parts.files):
        for made in make(source):
            (folder / made.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / made.path).write_bytes(made.data)
    return Dumped(source, folder)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Dumped:
    """Give the dumps of the made-up content, with an import and with what parsers stumble over."""
    copy = copy_content(tmp_path_factory.mktemp("content") / "content")
    shutil.copy(TORTURE, copy / "ontology/alignments")
    (copy / "data/imports").mkdir()
    (copy / "data/imports/made-up.nq").write_text(IMPORTED, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        point_at(patch, copy)
        return dumped(tmp_path_factory.mktemp("dumps"))


@pytest.fixture(scope="module")
def whole(graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Dumped:
    """Give the dumps of the real content."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
        return dumped(tmp_path_factory.mktemp("whole"))


def meant(found: Dumped, stem: str, suffix: str) -> str:
    """Return the hash that a dump must have, from what it was made of."""
    return _meant(found, stem, suffix in GRAPHS)


@cache
def _meant(found: Dumped, stem: str, in_graphs: bool) -> str:
    source = found.source
    quads = {"coprokg": [*source.asserted, *source.inferred], "asserted": source.asserted, "inferred": source.inferred}[stem]
    return digest(quads if in_graphs else [quad.triple for quad in quads])


# The same graph to every parser


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("reader", ["pyoxigraph", "rdflib"])
def test_a_dump_reads_as_the_graph(made: Dumped, suffix: str, reader: str) -> None:
    for stem in STEMS:
        assert digest(READERS[reader](made.folder / f"{stem}.{suffix}")) == meant(made, stem, suffix), stem


@pytest.mark.stores
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("reader", ["raptor", "riot"])
def test_a_dump_reads_as_the_graph_with_other_tools(made: Dumped, suffix: str, reader: str) -> None:
    if reads(reader, suffix):
        for stem in STEMS:
            assert digest(READERS[reader](made.folder / f"{stem}.{suffix}")) == meant(made, stem, suffix), stem


@pytest.mark.stores
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("stem", STEMS)
def test_the_real_dumps_read_as_the_graph(whole: Dumped, stem: str, reader: str, suffix: str) -> None:
    if reads(reader, suffix):
        assert digest(READERS[reader](whole.folder / f"{stem}.{suffix}")) == meant(whole, stem, suffix)


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix not in GRAPHS])
@pytest.mark.parametrize("part", parts.PARTS)
def test_a_part_reads_as_its_graph(made: Dumped, part: str, suffix: str) -> None:
    path = made.folder / part / f"{part}.{suffix}"
    found = {digest(READERS[reader](path)) for reader in ("pyoxigraph", "rdflib")}
    assert found == {digest(READERS["pyoxigraph"](path.with_suffix(".nt")))}


@pytest.mark.parametrize("part", [part for part in parts.PARTS if part != "ontology"])
def test_a_part_is_what_its_graphs_hold(made: Dumped, part: str) -> None:
    """The ontology is another matter: see below."""
    graphs = [q.triple for q in made.quads("coprokg.nq") if f"{value(q.graph_name)}/".startswith(f"{BASE}graph/{part}/")]
    assert graphs or part in ("links", "shapes"), "the made-up content has lost a part"
    assert digest(graphs) == digest(made.quads(f"{part}/{part}.ttl"))


# What is in which file


def test_asserted_and_inferred_are_everything(made: Dumped) -> None:
    asserted, inferred = made.quads("asserted.nq"), made.quads("inferred.nq")
    assert asserted and inferred
    assert asserted | inferred == made.quads("coprokg.nq")
    assert not {q.triple for q in asserted} & {q.triple for q in inferred}, "something inferred is asserted too"
    assert {value(q.graph_name) for q in inferred} == {f"{BASE}graph/inferred"}


def test_one_graph_is_all_graphs_together(made: Dumped) -> None:
    for stem in STEMS:
        together = [quad.triple for quad in made.quads(f"{stem}.nq")]
        assert digest(made.quads(f"{stem}.nt")) == digest(together)
        assert len(made.quads(f"{stem}.nt")) == len(together), "a triple stands in two graphs"


def test_every_graph_of_the_build_is_there(made: Dumped) -> None:
    """And nothing else: what a store made of the build differs in datatypes alone."""
    built = {value(graph) for graph in made.source.graph.store.named_graphs()}
    assert {value(q.graph_name) for q in made.quads("coprokg.nq")} == built
    assert f"{BASE}graph/imports/made-up" in built


def test_a_cardinality_keeps_its_datatype(made: Dumped) -> None:
    """Which it would lose in a store: so no dump may come from one."""
    wanted = ox.Literal("1", datatype=ox.NamedNode(XSD + "nonNegativeInteger"))
    for stem in ("coprokg", "asserted"):
        for suffix in SUFFIXES:
            assert wanted in {found.object for found in made.quads(f"{stem}.{suffix}")}, f"{stem}.{suffix}"
    assert wanted not in {quad.object for quad in made.source.graph.store}, "the store keeps it now: docs/reference/release.md"


DERIVED = {"nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte",
           "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"}
"""The datatypes of XML Schema that a store makes integers of."""


def changed_by_a_store(path: Path) -> tuple[set[Any], set[Any]]:
    """Return what a file says and a store does not, and the other way round, each with canonical labels."""
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    before, after = set(canonical(READERS["pyoxigraph"](path))), set(canonical(store))
    return before - after, after - before


def test_a_store_gives_back_what_it_was_given(made: Dumped) -> None:
    """But for datatypes that are derived from integer; labels of blank nodes hang together with those."""
    lost, new = changed_by_a_store(made.folder / "coprokg.nq")
    literals = [q.object for q in lost if isinstance(q.object, ox.Literal) and not isinstance(q.subject, ox.BlankNode)]
    assert literals == []
    assert {q.object.datatype.value for q in lost if isinstance(q.object, ox.Literal)} & {XSD + name for name in DERIVED} \
        == {XSD + "nonNegativeInteger"}
    assert len(lost) == len(new)


@pytest.mark.stores
def test_a_store_gives_the_real_graph_back(whole: Dumped) -> None:
    """The real content has no derived datatype today, so nothing may change."""
    assert {quad.object.datatype.value.removeprefix(XSD) for quad in whole.source.asserted
            if isinstance(quad.object, ox.Literal)} & DERIVED == set()
    assert changed_by_a_store(whole.folder / "coprokg.nq") == (set(), set())


# The ontology as one file


def test_the_merged_ontology_imports_nothing_that_it_holds(made: Dumped) -> None:
    merged = made.quads("ontology/ontology.ttl")
    ontologies = [t for t in merged if t.predicate.value == RDF + "type" and value(t.object).endswith("owl#Ontology")]
    assert [value(t.subject) for t in ontologies] == [f"{BASE}ontology"]
    assert not [t for t in merged if t.predicate.value.endswith("owl#imports")]
    modules = {q.triple for q in made.source.asserted if value(q.graph_name) == f"{BASE}graph/ontology"}
    left = {t.predicate.value for t in modules if f"{BASE}ontology/modules/" in value(t.subject)}
    assert left, "no module has a header: is this test up to date?"
    assert len(merged) == len([t for t in modules if "/modules/" not in value(t.subject) + value(t.object)])


def test_sources_are_copied_byte_for_byte(made: Dumped) -> None:
    base = made.source.base
    for path in [*base.glob("ontology/**/*.ttl"), *base.glob("queries/**/*.rq"), *base.glob("data/links/*.tsv")]:
        inside = path.relative_to(base)
        if "examples" in inside.parts:
            continue
        copies = [found for found in made.folder.rglob(path.name) if found.read_bytes() == path.read_bytes()]
        assert copies, f"{inside} is nowhere in the release"


# To be read by people


def test_lines_are_sorted_and_come_once(made: Dumped) -> None:
    for name in (f"{stem}.{suffix}" for stem in STEMS for suffix in ("nq", "nt")):
        lines = (made.folder / name).read_bytes().splitlines()
        assert lines == sorted(set(lines)), name


@pytest.mark.parametrize("name", ["coprokg.ttl", "coprokg.trig"])
def test_a_thing_stands_together_and_begins_with_its_type(made: Dumped, name: str) -> None:
    text = (made.folder / name).read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    names = re.findall(r"@prefix (\w+): <(.+)> \.", head)
    assert names == sorted(names) and dict(names).items() <= prefixes().items()
    assert not re.findall(r"(?:cop|coprokg|cube):\S*\\/", body), "a name of ours is written with escaped slashes"
    assert not re.search(r";\n\t+a ", body), "a type does not come first"
    assert len(re.findall(r"^\t?\S+ a ", body, re.MULTILINE)) > 100
    if name.endswith("ttl"):
        subjects = re.findall(r"^([^\s@]\S*) ", body, re.MULTILINE)
        assert len(set(subjects)) == len(subjects), "a thing stands in two places"


# The JSON-LD context


@pytest.fixture(scope="module")
def known(made: Dumped) -> dict[str, Any]:
    """Give the published context."""
    found: dict[str, Any] = json.loads((made.folder / "context.jsonld").read_bytes())["@context"]
    return found


def test_the_context_is_inlined(made: Dumped, known: dict[str, Any]) -> None:
    for stem in STEMS:
        assert json.loads((made.folder / f"{stem}.jsonld").read_bytes())["@context"] == known


def test_people_read_names(made: Dumped, known: dict[str, Any]) -> None:
    assert known["label"] == {"@id": "rdfs:label", "@container": "@language"}
    assert known["quote"] == "oa:exact"
    assert known["evidence"] == {"@id": "cop:evidence", "@type": "@id"}
    assert known["page"] == "cop:page"
    passages = [node for node in json.loads((made.folder / "coprokg.jsonld").read_bytes())["graph"]
                if "Passage" in node.get("type", ())]
    assert passages
    for node in passages:
        assert set(node["label"]) == {"en"}
        assert node["section"].startswith("coprokg:edition/")
        assert isinstance(node.get("page", 1), int)


def keys(found: Any, known: dict[str, Any]) -> Iterator[str]:
    """Yield every key of JSON-LD, but for those of language maps."""
    if isinstance(found, list):
        for one in found:
            yield from keys(one, known)
    elif isinstance(found, dict):
        for key, inner in found.items():
            yield key
            about = known.get(key)
            if not (isinstance(about, dict) and about.get("@container") == "@language"):
                yield from keys(inner, known)


def test_every_name_is_in_the_context(made: Dumped, known: dict[str, Any]) -> None:
    graph = json.loads((made.folder / "coprokg.jsonld").read_bytes())["graph"]
    assert {key for key in keys(graph, known) if not key.startswith("@")} - set(known) == set()



def test_every_term_of_the_ontology_has_its_name(made: Dumped, known: dict[str, Any]) -> None:
    """Also those that no data uses yet."""
    kinds = {f"http://www.w3.org/2002/07/owl#{kind}" for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
    terms = {value(q.subject) for q in made.source.asserted if q.predicate.value == RDF + "type" and value(q.object) in kinds
             and value(q.subject).startswith(COP)}
    assert len(terms) > 100
    for term in terms:
        local = term.removeprefix(COP)
        found = known[local]
        assert (found if isinstance(found, str) else found["@id"]) == f"cop:{local}"


def test_no_two_terms_have_one_name() -> None:
    iris = [COP + "prefix", COP + "type", COP + "org", *(prefixes()[name] + "name" for name in ("cop", "schema", "foaf", "sh"))]
    found = named(iris)
    assert len(set(found.values())) == len(iris)
    assert found[COP + "type"] == "cop:type" and found[COP + "org"] == "cop:org", "a name that JSON-LD or a prefix has"


# What a format cannot hold


def quad(obj: ox.Literal | ox.NamedNode, predicate: str = COP + "p") -> ox.Quad:
    return ox.Quad(ox.NamedNode(BASE + "case/x"), ox.NamedNode(predicate), obj)


@pytest.mark.parametrize(("one", "words"), [
    (quad(ox.Literal("a\x01b")), "which XML cannot hold"),
    (quad(ox.Literal("a"), BASE + "torture/2nd"), "'2nd' is no name in XML"),
    (quad(ox.Literal("a"), BASE + "torture/"), "'' is no name in XML"),
])
def test_what_xml_cannot_hold_is_a_fault(one: ox.Quad, words: str) -> None:
    with pytest.raises(DataFault) as fault:
        rdf_xml([one])
    told = str(fault.value.problems[0])
    assert words in told and f"{BASE}case/x" in told


@pytest.mark.parametrize(("written", "datatype"), [("007", "integer"), ("+7", "integer"), ("1", "boolean")])
def test_a_number_that_json_would_rewrite_is_a_fault(written: str, datatype: str) -> None:
    with pytest.raises(DataFault) as fault:
        context([quad(ox.Literal(written, datatype=ox.NamedNode(XSD + datatype)))])
    assert written in str(fault.value.problems[0])


def test_what_is_lost_is_told() -> None:
    kept, lost = quad(ox.Literal("kept")), quad(ox.Literal("lost"))
    data = nested_turtle([kept])
    assert said(data, "ttl", [kept]) == data
    with pytest.raises(DataFault) as fault:
        said(data, "ttl", [kept, lost])
    assert "lost" in str(fault.value.problems[0]) and "Turtle does not keep it" in str(fault.value.problems[0])


def test_a_node_without_a_name_is_written_where_it_is_used() -> None:
    data = b"<http://e.org/a> <http://e.org/p> [ <http://e.org/q> ( 1 2 ) ] ."
    quads = canonical(ox.Quad(t.subject, t.predicate, t.object) for t in ox.parse(data, format=ox.RdfFormat.TURTLE))
    found = json.loads(json_ld(quads, context(quads)))["graph"]
    assert [node["id"] for node in found] == ["http://e.org/a", "_:c14n1"]
    assert found[1]["http://e.org/q"] == {"@list": [1, 2]}
    assert b"ns1:a ns1:p [ ns1:q ( 1 2 ) ] ." in nested_turtle(quads)
