"""The descriptions of a release: each right by its own standard, all of one mind, and every count counted again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from rdflib import DCTERMS, PROV, RDF, RDFS, VOID

from coprokg import loading
from coprokg.folders import root
from coprokg.namespaces import BASE
from coprokg.problems import DataFault, Misuse
from coprokg.release import descriptions
from coprokg.release.descriptions import (
    citation,
    codemeta,
    crate,
    dcat,
    provenance,
    readme,
    schema_org,
    service,
    void,
    zenodo,
)
from coprokg.release.descriptions.contents import GRAPH, METADATA, contents, graph_name
from coprokg.release.descriptions.counting import MAPPINGS
from coprokg.release.files import Made, Written
from coprokg.release.metadata import Metadata
from coprokg.release.source import Source, gather
from tests.conforming import SH, schema_faults, shape_faults, shapes, vocabulary_faults
from tests.support import python

SDO = "http://schema.org/"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
KINDS = {"nq": "application/n-quads", "trig": "application/trig", "nt": "application/n-triples", "ttl": "text/turtle",
         "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}


def made_before() -> list[Made]:
    """Return files such as the other parts of a release make: descriptions look at names, kinds, sizes and sums."""
    found = []
    for stem in ("coprokg", "asserted", "inferred"):
        for ending, kind in KINDS.items():
            data = f"{stem} as {ending}".encode()
            found.append(Made(f"{stem}.{ending}", data, kind, f"{stem}, {ending}", "dump"))
            found.append(Made(f"{stem}.{ending}.gz", data * 2, "application/gzip", f"{stem}, {ending}, compressed", "dump"))
    return [*found,
            Made("context.jsonld", b"{}", "application/ld+json", "The context", "part", "ontology"),
            Made("ontology/ontology.ttl", b"#", "text/turtle", "The ontology", "part", "ontology"),
            Made("queries/cases/money.rq", b"#", "application/sparql-query", "Money", "part", "code"),
            Made("tables/cases.csv", b"case\n", "text/csv; charset=utf-8", "The cases", "table"),
            Made("tables/csv-metadata.json", b"{}", "application/csvm+json", "The tables", "table",
                 conforms_to="http://www.w3.org/ns/csvw"),
            Made("nanopublications.trig", b"#", "application/trig", "Nanopublications | of findings", "nanopublications"),
            Made("LICENSE-DATA", b"CC", "text/plain", "The licence of the data", "licence")]


def as_written(made: Made) -> Written:
    return Written(made.path, made.media_type, made.title, made.role, made.licence, made.conforms_to, len(made.data),
                   hashlib.sha256(made.data).hexdigest())


@pytest.fixture(scope="module")
def source(graph_file: Path) -> Source:
    """Give what a release of the real content is made from."""
    return gather()


@pytest.fixture(scope="module")
def made(source: Source) -> dict[str, bytes]:
    """Give every description of the real content, by its name."""
    return {file.path: file.data for file in descriptions.files(source, [as_written(one) for one in made_before()])}


@pytest.fixture(scope="module")
def graphs(made: dict[str, bytes]) -> dict[str, rdflib.Graph]:
    """Give the descriptions in Turtle, parsed."""
    return {path: rdflib.Graph().parse(data=data, format="turtle") for path, data in made.items() if path.endswith(".ttl")}


@pytest.fixture(scope="module")
def store(source: Source) -> ox.Store:
    """Give the quads of the release in an engine that counts, their types disguised: it would change some values."""

    def kept(term: Any) -> Any:
        if isinstance(term, ox.Literal) and not term.language:
            return ox.Literal(term.value, datatype=ox.NamedNode(f"urn:kept:{term.datatype.value}"))
        return term

    held = ox.Store()
    held.extend(ox.Quad(q.subject, q.predicate, kept(q.object), q.graph_name) for q in (*source.asserted, *source.inferred))
    return held


@pytest.fixture(scope="module")
def description(made: dict[str, bytes]) -> ox.Store:
    """Give the VoID description in an engine."""
    held = ox.Store()
    held.load(made[void.FILE], format=ox.RdfFormat.TURTLE)
    return held


PREFIXES = f"""
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX ext: <http://ldf.fi/void-ext#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX release: <{BASE}release/>
"""


def table(held: ox.Store, query: str) -> dict[tuple[str, ...], int]:
    """Return the rows of a query whose last column is a number: the rest -> the number."""
    rows = held.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    found = {}
    for row in rows:
        *names, number = [str(getattr(row[n], "value", "")).removeprefix("urn:kept:") for n in range(len(rows.variables))]
        assert tuple(names) not in found, f"{names} twice"
        found[tuple(names)] = int(number)
    return found


# --- VoID: every count, counted again --------------------------------------------------------------------------------

OURS = f'FILTER(ISIRI(?s) && STRSTARTS(STR(?s), "{BASE}"))'

COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) {%s}",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) {%s}",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) {%s}",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) {%s}",
    "entities": f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{%s {OURS} }}",
    "classes": "SELECT (COUNT(DISTINCT ?o) AS ?n) {%s FILTER(ISIRI(?o) && ?p = "
               "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>) }",
}


def scopes(held: ox.Store, about: Metadata) -> dict[str, str]:
    """Return subset -> the pattern of its triples: the whole, both sides, each kind, each graph."""
    names = sorted(graph_name(graph) for graph in held.named_graphs())
    graph = "GRAPH ?g {?s ?p ?o}"
    found = {about.iri: graph, about.address("inferred"): f"GRAPH <{GRAPH}inferred> {{?s ?p ?o}}",
             about.address("asserted"): f"{graph} FILTER(?g != <{GRAPH}inferred>)"}
    for name in names:
        kind = name.partition("/")[0]
        found[about.address(f"graph/{name}")] = f"GRAPH <{GRAPH}{name}> {{?s ?p ?o}}"
        found[about.address(f"graph/{kind}")] = f"{graph} FILTER(STRSTARTS(CONCAT(STR(?g), '/'), '{GRAPH}{kind}/'))"
    return found


@pytest.mark.parametrize("what", COUNTS)
def test_each_count_of_each_part_is_right(store: ox.Store, description: ox.Store, source: Source, what: str) -> None:
    said = table(description, f"""SELECT ?d ?n {{ ?d void:{what} ?n ; a void:Dataset ; dcterms:title ?title .
                                  FILTER NOT EXISTS {{ ?d a void:Linkset }} }}""")
    counted = {(node,): next(iter(table(store, COUNTS[what] % pattern).values()))
               for node, pattern in scopes(store, source.about).items()}
    assert said == counted
    assert len(counted) > len(source.about.graphs), "the graphs are counted one by one too"


TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
PARTITIONS: dict[str, tuple[str, str]] = {
    "properties, triples": (
        "SELECT ?p ?n { <{release}> void:propertyPartition [ void:property ?p ; void:triples ?n ] }",
        "SELECT ?p (COUNT(*) AS ?n) {?s ?p ?o} GROUP BY ?p"),
    "properties, subjects": (
        "SELECT ?p ?n { <{release}> void:propertyPartition [ void:property ?p ; void:distinctSubjects ?n ] }",
        "SELECT ?p (COUNT(DISTINCT ?s) AS ?n) {?s ?p ?o} GROUP BY ?p"),
    "properties, objects": (
        "SELECT ?p ?n { <{release}> void:propertyPartition [ void:property ?p ; void:distinctObjects ?n ] }",
        "SELECT ?p (COUNT(DISTINCT ?o) AS ?n) {?s ?p ?o} GROUP BY ?p"),
    "classes, instances": (
        "SELECT ?c ?n { <{release}> void:classPartition [ void:class ?c ; void:distinctSubjects ?n ] }",
        f"SELECT ?c (COUNT(DISTINCT ?s) AS ?n) {{?s {TYPE} ?c}} GROUP BY ?c"),
    "classes, entities": (
        "SELECT ?c ?n { <{release}> void:classPartition [ void:class ?c ; void:entities ?n ] }",
        f"SELECT ?c (SUM(?one) AS ?n) {{?s {TYPE} ?c BIND(IF(ISIRI(?s) && STRSTARTS(STR(?s), '{BASE}'), 1, 0) AS ?one)}}"
        " GROUP BY ?c"),
    "classes and properties": (
        "SELECT ?c ?p ?n { <{release}> void:classPartition [ void:class ?c ; void:propertyPartition "
        "[ void:property ?p ; void:triples ?n ] ] }",
        f"SELECT ?c ?p (COUNT(*) AS ?n) {{?s {TYPE} ?c ; ?p ?o}} GROUP BY ?c ?p"),
    "classes, properties and classes": (
        "SELECT ?c ?p ?d ?n { <{release}> void:classPartition [ void:class ?c ; void:propertyPartition "
        "[ void:property ?p ; void:classPartition [ void:class ?d ; void:triples ?n ] ] ] }",
        f"SELECT ?c ?p ?d (COUNT(*) AS ?n) {{?s {TYPE} ?c ; ?p ?o . ?o {TYPE} ?d}} GROUP BY ?c ?p ?d"),
    "classes, properties and datatypes": (
        "SELECT ?c ?p ?d ?n { <{release}> void:classPartition [ void:class ?c ; void:propertyPartition "
        "[ void:property ?p ; ext:datatypePartition [ ext:datatype ?d ; void:triples ?n ] ] ] }",
        f"SELECT ?c ?p ?d (COUNT(*) AS ?n) {{?s {TYPE} ?c ; ?p ?o . FILTER(ISLITERAL(?o)) BIND(DATATYPE(?o) AS ?d)}}"
        " GROUP BY ?c ?p ?d"),
}


@pytest.mark.parametrize("what", PARTITIONS)
def test_each_partition_is_right(store: ox.Store, description: ox.Store, source: Source, what: str) -> None:
    asked, counted = PARTITIONS[what]
    said = table(description, asked.replace("{release}", source.about.iri))
    assert said and said == table(store, counted)


@pytest.mark.parametrize("what", ["triples", "distinctSubjects", "distinctObjects", "by"])
def test_each_set_of_links_is_right(store: ox.Store, description: ox.Store, source: Source, what: str) -> None:
    by = ", ".join(map(str, sorted(MAPPINGS, key=str)))
    links = f"?s ?p ?o FILTER(STRSTARTS(STR(?o), '%s') && ?p IN ({by})) {OURS}"
    number = {"triples": "COUNT(*)", "distinctSubjects": "COUNT(DISTINCT ?s)", "distinctObjects": "COUNT(DISTINCT ?o)"}
    counted: dict[tuple[str, ...], int] = {}
    for target in source.about.targets.values():
        pattern = links % target.space
        if what == "by":
            rows = table(store, f"SELECT ?p (COUNT(*) AS ?n) {{{pattern}}} GROUP BY ?p")
            counted |= {(target.name, p): n for (p,), n in rows.items()}
        elif n := next(iter(table(store, f"SELECT ({number[what]} AS ?n) {{{pattern}}}").values())):
            counted[target.name,] = n
    values = ("void:propertyPartition [ void:property ?p ; void:triples ?n ]" if what == "by" else f"void:{what} ?n")
    said = table(description, f"""SELECT ?title {'?p' if what == 'by' else ''} ?n {{
        ?l a void:Linkset ; {values} ; void:subjectsTarget <{source.about.iri}> ;
           void:objectsTarget [ dcterms:title ?title ] }}""")
    assert counted and said == counted


def test_the_description_names_what_is_there(graphs: dict[str, rdflib.Graph], store: ox.Store, source: Source) -> None:
    """Examples are resources of ours, vocabularies are used, dumps are files, and no endpoint is promised."""
    graph, node = graphs[void.FILE], rdflib.URIRef(source.about.iri)
    examples = list(graph.objects(node, VOID.exampleResource))
    assert examples and all(next(store.quads_for_pattern(ox.NamedNode(str(one)), None, None), None) for one in examples)
    terms = {q.predicate.value for q in store}
    terms |= {q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), None)
              if isinstance(q.object, ox.NamedNode)}
    spaces = set(map(str, graph.objects(node, VOID.vocabulary)))
    assert all(any(term.startswith(space) for space in spaces) for term in terms)
    assert all(any(term.startswith(space) for term in terms) for space in spaces)
    paths = {source.about.address(one.path) for one in made_before() if one.role == "dump"}
    assert {str(dump) for dump in graph.objects(None, VOID.dataDump)} == paths
    assert {str(dump).rpartition("/")[2].partition(".")[0] for dump in graph.objects(node, VOID.dataDump)} == {"coprokg"}
    assert not list(graph.objects(None, VOID.sparqlEndpoint)), "there is no endpoint yet"


def test_editors_find_classes_and_properties(description: ox.Store, made: dict[str, bytes]) -> None:
    """The query by which SIB's editor of SPARQL reads a description gives the properties of a case."""
    held = ox.Store()
    for name in (void.FILE, service.FILE):
        held.load(made[name], format=ox.RdfFormat.TURTLE)
    rows = held.query("""
        PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        PREFIX void: <http://rdfs.org/ns/void#>
        PREFIX void-ext: <http://ldf.fi/void-ext#>
        SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype WHERE {
          { ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
            ?pp void:property ?prop .
            OPTIONAL {
              { ?pp void:classPartition [ void:class ?objectClass ] . }
              UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] . } } }
          UNION { ?linkset void:subjectsTarget [ void:class ?subjectClass ] ; void:linkPredicate ?prop ;
                           void:objectsTarget [ void:class ?objectClass ] . } }""")
    assert isinstance(rows, ox.QuerySolutions)
    cop = f"{BASE}ontology#"
    found = {tuple(str(getattr(row[n], "value", "")) for n in range(4)) for row in rows}
    assert (f"{cop}Phase", f"{cop}planningMode", f"{cop}PlanningMode", "") in found
    assert (f"{cop}Case", str(RDFS.label), "", str(RDF.langString)) in found


