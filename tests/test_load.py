"""A release goes into a store whole, or one is told what is there; it is read back; and the secret stays one."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from coprokg.inspecting import Report
from coprokg.problems import DataFault, Misuse
from coprokg.stores import authentication, connection, loading, normalising
from coprokg.stores.connection import Connection
from coprokg.stores.contents import DESCRIPTION, DUMP, METADATA, SUMS, contents
from coprokg.stores.discovery import find
from coprokg.stores.loading import load
from coprokg.stores.reading_back import canonical
from coprokg.stores.target import RECORD, STAGING, Target
from coprokg.stores.update import MOST_BYTES, MOST_TRIPLES, batches, into
from tests.odd_store import AFTER, CUT, HALF, READ_ONLY, OddStore
from tests.stores import servers

GRAPHS = "https://w3id.org/coprokg/graph/"
SECRET = "s3cr3t-Wört"
XSD = "http://www.w3.org/2001/XMLSchema#"
WAYS = ("", "graph-store", "update")


def release_of(folder: Path, quads: list[str], version: str = "1") -> Path:
    """Write a release of a few quads: what loading needs of one."""
    folder.mkdir()
    (folder / DUMP).write_text("".join(f"{quad} .\n" for quad in sorted(quads)), encoding="utf-8")
    (folder / DESCRIPTION).write_text(f'<http://x/release> <http://x/version> "{version}" .\n', encoding="utf-8")
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in (DUMP, DESCRIPTION)]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")
    return folder


def quads_of(version: str, many: int = 1200) -> list[str]:
    """Return the quads of a made-up release: a header, blank nodes that hang together, and a graph of several batches."""
    graph = f"<{GRAPHS}"
    node = "<http://x/of/"
    return [f'<https://w3id.org/coprokg/ontology> <http://x/version> "{version}" {graph}ontology>',
            f"<http://x/Class> <http://x/is> _:a {graph}ontology>", f"_:a <http://x/and> _:b {graph}ontology>",
            f'_:b <http://x/name> "Dorf"@de {graph}ontology>',
            *(f'{node}{n}> <http://x/value> "{version}{n}"^^<{XSD}integer> {graph}cases/many>' for n in range(many)),
            f'{node}long> <http://x/words> "{version}{"lang" * 20_000}" {graph}cases/long>']


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_of(tmp_path_factory.mktemp("old") / "release", quads_of("1"))


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_of(tmp_path_factory.mktemp("new") / "release", quads_of("2"), "2")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeat without waiting, and know no secret."""
    monkeypatch.setattr(connection, "PAUSES", (0.0, 0.0))
    for name in (authentication.PASSWORD, authentication.TOKEN):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def odd() -> Iterator[OddStore]:
    with OddStore().serving() as store:
        yield store


def lines_of(release: Path) -> dict[str, set[str]]:
    """Return what a release holds, with canonical blank nodes: graph -> triples."""
    with contents(release, Path) as given:
        return {part.graph: set(canonical(part.triples(), normalising.Normalisation("rdf4j"))) for part in given.parts}


def there(odd: OddStore) -> dict[str, set[str]]:
    """Return what a store holds, with canonical blank nodes: graph -> triples."""
    found: dict[str, list[ox.Triple]] = {}
    for quad in odd.store:
        found.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad.triple)
    return {graph: set(canonical(triples, normalising.Normalisation("rdf4j"))) for graph, triples in found.items()}


def filled(odd: OddStore, release: Path) -> None:
    """Put a release into a store without asking it."""
    with contents(release, Path) as given:
        for part in given.parts:
            odd.store.extend(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(part.graph)) for t in part.triples())


# A load that goes well


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.mark.parametrize("way", WAYS)
def test_a_real_store_takes_a_release_in_the_place_of_another(oxigraph: servers.Server, old: Path, new: Path,
                                                              way: str) -> None:
    load(oxigraph.root, old, way=way)
    report = load(oxigraph.root, new, way=way)
    assert not report.faults
    assert "4 graphs, 1206 triples" in report.lines[0]
    assert ("graph by graph" if way == "graph-store" else "all graphs at once") in report.lines[0]
    assert held(oxigraph.root) == lines_of(new)


