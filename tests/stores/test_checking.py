"""``coprokg check --endpoint``: every real store that holds the graph is sound, and what is spoilt in one is named."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from coprokg.endpoints import check_endpoint
from tests.stores import filling, servers
from tests.stores.servers import Server

pytestmark = pytest.mark.stores

CASE = "https://w3id.org/coprokg/graph/cases/gb-tackley-village-shop"

GONE = "https://w3id.org/coprokg/graph/framework/drivers"
CASE_IRI = "https://w3id.org/coprokg/case/gb-tackley-village-shop"
CONCEPT = "https://w3id.org/coprokg/vocab/support/states"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@pytest.fixture(autouse=True)
def on_the_same_build(graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare with the build that the stores hold."""
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))


# What Virtuoso and Fuseki hold after their bulk loaders is checked with their recipes; every store is asked every question.
@pytest.mark.parametrize("store", ["oxigraph"], indirect=True)
def test_a_store_that_holds_the_graph_is_sound(store: Server) -> None:
    report = check_endpoint(store.query)
    assert not report.faults, "\n".join(sorted(report.faults))
    assert [line.split(":")[0] for line in report.lines if line.startswith(("complete", "sound"))] == ["complete", "sound"]


def test_what_is_gone_and_what_breaks_a_shape_and_a_check_is_named(graph_file: Path, tmp_path: Path) -> None:
    broader = "http://www.w3.org/2004/02/skos/core#broader"
    with servers.oxigraph(tmp_path) as server:
        filling.put_graphs(server, graph_file)
        httpx.delete(server.graph_store, params={"graph": GONE}).raise_for_status()
        httpx.post(server.update, headers={"Content-Type": "application/sparql-update"}, content=f"""
            DELETE {{ GRAPH <{CASE}> {{ <{CASE_IRI}> <{LABEL}> ?label }} }} INSERT {{ GRAPH <{CASE}> {{ <{CASE_IRI}> <{LABEL}> 7 }} }}
            WHERE {{ GRAPH <{CASE}> {{ <{CASE_IRI}> <{LABEL}> ?label }} }} ;
            INSERT DATA {{ GRAPH <{CASE}> {{ <{CONCEPT}> <{broader}> <{CONCEPT}> }} }}""").raise_for_status()
        faults = check_endpoint(server.query).faults
    assert any(line.startswith(f"<{CASE}>: 1 triples are missing and 2 are not of it") for line in faults)
    assert any(line.startswith(f"<{GONE}> is not there") for line in faults)
    assert any(line.startswith("question ") for line in faults)
    assert any("(shape " in line for line in faults), "no shape notices a label that is a number"
    assert any("(queries/checks/broken-hierarchy.rq)" in line for line in faults)
