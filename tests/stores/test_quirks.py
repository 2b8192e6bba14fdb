"""What each store does otherwise, with a test that it still does: a quirk that is gone needs no work-round any more.

The work-rounds stand in the saved questions and in :mod:`coprokg.remote`; the pages ``docs/how-to/load-into-*.md``
list them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from coprokg.problems import Misuse
from coprokg.remote import Endpoint, Refused
from tests.stores import filling, servers
from tests.stores.servers import Server

pytestmark = pytest.mark.stores

DATA = """
PREFIX : <http://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX cop: <https://w3id.org/coprokg/ontology#>
:x :amount 60.0 ; :says "words" .
:list :of ( :first :second ) .
:first :mode :planning . :second :mode :delivery .
"""
PREFIXES = "".join(line for line in DATA.splitlines(keepends=True) if line.startswith("PREFIX"))


def holding(server: Server) -> Endpoint:
    """Put the few triples into a store, and give its query address."""
    filling.put(server, "http://example.org/graph",
                (quad.triple for quad in ox.parse(DATA, format=ox.RdfFormat.TURTLE)))
    return Endpoint(server.query)


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory, graph_file: Path) -> Iterator[Endpoint]:
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        filling.put_graphs(server, graph_file)
        yield holding(server)


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory, graph_file: Path) -> Iterator[Server]:
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        filling.put_graphs(server, graph_file)
        holding(server)
        yield server


@pytest.fixture(scope="module")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with servers.fuseki(tmp_path_factory.mktemp("fuseki")) as server:
        yield holding(server)


@pytest.fixture(scope="module")
def rdf4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with servers.rdf4j(tmp_path_factory.mktemp("rdf4j")) as server:
        yield holding(server)


def rows(endpoint: Endpoint | Server, query: str) -> list[list[Any]]:
    """Return the rows of a query as text."""
    asked = endpoint if isinstance(endpoint, Endpoint) else Endpoint(endpoint.query)
    return sorted([None if term is None else term.value for term in row] for row in asked.select(PREFIXES + query).rows)


CONSTANT = """SELECT (GROUP_CONCAT(?q; SEPARATOR="; ") AS ?a)
  WHERE { :x :says ?w BIND(CONCAT("“", ?w) AS ?q) } GROUP BY ?w"""
UNBOUND = 'SELECT (COALESCE(CONCAT("p. ", STR(?page)), "none") AS ?a) WHERE { :x :says ?w OPTIONAL { :x :page ?page } }'
DEFINED = "SELECT ?class WHERE { ?class rdfs:subClassOf* cop:Participation ; owl:equivalentClass ?defined }"
IN_BIND = """SELECT ?case (SUM(?has) AS ?n) WHERE { ?o a cop:Outcome ; cop:record ?case
  BIND(IF(EXISTS { ?o cop:quantity ?q } || EXISTS { ?o cop:money ?m }, 1, 0) AS ?has) } GROUP BY ?case"""
CIRCLE = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?a WHERE {
  { ?a skos:broader ?b ; skos:inScheme ?c FILTER NOT EXISTS { ?b skos:inScheme ?c } }
  UNION { ?a skos:broader+ ?a . ?a skos:broader ?b } }"""
LONG = """SELECT ?record (GROUP_CONCAT(STR(?s); SEPARATOR=" ") AS ?all) WHERE { ?s cop:record ?record ; cop:scope ?scope }
  GROUP BY ?record ORDER BY DESC(?record)"""


def test_virtuoso_spoils_a_constant_that_is_not_latin_1(virtuoso: Server, oxigraph: Endpoint) -> None:
    assert rows(oxigraph, CONSTANT) == [["“words"]]
    assert rows(virtuoso, CONSTANT) == [["?words"]]
    typed = CONSTANT.replace('"“"', '"“"^^<http://www.w3.org/2001/XMLSchema#string>')
    assert rows(virtuoso, typed) == rows(oxigraph, typed) == [["“words"]]


def test_virtuoso_joins_what_is_unbound(virtuoso: Server, oxigraph: Endpoint) -> None:
    assert rows(oxigraph, UNBOUND) == [["none"]]
    assert rows(virtuoso, UNBOUND) == [["p. "]]
    asked = UNBOUND.replace('COALESCE(CONCAT("p. ", STR(?page)), "none")', 'IF(BOUND(?page), CONCAT("p. ", STR(?page)), "none")')
    assert rows(virtuoso, asked) == rows(oxigraph, asked) == [["none"]]