# --- each by its own standard ----------------------------------------------------------------------------------------

def test_no_description_has_a_node_without_a_name(graphs: dict[str, rdflib.Graph]) -> None:
    assert set(graphs) == {void.FILE, dcat.FILE, service.FILE, provenance.FILE}
    for name, graph in graphs.items():
        assert not [t for t in graph if any(isinstance(term, rdflib.BNode) for term in t)], name


@pytest.mark.parametrize("name", [void.FILE, dcat.FILE, service.FILE, provenance.FILE])
def test_terms_are_those_of_the_vocabularies(graphs: dict[str, rdflib.Graph], name: str) -> None:
    """No term is made up: rdflib knows those of these vocabularies, and refuses others."""
    spaces: tuple[Any, ...] = (VOID, DCTERMS, PROV, rdflib.FOAF)
    for space in spaces:
        wrong = {str(term) for triple in graphs[name] for term in triple
                 if str(term).startswith(str(space)) and str(term) != str(space) and term not in space}
        assert not wrong


@pytest.mark.parametrize(("name", "vocabulary", "space"), [
    (service.FILE, "sparql-service-description.ttl", str(SD)),
    (provenance.FILE, "prov-o.ttl", str(PROV)), (dcat.FILE, "dcat3.ttl", str(DCAT)),
], ids=["service description", "PROV-O", "DCAT 3"])
def test_terms_are_used_as_their_vocabulary_says(graphs: dict[str, rdflib.Graph], name: str, vocabulary: str,
                                                  space: str) -> None:
    known = shapes(vocabulary)
    assert vocabulary_faults(graphs[name], known, space) == []
    bad = graphs[name] + rdflib.Graph()
    bad.add((rdflib.URIRef("urn:x"), rdflib.URIRef(f"{space}madeUp"), rdflib.URIRef("urn:y")))
    used = next(p for p in sorted(known.subjects(RDFS.domain), key=str) if (None, p, None) in bad and str(p).startswith(space))
    bad.add((rdflib.URIRef("urn:x"), used, rdflib.URIRef("urn:y")))
    faults = vocabulary_faults(bad, known, space)
    assert f"{space}madeUp is no term of {space}" in faults and any(f.startswith("urn:x is no") for f in faults)


