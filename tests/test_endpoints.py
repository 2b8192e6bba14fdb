"""``check --endpoint`` on a small graph: what is there is sound, and whatever is spoilt goes red and is named."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from coprokg import builds, endpoint_reading, endpoints
from coprokg.endpoints import check_endpoint
from coprokg.inspecting import Report
from coprokg.problems import Misuse
from coprokg.stores.contents import METADATA
from tests.stores import filling, servers
from tests.stores.servers import Server
from tests.support import CASE, SLUG

GRAPH = f"https://w3id.org/coprokg/graph/cases/{SLUG}"
Serve = Callable[..., AbstractContextManager[Server]]

pytestmark = pytest.mark.usefixtures("on_made_up")


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Give what runs a server that holds the made-up graph."""

    @contextlib.contextmanager
    def served(union: bool = True, merged: bool = False) -> Iterator[Server]:
        build = builds.current()
        assert build is not None
        with servers.oxigraph(tmp_path, union=union) as server:
            (filling.put_merged if merged else filling.put_graphs)(server, build / builds.GRAPH)
            yield server

    return served


def update(server: Server, text: str) -> None:
    """Change what a server holds."""
    httpx.post(server.update, content=text, headers={"Content-Type": "application/sparql-update"}).raise_for_status()


def starts(report: Report, *words: str) -> list[bool]:
    """Say of each beginning whether a fault begins so."""
    return [any(line.startswith(beginning) for line in report.faults) for beginning in words]


def test_the_whole_graph_is_sound(serve: Serve) -> None:
    with serve() as server:
        report = check_endpoint(server.query)
    assert not report.faults
    assert report.lines[0].startswith("complete: ")
    assert report.lines[-1].startswith("sound: ")


def test_all_in_the_default_graph_is_sound_too(serve: Serve) -> None:
    with serve(union=False, merged=True) as server:
        report = check_endpoint(server.query)
    assert not report.faults
    assert report.lines[0].startswith("complete: 1 graph, ")


def test_a_graph_that_is_not_there_is_named(serve: Serve) -> None:
    with serve() as server:
        update(server, f"DROP GRAPH <{GRAPH}>")
        report = check_endpoint(server.query)
    assert starts(report, f"<{GRAPH}> is not there", "question made-up-passages: ") == [True, True]
    assert report.lines[-1].startswith("faulty: ")


def test_a_changed_triple_is_named(serve: Serve) -> None:
    with serve() as server:
        update(server, f"""DELETE {{ GRAPH ?g {{ <{CASE}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }} }}
            INSERT {{ GRAPH ?g {{ <{CASE}> <http://www.w3.org/2000/01/rdf-schema#label> 7 }} }}
            WHERE {{ GRAPH ?g {{ <{CASE}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }} }}""")
        report = check_endpoint(server.query)
    assert starts(report, f"<{GRAPH}>: 1 triples are missing and 1 are not of it") == [True]
    assert any(CASE in line and "extra" in line for line in report.faults)


def test_a_default_graph_that_is_no_union_is_told_once(serve: Serve) -> None:
    with serve(union=False) as server:
        report = check_endpoint(server.query)
    assert len(report.faults) == 1
    assert "not the union of its named graphs" in next(iter(report.faults))


def test_a_load_that_broke_off_is_a_fault_and_the_description_is_none(serve: Serve) -> None:
    with serve() as server:
        update(server, f"INSERT DATA {{ GRAPH <{METADATA}> {{ <urn:x:a> <urn:x:b> 1 }} }}")
        assert not check_endpoint(server.query).faults
        update(server, "INSERT DATA { GRAPH <https://w3id.org/coprokg/graph/_staging/x> { <urn:x:a> <urn:x:b> 1 } }")
        report = check_endpoint(server.query)
    assert starts(report, "a load into this store has broken off") == [True]


def test_a_graph_that_is_read_in_parts_is_the_same(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint_reading, "PAGE", 1_000)
    with serve() as server:
        assert not check_endpoint(server.query).faults


def test_nobody_there_is_told_before_anything_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPROKG_BUILD", str(tmp_path / "none"))
    with pytest.raises(Misuse, match="cannot be reached"):
        check_endpoint("http://127.0.0.1:9/query")
    with pytest.raises(Misuse, match="is not an address"):
        check_endpoint("localhost")
    assert not (tmp_path / "none").exists()


def test_a_check_that_takes_too_long_is_given_up(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "WITHIN", -1)
    with serve() as server, pytest.raises(Misuse, match="is not done after"):
        check_endpoint(server.query)
