"""The pages ``docs/how-to/load-into-*.md``: each shell block is run against a real store, and leaves all of it there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from coprokg.endpoints import check_endpoint
from tests.stores import servers, tools
from tests.stores.servers import NAME, Server

pytestmark = pytest.mark.stores

PAGES = Path(__file__).parents[2] / "docs/how-to"
BULK, HTTP, COUNT, REPOSITORY, MERGED = "In bulk", "Over HTTP", "Is all of it there?", "A repository", "Without union"
RUN = 300
"""Seconds that a recipe may take."""


def blocks(store: str, section: str) -> list[str]:
    """Return the shell blocks of a section of a store's page."""
    text = (PAGES / f"load-into-{store}.md").read_text(encoding="utf-8")
    body = next(part for part in text.split("\n## ")[1:] if part.splitlines()[0] == section)
    found = re.findall(r"^```sh\n(.*?)^```$", body, re.MULTILINE | re.DOTALL)
    assert found, f"{section} of load-into-{store}.md has no shell block"
    return found


def run(folder: Path, block: str, server: Server | None = None) -> list[str]:
    """Run a block as it stands but for addresses, and return the lines that it prints."""
    if server is not None:
        root_of_server = re.match(r"http://[^/]+", server.root)
        assert root_of_server is not None
        block = re.sub(r"http://localhost:\d+", root_of_server[0], block)
        block = block.replace("localhost:1111", f"127.0.0.1:{server.sql}")
    jena, oxigraph = tools.jena(), tools.oxigraph()
    more = [str(jena / "bin")] if jena else []
    more += [str(Path(oxigraph).parent)] if oxigraph else []
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=folder, capture_output=True, text=True, check=False,
                          timeout=RUN, env={**os.environ, "PATH": os.pathsep.join([*more, os.environ["PATH"]])})
    assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
    return done.stdout.splitlines()


def assert_all_there(folder: Path, block: str, server: Server) -> None:
    """Run the block that prints how much there should be, and how much there is."""
    should, _, there = run(folder, block, server)
    assert int(should) == int(there.strip('"')) > 0


@pytest.fixture
def folder(tmp_path: Path, release: Path) -> Path:
    """Give a folder to run recipes in, with a release in it."""
    tools.command("curl")
    (tmp_path / "release").symlink_to(release)
    (tmp_path / "server").mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def on_the_same_build(graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare with the build that the release was made from."""
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))


def assert_sound(server: Server) -> None:
    """Let the endpoint be checked in full."""
    faults = check_endpoint(server.query).faults
    assert not faults, "\n".join(sorted(faults))


def test_oxigraph_in_bulk(folder: Path) -> None:
    tools.needed(tools.oxigraph())
    for block in blocks("oxigraph", BULK):
        run(folder, block)
    with servers.oxigraph(folder / "server", location=folder / "store") as server:
        assert_all_there(folder, blocks("oxigraph", COUNT)[0], server)


def test_oxigraph_over_http(folder: Path) -> None:
    with servers.oxigraph(folder / "server") as server:
        run(folder, blocks("oxigraph", HTTP)[0], server)
        assert_all_there(folder, blocks("oxigraph", COUNT)[0], server)


def test_virtuoso_in_bulk(folder: Path, release: Path) -> None:
    tools.command("isql-vt")
    with servers.virtuoso(folder / "server", allowed=[folder / "release", release]) as server:
        printed = run(folder, blocks("virtuoso", BULK)[0], server)
        assert any(re.match(r"\s*2\s+NULL", line) for line in printed), "\n".join(printed)
        assert_all_there(folder, blocks("virtuoso", COUNT)[0], server)
        assert_sound(server)


def test_virtuoso_over_http(folder: Path, release: Path) -> None:
    with servers.virtuoso(folder / "server") as server:
        run(folder, blocks("virtuoso", HTTP)[0], server)
        count = blocks("virtuoso", COUNT)[0].replace("coprokg.nq", "coprokg.nt").replace("/coprokg/graph/", "/coprokg/")
        assert_all_there(folder, count, server)


def test_fuseki_in_bulk(folder: Path) -> None:
    tools.needed(tools.jena(), tools.JENA)
    for block in blocks("fuseki", BULK):
        run(folder, block)
    with servers.fuseki(folder / "server", location=folder / "store") as server:
        assert_all_there(folder, blocks("fuseki", COUNT)[0], server)
        assert_sound(server)


def test_fuseki_over_http(folder: Path) -> None:
    with servers.fuseki(folder / "server") as server:
        run(folder, blocks("fuseki", HTTP)[0], server)
        assert_all_there(folder, blocks("fuseki", COUNT)[0], server)


def test_fuseki_without_union(folder: Path) -> None:
    put, count = blocks("fuseki", MERGED)
    with servers.fuseki(folder / "server", union=False) as server:
        run(folder, put, server)
        assert_all_there(folder, count, server)


def test_rdf4j_over_http(folder: Path) -> None:
    with servers.rdf4j(folder / "server", repository=False) as server:
        run(folder, blocks("rdf4j", REPOSITORY)[0], server)
        run(folder, blocks("rdf4j", HTTP)[0], server)
        assert_all_there(folder, blocks("rdf4j", COUNT)[0], server)


def test_the_configuration_on_fusekis_page_is_the_one_that_is_tested() -> None:
    text = (PAGES / "load-into-fuseki.md").read_text(encoding="utf-8")
    block = re.search(r"^```turtle\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block is not None
    ours = servers.FUSEKI.format(name=NAME, location="store", union="true")
    shown, ours_too = (set(turtle.replace(",", " ").split()) for turtle in (block[1], ours))
    assert shown
    assert shown <= ours_too


@pytest.mark.parametrize("store", ["graphdb", "qlever", "blazegraph", "neptune"])
def test_a_page_that_is_not_run_says_so(store: str) -> None:
    text = (PAGES / f"load-into-{store}.md").read_text(encoding="utf-8")
    assert "**Not run here.**" in text
    assert "```sh\n" not in text, "a block marked sh is one that the tests run"


def test_every_page_of_a_store_is_tested() -> None:
    """A page of a store that no test knows would be believed to be run."""
    pages = {path.stem.removeprefix("load-into-") for path in PAGES.glob("load-into-*.md")} - {"a-store"}
    assert pages == {"oxigraph", "virtuoso", "fuseki", "rdf4j", "graphdb", "qlever", "blazegraph", "neptune"}