@pytest.fixture(scope="module")
def dcat_ap() -> rdflib.Graph:
    """Give the shapes of DCAT-AP; they ask that every IRI be typed as a resource, which says nothing."""
    graph = shapes("dcat-ap-3.0.0.shacl.ttl")
    graph.remove((None, SH["class"], RDFS.Resource))
    return graph


def test_the_profile_of_data_portals_holds(graphs: dict[str, rdflib.Graph], dcat_ap: rdflib.Graph) -> None:
    assert shape_faults(graphs[dcat.FILE], dcat_ap) == []


@pytest.mark.parametrize(("of", "term"), [
    (DCAT.Catalog, DCTERMS.title), (DCAT.Dataset, DCTERMS.description), (DCAT.Distribution, DCAT.accessURL),
    (SPDX.Checksum, SPDX.checksumValue), (rdflib.FOAF.Agent, rdflib.FOAF.name),
])
def test_the_profile_misses_what_is_taken_away(graphs: dict[str, rdflib.Graph], dcat_ap: rdflib.Graph,
                                               of: rdflib.URIRef, term: rdflib.URIRef) -> None:
    bad = graphs[dcat.FILE] + rdflib.Graph()
    node = min(bad.subjects(RDF.type, of), key=str)
    bad.remove((node, term, None))
    assert any(fault.startswith(f"{node} {term}:") for fault in shape_faults(bad, dcat_ap))


