"""Fixtures: copies of the content to work on, and graphs built once for all tests."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from coprokg import building, builds
from tests.stores import servers, tools
from tests.support import CASE_FILE, copy_content, point_at


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the content folders with a made-up case, and let the engine work on it."""
    copy = copy_content(tmp_path / "content")
    point_at(monkeypatch, copy)
    return copy


@pytest.fixture(scope="session")
def shared_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the content that many tests share: see `case`."""
    return copy_content(tmp_path_factory.mktemp("shared") / "content")


@pytest.fixture
def case(shared_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the content in which a test may change the file of the case, and no other."""
    point_at(monkeypatch, shared_copy)
    file = shared_copy / CASE_FILE
    before = file.read_bytes()
    yield shared_copy
    file.write_bytes(before)


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the content with a made-up case, built once. Tests read it and change nothing."""
    copy = copy_content(tmp_path_factory.mktemp("made-up") / "content")
    with pytest.MonkeyPatch.context() as patch:
        point_at(patch, copy)
        building.build()
    return copy


@pytest.fixture
def on_made_up(made_up: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let commands work on the copy that was built once."""
    point_at(monkeypatch, made_up)
    return made_up


@pytest.fixture(scope="session")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the real content once, and give its file of quads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COPROKG_BUILD", str(tmp_path_factory.mktemp("real")))
        yield building.build() / builds.GRAPH


@pytest.fixture(scope="session")
def graph(graph_file: Path) -> ox.Store:
    """Give the graph of the real content, in memory."""
    store = ox.Store()
    store.bulk_load(path=str(graph_file), format=ox.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="session")
def endpoint(graph_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a real server on this machine that holds the real graph."""
    binary = tools.needed(tools.oxigraph())
    folder = tmp_path_factory.mktemp("server")
    subprocess.run([binary, "load", "--location", str(folder / "store"), "--file", str(graph_file)], check=True,
                   capture_output=True)
    with servers.oxigraph(folder, location=folder / "store") as server:
        yield server.query