def test_virtuoso_loses_rows_where_a_path_of_any_length_meets_a_blank_node(virtuoso: Server, oxigraph: Endpoint) -> None:
    wanted = rows(oxigraph, DEFINED)
    assert wanted
    assert rows(virtuoso, DEFINED) == []
    steps = DEFINED.replace("rdfs:subClassOf*", "rdfs:subClassOf|(rdfs:subClassOf/rdfs:subClassOf)")
    apart = "SELECT DISTINCT" + steps.removeprefix("SELECT")
    assert rows(virtuoso, apart) == rows(oxigraph, apart) == wanted


def test_virtuoso_takes_no_two_exists_in_a_bind(virtuoso: Server, oxigraph: Endpoint) -> None:
    assert rows(oxigraph, IN_BIND)
    with pytest.raises(Refused, match="SQ074"):
        rows(virtuoso, IN_BIND)


def test_virtuoso_takes_no_path_from_a_variable_to_itself(virtuoso: Server, oxigraph: Endpoint) -> None:
    assert rows(oxigraph, CIRCLE) == []
    with pytest.raises(Refused, match="SQ156"):
        rows(virtuoso, CIRCLE)


def test_virtuoso_sorts_no_long_text_and_is_helped(virtuoso: Server, oxigraph: Endpoint) -> None:
    endpoint = Endpoint(virtuoso.query)
    with pytest.raises(Refused, match=r"SR319|SR478"):
        endpoint.answer(PREFIXES + LONG, "SELECT")
    there, here = endpoint.select(PREFIXES + LONG).rows, oxigraph.select(PREFIXES + LONG).rows
    assert [row[0] for row in there] == [row[0] for row in here]
    assert [set(row[1].value.split()) for row in there] == [set(row[1].value.split()) for row in here]


def test_virtuoso_cuts_answers_and_is_not_believed(tmp_path: Path) -> None:
    with servers.virtuoso(tmp_path, rows=5) as server:
        holding(server)
        with pytest.raises(Misuse, match="no more than 5 rows"):
            Endpoint(server.query).select("SELECT * WHERE { GRAPH <http://example.org/graph> { ?s ?p ?o } }")


def test_virtuoso_answers_a_construct_that_is_cut_without_a_word(tmp_path: Path) -> None:
    with servers.virtuoso(tmp_path, rows=5) as server:
        holding(server)
        answer = httpx.post(server.query, data={"query": "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <http://example.org/graph> "
                                                         "{ ?s ?p ?o } }"}, headers={"Accept": "text/turtle"})
        assert answer.is_success
        assert "X-SPARQL-MaxRows" not in answer.headers


def test_virtuoso_has_no_default_graph_to_put_into(virtuoso: Server) -> None:
    answer = httpx.put(virtuoso.graph_store, params={"default": ""}, content=b"", auth=virtuoso.auth,
                       headers={"Content-Type": "text/turtle"})
    assert answer.status_code >= 400


def test_tdb2_writes_a_whole_decimal_with_a_point(fuseki: Endpoint, oxigraph: Endpoint) -> None:
    query = "SELECT (STR(?n) AS ?a) WHERE { :x :amount ?n }"
    assert rows(oxigraph, query) == [["60"]]
    assert rows(fuseki, query) == [["60.0"]]
    level = query.replace("STR(?n)", 'REPLACE(STR(?n), "[.]0+$", "")')
    assert rows(fuseki, level) == rows(oxigraph, level) == [["60"]]


def test_rdf4j_takes_the_second_object_of_a_path_for_the_same(rdf4j: Endpoint, oxigraph: Endpoint) -> None:
    listed = ("SELECT ?a ?b WHERE { :list :of ?list . ?list rdf:rest*/rdf:first ?a , ?b . "
              "?a :mode :planning . ?b :mode :delivery }")
    both = [["http://example.org/first", "http://example.org/second"]]
    assert rows(oxigraph, listed) == both
    assert rows(rdf4j, listed) == []
    apart = listed.replace("?a , ?b .", "?a . ?list rdf:rest*/rdf:first ?b .")
    assert rows(rdf4j, apart) == rows(oxigraph, apart) == both