def test_search_engines_get_what_they_ask(made: dict[str, bytes]) -> None:
    rules = shapes("science-on-schema-1.2.3.shacl.ttl", "google-dataset.shacl.ttl")
    data = json.loads(made[schema_org.FILE])

    def faults(changed: dict[str, Any]) -> list[str]:
        graph = rdflib.Graph().parse(data=json.dumps(changed), format="json-ld")
        assert list(graph.subjects(RDF.type, rdflib.URIRef(SDO + "Dataset")))
        terms: Any = rdflib.SDO
        used = [str(p).removeprefix(SDO) for p in graph.predicates() if str(p).startswith(SDO)]
        assert used and all(name in terms for name in used)
        return shape_faults(graph, rules)

    assert faults(data) == []
    assert faults({name: said for name, said in data.items() if name != "name"})
    assert faults({**data, "description": "too short"})


def test_the_citation_file_follows_its_schema(made: dict[str, bytes]) -> None:
    # As YAML tells them, days are no text; the schema wants them so.
    data = json.loads(json.dumps(yaml.safe_load(made[citation.FILE]), default=str))
    assert schema_faults(data, "cff-1.2.0.schema.json") == []
    assert schema_faults({**data, "license": "CC-BY-9.0"}, "cff-1.2.0.schema.json")


