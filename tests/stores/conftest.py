"""Fixtures: each kind of store, started once for all its tests, with the real graph in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from coprokg import remote
from coprokg.release.exporting import export
from tests.stores import filling, servers
from tests.stores.servers import Server

PATIENCE = 600
"""Seconds that an answer may take here."""


@dataclass(frozen=True)
class Way:
    """A kind of store, and how the graph is put into it."""

    start: Callable[[Path], AbstractContextManager[Server]]
    merged: bool = False
    """Whether all goes into the default graph, as one."""


WAYS = {
    "oxigraph": Way(servers.oxigraph),
    "virtuoso": Way(servers.virtuoso),
    "fuseki": Way(servers.fuseki),
    "fuseki without union": Way(lambda folder: servers.fuseki(folder, union=False), merged=True),
    "rdf4j": Way(servers.rdf4j),
}


@pytest.fixture(scope="session", params=WAYS)
def store(request: pytest.FixtureRequest, graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a running store that holds the real graph; tests read it and change nothing."""
    way = WAYS[request.param]
    # Side by side with other tests a store takes longer than anybody would wait for it.
    with pytest.MonkeyPatch.context() as patch, way.start(tmp_path_factory.mktemp("store")) as server:
        patch.setattr(remote, "WAIT", PATIENCE)
        (filling.put_merged if way.merged else filling.put_graphs)(server, graph_file)
        yield server


@pytest.fixture(scope="session")
def release(graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a release, made from the build that the stores hold."""
    folder = tmp_path_factory.mktemp("release") / "release"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
        export(folder)
    return folder