@contextmanager
def opened(address: str, user: str = "", password: str = "") -> Iterator[Target]:
    """Give a real store, found by one of its addresses."""
    with closing(Connection(address, authentication.Credentials(user, password))) as talk:
        yield Target(talk, find(talk, address))


def held(root: str) -> dict[str, set[str]]:
    """Return what a real store holds of ours, with canonical blank nodes: graph -> triples."""
    with opened(root) as target:
        return {graph: set(canonical(target.read(graph), normalising.Normalisation("rdf4j")))
                for graph in target.graphs()}


@pytest.mark.parametrize("atomic", [True, False])
@pytest.mark.parametrize("way", WAYS)
def test_each_graph_is_replaced_whole_and_no_other_touched(odd: OddStore, old: Path, new: Path, way: str,
                                                           atomic: bool) -> None:
    odd.atomic = atomic
    other = ox.Quad(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/a"), ox.Literal("1"), ox.NamedNode("http://x/g"))
    odd.store.add(other)
    load(odd.root, old, way=way)
    assert not load(odd.root, new, way=way).faults
    assert there(odd) == {**lines_of(new), "http://x/g": {f"{other.triple} ."}}
    assert METADATA in there(odd)


def test_without_a_release_the_current_build_is_loaded(odd: OddStore, on_made_up: Path) -> None:
    report = load(odd.root)
    assert not report.faults
    quads = next(on_made_up.glob("build/*/graph.nq")).read_bytes().count(b"\n")
    assert f"{quads} triples, of the current build" in report.lines[0]
    assert len(odd.store) == quads


@pytest.mark.parametrize("graph_store", [True, False])
def test_updates_where_a_store_has_no_graph_store(odd: OddStore, new: Path, graph_store: bool) -> None:
    odd.graph_store = graph_store
    report = load(odd.root, new)
    assert ("the Graph Store Protocol" if graph_store else "SPARQL Update") in report.lines[0]
    assert there(odd) == lines_of(new)


def test_the_graph_store_alone_is_enough(odd: OddStore, old: Path, new: Path) -> None:
    load(odd.root, old)
    odd.fault = lambda number, action: 404 if action in ("ASK", "SELECT", "CONSTRUCT", "UPDATE", "POST") else None
    assert not load(f"{odd.root}/store", new, way="graph-store").faults
    assert there(odd) == lines_of(new)


def test_an_update_address_is_enough_with_a_query_address(odd: OddStore, new: Path) -> None:
    odd.graph_store = False
    with pytest.raises(Misuse, match="--query-address"):
        load(f"{odd.root}/other", new, way="update")
    load(f"{odd.root}/other", new, update_address=f"{odd.root}/update", query_address=f"{odd.root}/query")
    assert there(odd) == lines_of(new)


def test_graphs_of_an_earlier_release_are_told_and_pruned(odd: OddStore, old: Path, tmp_path: Path) -> None:
    load(odd.root, old)
    fewer = release_of(tmp_path / "fewer", [quad for quad in quads_of("2") if "cases/long" not in quad])
    gone = f"<{GRAPHS}cases/long>"
    told = load(odd.root, fewer).lines
    assert any("left alone" in line and gone in line for line in told)
    assert f"{GRAPHS}cases/long" in there(odd)
    assert any("removed" in line and gone in line for line in load(odd.root, fewer, prune=True).lines)
    assert there(odd) == lines_of(fewer)


# The default graph


def test_all_in_the_default_graph(odd: OddStore, old: Path, new: Path) -> None:
    odd.union = False
    for release in (old, new):
        assert not load(odd.root, release, default_graph=True).faults
    assert there(odd) == {"": set().union(*lines_of(new).values())}


def test_named_graphs_in_a_store_without_union_are_a_note(odd: OddStore, new: Path) -> None:
    odd.union = False
    assert "--default-graph" in load(odd.root, new).lines[0]
    odd.union = True
    assert "--default-graph" not in load(odd.root, new).lines[0]


def test_a_union_needs_nothing_in_its_default_graph(odd: OddStore, new: Path) -> None:
    with pytest.raises(Misuse, match="leave out --default-graph"):
        load(odd.root, new, default_graph=True)
    assert there(odd) == {}


def test_a_default_graph_of_somebody_else_is_not_replaced(odd: OddStore, new: Path) -> None:
    odd.union = False
    odd.store.add(ox.Quad(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/a"), ox.Literal("mine")))
    before = there(odd)
    with pytest.raises(Misuse, match="holds something else"):
        load(odd.root, new, default_graph=True)
    assert there(odd) == before


# A load that breaks off: at every request that it makes


def from_(start: int, what: str | int, only: Callable[[str], bool] = lambda action: True) -> Callable[[int, str], str | int | None]:
    """Let everything from one request on go wrong."""
    return lambda number, action: what if number >= start and only(action) else None


def once(start: int, what: str | int) -> Callable[[int, str], str | int | None]:
    """Let one request go wrong."""
    return lambda number, action: what if number == start else None


def states(odd: OddStore, old: Path, new: Path) -> dict[str, str]:
    """Return what each graph of a release is in a store, which is looked into directly: new, as before, or half."""
    now, before, after = there(odd), lines_of(old), lines_of(new)
    return {graph: "new" if now.get(graph) == lines else "as before" if now.get(graph) == before[graph] else "half"
            for graph, lines in after.items()}


def told(message: str) -> dict[str, str]:
    """Return what a message says of each graph."""
    return {graph: state for state, graphs in re.findall(r"(new|as before|half|not known) \(\d+\): ((?:<[^>]+>(?:, )?)+)", message)
            for graph in re.findall(r"<([^>]+)>", graphs)}


def is_told(odd: OddStore, old: Path, new: Path, message: str) -> None:
    """Make sure that a message says what is in the store."""
    real = states(odd, old, new)
    if "all graphs in the store are as before" in message or "o graph in the store has changed" in message:
        assert set(real.values()) == {"as before"}, message
    elif "all graphs in the store are new" in message:
        assert set(real.values()) == {"new"}, message
    elif "moved into their places is not known" in message:
        expected = "as before" if RECORD in there(odd) else "new"
        assert set(real.values()) == {expected}, message
    elif "in the store are now" in message:
        said = told(message)
        assert said.keys() == real.keys()
        assert {graph: state for graph, state in said.items() if state != "not known"} == {
            graph: state for graph, state in real.items() if said[graph] != "not known"}
        assert sum(state == "not known" for state in said.values()) <= 1
    else:
        # Before anything was written: the store was only asked.
        assert "The load broke off" not in message
        assert set(real.values()) == {"as before"}, message


BREAKS: dict[str, Callable[[int], Callable[[int, str], str | int | None]]] = {
    "the network or the store is gone": lambda n: from_(n, CUT),
    "the password holds no longer": lambda n: from_(n, 401),
    "the disk is full": lambda n: from_(n, 507, lambda action: action in ("PUT", "UPDATE", "POST")),
    "one answer is lost": lambda n: once(n, AFTER),
    "one request is not taken": lambda n: once(n, 500),
    "the store dies over a request": lambda n: from_(n + 1, CUT) if n % 2 else once(n, HALF),
}


@pytest.mark.parametrize("kind", BREAKS)
@pytest.mark.parametrize(("way", "atomic"), [("", True), ("", False), ("update", True), ("update", False), ("graph-store", True)])
def test_a_break_off_anywhere_leaves_the_store_as_it_was_or_says_what_is_there(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, atomic: bool, kind: str) -> None:
    """At each request of a load, one after the other; and the same command heals it."""
    monkeypatch.setattr("coprokg.stores.update.MOST_TRIPLES", 4)
    old, new = (release_of(tmp_path / version, [q for q in quads_of(version, 6) if "cases/long" not in q], version)
                for version in "12")
    broken = 0
    for number in range(200):
        with OddStore(atomic=atomic).serving() as odd:
            filled(odd, old)
            odd.fault = BREAKS[kind](number)
            try:
                assert not load(odd.root, new, way=way).faults
                message = ""
            except Misuse as error:
                message = str(error)
                broken += 1
            if message:
                is_told(odd, old, new, message)
            else:
                assert set(states(odd, old, new).values()) == {"new"}
            reached = len(odd.asked) > number
            odd.fault = lambda number, action: None
            assert not load(odd.root, new, way=way).faults
            assert there(odd) == lines_of(new)
        if not reached:
            break
    assert not reached
    assert broken or kind == "one answer is lost"


def test_a_store_that_dies_within_a_graph_has_half_of_it(odd: OddStore, old: Path, new: Path) -> None:
    """A store without transactions, killed over a graph and started again: it is told which graph is half."""
    odd.atomic = False
    load(odd.root, old)
    odd.asked.clear()
    many = f"{GRAPHS}cases/many"

    def dies(number: int, action: str) -> str | None:
        puts = [graph for done, graph in odd.asked if done == "PUT"]
        return HALF if action == "PUT" and f"{GRAPHS}cases/long" in puts else None

    odd.fault = dies
    with pytest.raises(Misuse) as error:
        load(odd.root, new)
    assert states(odd, old, new)[many] == "half"
    assert told(str(error.value)) == states(odd, old, new)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("way", ["", "update"])
def test_a_killed_client_leaves_every_graph_as_it_was(odd: OddStore, old: Path, new: Path, way: str, how: signal.Signals) -> None:
    load(odd.root, old)
    odd.asked.clear()
    waiting: list[bool] = []

    def hangs(number: int, action: str) -> None:
        """Do nothing for a while at the last graph but one, until the client is dead."""
        if len([1 for done, _ in odd.asked if done in ("PUT", "UPDATE")]) == 6 and not waiting:
            waiting.append(True)
            deadline = time.monotonic() + 20
            while client.poll() is None and how is signal.SIGKILL and time.monotonic() < deadline:
                time.sleep(0.01)

    odd.fault = hangs
    call = f"from coprokg.stores.loading import load; from pathlib import Path; load({odd.root!r}, Path({str(new)!r}), way={way!r})"
    client = subprocess.Popen([sys.executable, "-c", call], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not waiting and client.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert waiting
    client.send_signal(how)
    _, said = client.communicate(timeout=60)
    assert set(states(odd, old, new).values()) == {"as before"}
    if how is signal.SIGTERM:
        assert "interrupted" in said
        assert there(odd) == lines_of(old)
    else:
        assert RECORD in there(odd)
        assert any(graph.startswith(STAGING) for graph in there(odd))
    report = load(odd.root, new)
    assert ("did not end well" in report.lines[0]) is (how is signal.SIGKILL)
    assert there(odd) == lines_of(new)


@pytest.mark.parametrize("way", ["", "update"])
def test_a_real_store_that_is_killed_has_its_old_graphs(tmp_path: Path, old: Path, new: Path, way: str,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    write, written = Target.write, []
    with servers.oxigraph(tmp_path) as server:
        load(server.root, old)

        def killing(self: Target, part: Any, graph: str) -> None:
            written.append(graph)
            if len(written) == 3:
                assert server.process
                server.process.kill()
                server.process.wait(10)
            write(self, part, graph)

        monkeypatch.setattr(Target, "write", killing)
        with pytest.raises(Misuse, match="all graphs in the store are as before") as error:
            load(server.root, new, way=way)
        assert STAGING in str(error.value)
    monkeypatch.setattr(Target, "write", write)
    with servers.oxigraph(tmp_path) as server:
        assert {graph: lines for graph, lines in held(server.root).items() if not graph.startswith((RECORD, STAGING))
                } == lines_of(old)
        assert "did not end well" in load(server.root, new).lines[0]
        assert held(server.root) == lines_of(new)


# What is read back


def test_what_a_store_does_not_keep_is_an_error_that_names_it(odd: OddStore, old: Path, new: Path) -> None:
    load(odd.root, old)
    lost = '"27"^^<http://www.w3.org/2001/XMLSchema#integer>'
    odd.keeps = lambda quad: None if str(quad.object) == lost else quad
    report = load(odd.root, new)
    assert f"<{GRAPHS}cases/many>: 1 triples are missing and 0 are not of it (sent 1200, read back 1199)" in report.faults
    assert any("missing: <http://x/of/7>" in line for line in report.faults)
    assert any("all graphs in the store are as before" in line for line in report.faults)
    assert there(odd) == lines_of(old)


def test_a_changed_triple_is_told_even_where_graphs_go_one_by_one(odd: OddStore, old: Path, new: Path) -> None:
    odd.atomic = False

    def changes(quad: ox.Quad) -> ox.Quad:
        changed = str(quad.object) == '"27"^^<http://www.w3.org/2001/XMLSchema#integer>'
        return ox.Quad(quad.subject, quad.predicate, ox.Literal("28"), quad.graph_name) if changed else quad

    odd.keeps = changes
    report = load(odd.root, new)
    assert {line.partition(":")[0].strip() for line in report.faults} >= {"missing", "extra"}
    assert any("not as they should be" in line for line in report.faults)


def test_a_store_that_cuts_its_answers_is_read_in_pieces(odd: OddStore, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coprokg.stores.update.PAGE", 50)
    odd.limit = 100
    assert not load(odd.root, new).faults
    odd.limit = 2
    with pytest.raises(Misuse, match="cuts its answers"):
        load(odd.root, new)


TORTURE = [*(f'"{words}"^^<{XSD}{datatype}>' for words, datatype in (
    ("007", "integer"), ("-5", "integer"), ("+3", "integer"), ("1.50", "decimal"), ("2.0", "decimal"), ("3", "decimal"),
    ("10", "decimal"), ("-0.5", "decimal"), ("0.35", "decimal"), ("1", "boolean"), ("false", "boolean"),
    ("1.0E3", "double"), ("2026-11-23T10:00:00.120Z", "dateTime"), ("2026-11-23T10:00:00+02:00", "dateTime"),
    ("2026-11-23", "date"), ("2007", "gYear"), ("http://x/a", "anyURI"), ("5", "nonNegativeInteger"))),
    '"words"@en', '"words"@en-GB', '"tab\\t line\\n quote\\" back\\\\ \\u00E9 \\U0001F600"', '""', f'"{"long" * 15_000}"', "<http://x/%20a>"]


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    quads = [f"<http://x/a> <http://x/p{n}> {term} <{GRAPHS}torture>" for n, term in enumerate(TORTURE)]
    return release_of(tmp_path_factory.mktemp("torture") / "release", quads)


def test_the_normalisation_of_oxigraph_is_needed_and_enough(oxigraph: servers.Server, torture: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    assert not load(oxigraph.root, torture, prune=True).faults
    monkeypatch.setitem(normalising.RULES, "oxigraph", ())
    assert load(oxigraph.root, torture).faults


@pytest.mark.parametrize("kind", normalising.RULES)
@pytest.mark.parametrize(("one", "other"), [
    (f'"1.5"^^<{XSD}decimal>', f'"1.51"^^<{XSD}decimal>'), (f'"7"^^<{XSD}integer>', f'"70"^^<{XSD}integer>'),
    (f'"1"^^<{XSD}boolean>', f'"0"^^<{XSD}boolean>'), (f'"7"^^<{XSD}integer>', '"7"'), ('"a"@en', '"A"@en'), ('"a"@en', '"a"@de'),
    (f'"10:00:00.1"^^<{XSD}time>', f'"10:00:00.01"^^<{XSD}time>'), (f'"6.4"^^<{XSD}decimal>', f'"6.4"^^<{XSD}double>'),
    (f'"1.0E3"^^<{XSD}double>', f'"1.0E4"^^<{XSD}double>'), ("<http://x/a>", '"http://x/a"')])
def test_normalising_levels_nothing_that_differs(kind: str, one: str, other: str) -> None:
    triples = [ox.parse(f"<http://x/a> <http://x/a> {term} .", format=ox.RdfFormat.N_TRIPLES) for term in (one, other)]
    first, second = (canonical((quad.triple for quad in quads), normalising.Normalisation(kind)) for quads in triples)
    assert first != second


# Batches


def test_batches_are_bounded_and_lose_nothing(new: Path) -> None:
    with contents(new, Path) as given:
        for part in given.parts:
            pieces = list(batches(part.triples()))
            assert sorted(line for piece in pieces for line in piece) == sorted(f"{triple} ." for triple in part.triples())
            for piece in pieces:
                assert len(piece) <= MOST_TRIPLES
                assert len(piece) == 1 or sum(map(len, piece)) <= MOST_BYTES


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_a_blank_node_is_in_one_batch_only(most: int) -> None:
    a = ox.NamedNode("http://x/a")
    triples = [ox.Triple(ox.BlankNode(f"n{chain}x{n}"), a, ox.BlankNode(f"n{chain}x{n + 1}"))
               for n in range(6) for chain in range(4)]
    seen: dict[str, int] = {}
    for number, piece in enumerate(batches(triples, most)):
        for node in re.findall(r"_:\w+", " ".join(piece)):
            assert seen.setdefault(node, number) == number
    assert len(seen) == 4 * 7


def test_words_that_look_like_a_blank_node_are_kept() -> None:
    store = ox.Store()
    line = '<http://x/a> <http://x/a> "see _:b } ; DROP ALL" .'
    store.update(into("http://x/g", [line]))
    assert [f"{quad.triple} ." for quad in store] == [line]


# The release


def test_a_damaged_release_is_refused_before_anything_is_sent(odd: OddStore, tmp_path: Path) -> None:
    release = release_of(tmp_path / "release", quads_of("1"))
    (release / DUMP).write_bytes((release / DUMP).read_bytes().replace(b"Dorf", b"Dors"))
    (release / DESCRIPTION).unlink()
    with pytest.raises(DataFault) as error:
        load(odd.root, release)
    assert [(Path(p.file).name, p.what.split(":")[0]) for p in error.value.problems] == [
        (DUMP, "is not as it was written"), (DESCRIPTION, "is missing")]
    assert not odd.store
    assert {action for action, _ in odd.asked} <= set(READ_ONLY)


@pytest.mark.parametrize("line", ["nonsense", f"{'0' * 64}  ../../etc/passwd", f"{'0' * 64}  /etc/passwd"])
def test_checksums_of_anything_else_are_refused(odd: OddStore, tmp_path: Path, line: str) -> None:
    release = release_of(tmp_path / "release", quads_of("1"))
    with (release / SUMS).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(DataFault, match="no line of a checksum"):
        load(odd.root, release)


def test_a_folder_that_is_no_release_is_refused(odd: OddStore, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="holds no release"):
        load(odd.root, tmp_path)
    (tmp_path / SUMS).write_text("", encoding="utf-8")
    with pytest.raises(Misuse, match=r"does not name coprokg\.nq"):
        load(odd.root, tmp_path)


def test_a_blank_node_of_two_graphs_is_refused(odd: OddStore, tmp_path: Path) -> None:
    shared = [f"<http://x/a> <http://x/a> _:b <{GRAPHS}{name}>" for name in ("one", "two")]
    with pytest.raises(DataFault, match="is a blank node of"):
        load(odd.root, release_of(tmp_path / "release", shared))


# The address


@pytest.mark.parametrize("path", ["", "/", "/store", "/query", "/update"])
def test_each_address_of_a_store_leads_to_all(oxigraph: servers.Server, path: str) -> None:
    with opened(oxigraph.root + path) as target:
        service = target.service
    assert (service.kind, service.graph_store, service.query, service.update) == (
        "oxigraph", oxigraph.graph_store, oxigraph.query, oxigraph.update)


@pytest.mark.parametrize(("to", "remedy"), [
    ("ftp://x/y", "write http://"), ("store", "write http://"), ("http://", "write http://"),
    ("http://ann:s3cret@127.0.0.1:9/", "write no name or password"),
    ("http://127.0.0.1:9/", "is the store running"), ("http://no-such-host.invalid/", "is the store running")])
def test_an_address_that_leads_nowhere_is_a_sentence(new: Path, to: str, remedy: str) -> None:
    with pytest.raises(Misuse, match=remedy) as error:
        load(to, new)
    assert "s3cret" not in str(error.value)


def test_a_server_that_is_no_store_is_a_sentence(odd: OddStore, new: Path) -> None:
    odd.fault = lambda number, action: 404
    with pytest.raises(Misuse, match="is not an address that a store answers at"):
        load(odd.root, new)


def test_the_one_data_set_of_a_server_is_found_and_several_are_listed(odd: OddStore, new: Path) -> None:
    odd.data_sets = ["/one"]
    load(odd.root, new)
    assert there(odd) == lines_of(new)
    odd.data_sets = ["/one", "/other"]
    with pytest.raises(Misuse, match=f"give the address of one: {odd.root}/one, {odd.root}/other"):
        load(odd.root, new)
    assert not load(f"{odd.root}/other", new).faults


def test_addresses_on_two_hosts_are_refused(odd: OddStore, new: Path) -> None:
    with pytest.raises(Misuse, match="is on another host"):
        load(odd.root, new, query_address="http://127.0.0.1:9/query")


# The secret


@pytest.mark.parametrize("given", ["", "right"])
@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer"])
def test_each_way_of_proving_who_one_is(odd: OddStore, new: Path, monkeypatch: pytest.MonkeyPatch, scheme: str,
                                        given: str) -> None:
    odd.scheme, odd.secret = scheme, SECRET if scheme != "bearer" else "t0ken"
    bearer = scheme == "bearer"
    monkeypatch.setenv(authentication.TOKEN if bearer else authentication.PASSWORD, odd.secret)
    assert not load(odd.root, new, user="" if bearer else "ann", scheme=scheme if given else "").faults
    assert there(odd) == lines_of(new)


def test_a_prompt_where_the_environment_says_nothing(odd: OddStore, new: Path) -> None:
    odd.scheme, odd.secret = "basic", SECRET
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return SECRET

    assert not load(odd.root, new, user="ann", ask=ask).faults
    assert asked == ["password of ann: "]


def test_no_secret_and_nobody_to_ask_is_a_sentence(odd: OddStore, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(Misuse, match="set COPROKG_STORE_PASSWORD"):
        load(odd.root, new, user="ann")
    assert not odd.asked


LEAKS: dict[str, dict[str, Any]] = {
    "wrong": {"secret": "another"}, "forbidden": {"fault": from_(4, 403)}, "error": {"fault": from_(6, 500)},
    "too large": {"fault": from_(5, 413)}, "full": {"fault": from_(5, 507)}, "gone": {"fault": from_(5, CUT)},
    "elsewhere": {"elsewhere": "http://127.0.0.1:9"}, "well": {},
}


@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer", ""])
@pytest.mark.parametrize("leak", LEAKS)
def test_the_secret_is_nowhere_in_what_is_said(new: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
                                               capfd: pytest.CaptureFixture[str], scheme: str, leak: str) -> None:
    """Every error, of a server that sends back what it was sent; in what is printed, raised and logged."""
    caplog.set_level(logging.DEBUG)
    bearer = scheme == "bearer"
    secret = "t0ken" if bearer else SECRET
    monkeypatch.setenv(authentication.TOKEN if bearer else authentication.PASSWORD, secret)
    said = ""
    with OddStore(**{"scheme": scheme or "basic", "secret": secret, **LEAKS[leak]}).serving() as odd:
        try:
            load(odd.root, new, user="" if bearer else "ann", scheme=scheme)
        except Misuse as error:
            said = f"{error} {error!r} {error.__cause__!r}"
    assert bool(said) is (leak != "well")
    everything = said + caplog.text + "".join(capfd.readouterr()) + str(vars(authentication.credentials("" if bearer else "ann", scheme)).keys())
    everything += repr(authentication.credentials("" if bearer else "ann", scheme))
    for shape in (secret, __import__("base64").b64encode(f"ann:{secret}".encode()).decode()):
        assert shape not in everything


def test_nothing_goes_to_another_host(odd: OddStore, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(authentication.PASSWORD, SECRET)
    with OddStore().serving() as other:
        odd.elsewhere = other.root
        with pytest.raises(Misuse, match="sends us to another host") as error:
            load(odd.root, new, user="ann")
        assert other.root in str(error.value)
        assert not other.asked


def test_a_secret_does_not_go_over_plain_http_to_another_machine(new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(authentication.PASSWORD, SECRET)
    called: list[Any] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: called.append(given))
    with pytest.raises(Misuse, match="--plain-http"):
        load("http://store.example.org/", new, user="ann")
    assert not called


# Real stores, the whole graph


def in_(server: servers.Server, release: Path | None, monkeypatch: pytest.MonkeyPatch, **how: Any) -> Report:
    """Load into a real store."""
    if server.password:
        monkeypatch.setenv(authentication.PASSWORD, server.password)
    return load(server.root, release, user=server.user, **how)


@pytest.mark.stores
@pytest.mark.parametrize("start", [servers.virtuoso, servers.fuseki, servers.rdf4j], ids=["virtuoso", "fuseki", "rdf4j"])
def test_real_stores_take_the_whole_graph_in_every_way(start: Any, tmp_path: Path, graph_file: Path, torture: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_build", lambda: graph_file.parent)
    with start(tmp_path) as server:
        for way in WAYS:
            report = in_(server, None, monkeypatch, way=way)
            assert not report.faults
            assert ("graph by graph" if way == "graph-store" or server.name == "virtuoso" else "at once") in report.lines[0]
        with pytest.raises(Misuse, match="leave out --default-graph"):
            in_(server, None, monkeypatch, default_graph=True)
        for path in (server.query, server.update, server.graph_store):
            with opened(path, server.user, server.password) as target:
                found = target.service
            assert (found.query, found.update, found.graph_store) == (server.query, server.update, server.graph_store)
        if server.name == "rdf4j":
            # The server holds one repository: its root is enough. Fuseki without its web pages lists no datasets.
            with opened(server.root.removesuffix(f"/repositories/{servers.NAME}")) as target:
                assert target.service.query.startswith(server.root)
        for way in WAYS:
            assert not in_(server, torture, monkeypatch, way=way, prune=True).faults
        if server.name != "rdf4j":
            monkeypatch.setitem(normalising.RULES, server.name, ())
            assert in_(server, torture, monkeypatch).faults


@pytest.mark.stores
def test_a_store_without_a_union_takes_the_whole_graph_as_one(tmp_path: Path, graph_file: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_build", lambda: graph_file.parent)
    with servers.fuseki(tmp_path, union=False) as server:
        for way in WAYS:
            assert not in_(server, None, monkeypatch, way=way, default_graph=True).faults
        assert "--default-graph" in in_(server, None, monkeypatch).lines[0]


@pytest.mark.stores
@pytest.mark.parametrize("start", [servers.virtuoso, servers.fuseki], ids=["virtuoso", "fuseki"])
def test_a_real_store_that_is_killed_in_the_middle_heals(start: Any, tmp_path: Path, old: Path, new: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    write, written = Target.write, []
    with start(tmp_path) as server:
        in_(server, old, monkeypatch)

        def killing(self: Target, part: Any, graph: str) -> None:
            written.append(graph)
            if len(written) == 3:
                os.kill(server.process.pid, signal.SIGKILL)
                server.process.wait(10)
            write(self, part, graph)

        monkeypatch.setattr(Target, "write", killing)
        with pytest.raises(Misuse, match=r"The load broke off"):
            in_(server, new, monkeypatch)
    monkeypatch.setattr(Target, "write", write)
    for left in tmp_path.glob("virtuoso.lck"):
        left.unlink()
    with start(tmp_path) as server:
        assert not in_(server, new, monkeypatch).faults
        with opened(server.root, server.user, server.password) as target:
            assert target.graphs() == sorted(lines_of(new))