def test_the_deposit_follows_its_schema(made: dict[str, bytes]) -> None:
    data = json.loads(made[zenodo.FILE])
    assert schema_faults(data, "zenodo-deposit.schema.json") == []
    assert schema_faults({**data, "upload_type": "graph"}, "zenodo-deposit.schema.json")


def test_the_software_is_described_in_terms_of_codemeta(made: dict[str, bytes]) -> None:
    """Each term is one of the context, and nothing is lost when it is expanded."""
    from tests.conforming import STANDARDS

    context = json.loads((STANDARDS / "codemeta-3.0.context.jsonld").read_text(encoding="utf-8"))["@context"]
    data = json.loads(made[codemeta.FILE])
    assert data.pop("@context") == "https://w3id.org/codemeta/3.0"

    def terms(node: Any) -> set[str]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return (set(node) if isinstance(node, dict) else set()).union(*map(terms, inner))

    assert terms(data) - {"type", "id"} <= set(context)
    graph = rdflib.Graph().parse(data=json.dumps({"@context": context, **data}), format="json-ld")
    node = graph.value(None, RDF.type, rdflib.URIRef(SDO + "SoftwareSourceCode"))
    assert len(list(graph.predicates(node, unique=True))) == len(data)


def test_the_crate_follows_its_shapes(made: dict[str, bytes]) -> None:
    """With the context that the library brings, so that nothing is fetched."""
    spec = importlib.util.find_spec("rocrate")
    assert spec and spec.origin
    context = json.loads((Path(spec.origin).parent / "data/ro-crate.jsonld").read_text(encoding="utf-8"))
    data = json.loads(made[crate.FILE])
    assert data["@context"] == context["@id"], "the library brings the context of the version that is written"
    rules = shapes("ro-crate-1.2")
    ontology = shapes("ro-crate-1.2/ontology.ttl")

    def faults(changed: dict[str, Any]) -> list[str]:
        text = json.dumps({**changed, "@context": context["@context"]})
        graph = rdflib.Graph().parse(data=text, format="json-ld", base="file:///crate/")
        return shape_faults(graph, rules, ont_graph=ontology, advanced=True)

    assert faults(data) == []
    bad = json.loads(json.dumps(data))
    del next(node for node in bad["@graph"] if node["@id"] == "./")["license"]
    assert any("license" in fault for fault in faults(bad))


def test_the_crate_can_be_read_back(made: dict[str, bytes], tmp_path: Path) -> None:
    from rocrate.rocrate import ROCrate

    for file in made_before():
        (tmp_path / file.path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / file.path).write_bytes(file.data)
    for path, data in made.items():
        (tmp_path / path).write_bytes(data)
    read = ROCrate(tmp_path)
    listed = {entity.id for entity in read.data_entities}
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert listed == there - {crate.FILE}
    for entity in read.data_entities:
        data = (tmp_path / entity.id).read_bytes()
        assert (entity["contentSize"], entity["sha256"]) == (str(len(data)), hashlib.sha256(data).hexdigest())


# --- all of one mind -------------------------------------------------------------------------------------------------

Said = dict[str, Any]


def in_rdf(graph: rdflib.Graph, node: str) -> Said:
    def every(term: rdflib.URIRef) -> list[str]:
        return sorted(map(str, graph.objects(rdflib.URIRef(node), term)))

    def name(term: rdflib.URIRef) -> list[str]:
        return sorted(str(graph.value(one, rdflib.FOAF.name)) for one in graph.objects(rdflib.URIRef(node), term))

    return {"title": every(DCTERMS.title), "description": every(DCTERMS.description), "version": every(DCAT.version),
            "licence": every(DCTERMS.license), "creators": name(DCTERMS.creator), "publisher": name(DCTERMS.publisher),
            "created": every(DCTERMS.created), "issued": every(DCTERMS.issued), "keywords": every(DCAT.keyword),
            "identifier": every(DCTERMS.identifier), "language": [one.rpartition("/")[2] for one in every(DCTERMS.language)]}


def in_schema_org(data: Said, licence: Callable[[str], str] = str) -> Said:
    creators = data.get("creator") or data["author"]
    return {"title": [data["name"]], "description": [data["description"]], "version": [data["version"]],
            "licence": [licence(data["license"])], "creators": [one["name"] for one in creators],
            "publisher": [data["publisher"]["name"]], "created": [data["dateCreated"]], "issued": [data["datePublished"]],
            "keywords": sorted(data["keywords"]), "identifier": [data["identifier"]]}


def in_crate(data: Said) -> Said:
    nodes = {node["@id"]: node for node in data["@graph"]}
    root_node = nodes["./"]
    followed = {**root_node, "author": [nodes[root_node["author"]["@id"]]],
                "publisher": nodes[root_node["publisher"]["@id"]], "license": root_node["license"]["@id"], "identifier": nodes[root_node["identifier"]["@id"]]["value"]}
    return in_schema_org(followed) | {"language": [root_node["inLanguage"]]}


def in_citation(data: Said, about: Metadata) -> Said:
    return {"title": [data["title"]], "description": [data["abstract"]], "version": [data["version"]],
            "licence": [iri_of(data["license"], about)], "creators": [one["name"] for one in data["authors"]],
            "issued": [str(data["date-released"])], "keywords": sorted(data["keywords"]),
            "identifier": [one["value"] for one in data["identifiers"]]}


def in_deposit(data: Said, about: Metadata) -> Said:
    return {"title": [data["title"]], "description": [re.sub("</?p>", "", data["description"])], "version": [data["version"]],
            "licence": [iri_of(data["license"], about)], "creators": [one["name"] for one in data["creators"]],
            "issued": [data["publication_date"]], "keywords": sorted(data["keywords"]),
            "identifier": [one["identifier"] for one in data["related_identifiers"] if one["relation"] == "isIdenticalTo"]}


def iri_of(spdx: str, about: Metadata) -> str:
    return next(about.licence(part) for part in about.licences if about.spdx(part) == spdx.rpartition("/")[2])


def test_all_say_the_same(made: dict[str, bytes], graphs: dict[str, rdflib.Graph], source: Source) -> None:
    about = source.about
    expected = {
        "title": [about.title], "description": [about.description], "version": [about.version],
        "licence": [about.licence("data")], "creators": [one.name for one in about.creators],
        "publisher": [about.publisher.name], "created": [about.created.isoformat()], "issued": [about.issued.isoformat()],
        "keywords": sorted(about.keywords), "identifier": [about.iri], "language": [about.language]}
    data = json.loads(made[schema_org.FILE])
    said = {
        **{name: in_rdf(graphs[name], about.iri) for name in (void.FILE, dcat.FILE, service.FILE)},
        schema_org.FILE: in_schema_org(data) | {"language": [data["inLanguage"]]},
        crate.FILE: in_crate(json.loads(made[crate.FILE])),
        citation.FILE: in_citation(yaml.safe_load(made[citation.FILE]), about),
        zenodo.FILE: in_deposit(json.loads(made[zenodo.FILE]), about),
        codemeta.FILE: in_schema_org(json.loads(made[codemeta.FILE]), lambda spdx: iri_of(spdx, about)),
    }
    assert set(made) == set(said) | {provenance.FILE, readme.FILE}, "every description is asked, or has a test of its own"
    for name, values in said.items():
        # What is said of the software is said of the code.
        licence = {"licence": [about.licence("code")]} if name == codemeta.FILE else {}
        assert values == {key: (expected | licence)[key] for key in values}, name
        assert {"title", "description", "version", "licence", "creators", "issued", "keywords", "identifier"} <= set(values)
    page = made[readme.FILE].decode()
    for words in (about.title, about.description, about.version, about.issued.isoformat(), about.iri,
                  *about.licences.values(), *(one.name for one in about.creators)):
        assert words in page, f"{words} in {readme.FILE}"
    where = rdflib.URIRef(about.iri)
    graph = graphs[provenance.FILE]
    assert [str(graph.value(where, DCTERMS.title)), str(graph.value(where, DCAT.version))] == [about.title, about.version]
    assert f'prov:generatedAtTime "{about.issued.isoformat()}T00:00:00Z"^^xsd:dateTime' in made[provenance.FILE].decode()


def test_the_works_are_named_by_all(made: dict[str, bytes], source: Source) -> None:
    for name in set(made) - {codemeta.FILE, service.FILE}:
        for item in descriptions.works.works(source):
            assert item["DOI"] in made[name].decode(), name


# --- files -----------------------------------------------------------------------------------------------------------

def test_each_file_is_a_distribution(graphs: dict[str, rdflib.Graph], source: Source) -> None:
    graph, about = graphs[dcat.FILE], source.about
    files = {about.address(one.path): one for one in made_before() if one.role != "licence"}
    nodes = {str(graph.value(node, DCAT.downloadURL)): node for node in graph.subjects(RDF.type, DCAT.Distribution)}
    assert set(nodes) == set(files)
    for place, node in nodes.items():
        file = files[place]
        assert str(graph.value(node, DCAT.byteSize)) == str(len(file.data))
        checksum = graph.value(node, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == hashlib.sha256(file.data).hexdigest()
        inner = place.removesuffix(".gz")
        assert str(graph.value(node, DCAT.mediaType)).endswith(f"/{files[inner].media_type.partition(';')[0]}")
        assert (graph.value(node, DCAT.compressFormat) is not None) == (inner != place)
        assert str(graph.value(node, DCTERMS.license)) == about.licence(file.licence)
    owner = {place: str(graph.value(None, DCAT.distribution, node)) for place, node in nodes.items()}
    assert owner[about.address("ontology/ontology.ttl")] == about.address("ontology")
    assert owner[about.address("coprokg.nq.gz")] == owner[about.address("context.jsonld")] == about.iri


def test_the_service_names_each_graph_once(graphs: dict[str, rdflib.Graph], source: Source) -> None:
    graph = graphs[service.FILE]
    names = [str(name) for name in graph.objects(None, SD.name)]
    assert sorted(names) == sorted([METADATA, *(GRAPH + name for name in contents(source).graphs)])
    described = set(graphs[void.FILE].subjects(VOID.triples))
    for node in graph.subjects(RDF.type, SD.NamedGraph):
        inside = graph.value(node, SD.graph)
        assert inside in described or str(graph.value(node, SD.name)) == METADATA
    assert [str(place) for place in graph.objects(None, SD.endpoint)] == [source.about.endpoint]
    other = service.describe(source.about, ["cases/x"], "http://localhost:8000/sparql").turtle("")
    assert b"<http://localhost:8000/sparql>" in other and source.about.endpoint.encode() + b">" not in other


def test_provenance_leads_from_every_graph_to_files(graphs: dict[str, rdflib.Graph], source: Source) -> None:
    graph, about = graphs[provenance.FILE], source.about
    held = contents(source)
    for name in held.graphs:
        node = rdflib.URIRef(about.address(f"graph/{name}"))
        activity = graph.value(node, PROV.wasGeneratedBy)
        assert activity is not None and (node, PROV.wasDerivedFrom, None) in graph, name
        origins = set(graph.objects(node, PROV.wasDerivedFrom))
        assert origins <= set(graph.objects(activity, PROV.used)), name
    sources = {str(graph.value(node, DCTERMS.title)): node for node in graph.subjects(SPDX.checksum)}
    read = {path.relative_to(root()).as_posix() for path in loading.source_files()} - {"ontology/prefixes.ttl"}
    assert read <= set(sources)
    assert set(sources) - read == {f"loaders/{module.__name__.rpartition('.')[2]}.py" for module in loading.loaders()}
    for name, file in sources.items():
        digest = hashlib.sha256((root() / name).read_bytes()).hexdigest()
        assert str(graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue)) == digest, name


def test_the_page_tells_of_every_file(made: dict[str, bytes], source: Source) -> None:
    page = made[readme.FILE].decode()
    for path in [*(one.path for one in made_before() if not one.path.endswith(".gz")), *made]:
        folder, slash, _ = path.partition("/")
        assert f"| `{folder}{slash}` |" in page or path == readme.FILE, path
    held = contents(source)
    assert f"{len(held.together(held.graphs)):,} triples in {len(held.graphs)} named graphs" in page
    # A bar in a title does not end a cell.
    assert "Nanopublications \\| of findings |" in page


# --- what stays the same, and what is refused ------------------------------------------------------------------------

SCRIPT = """
import hashlib
from coprokg.release import descriptions
from coprokg.release.source import gather
for file in descriptions.files(gather(), []):
    print(file.path, hashlib.sha256(file.data).hexdigest())
"""


def test_two_runs_give_the_same_bytes(on_made_up: Path) -> None:
    """Whatever the order of sets, the place on earth and the language of the machine; a crate has no time of now."""
    runs = [python("-W", "ignore", "-c", SCRIPT, environment=environment) for environment in (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"})]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr + runs[1].stderr
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.splitlines()) == len(descriptions.PARTS)


def test_a_graph_of_an_unknown_kind_is_told(source: Source) -> None:
    node = ox.NamedNode(f"{BASE}x")
    quad = ox.Quad(node, node, node, ox.NamedNode(f"{GRAPH}strange/x"))
    strange = Source(source.base, source.about, [quad], [], source.graph)
    with pytest.raises(DataFault, match=r"nothing is said of the graphs strange; add `strange: "):
        list(void.files(strange, []))


def test_without_the_library_of_crates_one_is_told(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rocrate.rocrate", None)
    with pytest.raises(Misuse, match="pip install rocrate"):
        list(crate.files(source, []))


def test_the_library_of_crates_is_new_enough() -> None:
    assert tuple(map(int, importlib.metadata.version("rocrate").split(".")[:2])) >= (0, 16)
