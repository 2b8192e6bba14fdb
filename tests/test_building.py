"""The build: the same bytes each time, swapped in whole, made again when and only when it must be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from coprokg import building, builds
from coprokg.asking import Graph
from coprokg.freshness import fingerprint
from coprokg.loading import Loaded, load
from coprokg.namespaces import BASE, COP, OWL, RDF
from tests.support import (
    CASE,
    CASE_FILE,
    assert_same_graph,
    coprokg,
    copy_content,
    edit,
    files_of,
    python,
)

TITLE, NEW_TITLE = "A made-up village bus", "A made-up village tram"
MAY_HAVE_BLANK_NODES = {f"{BASE}graph/ontology", f"{BASE}graph/shapes"}


def title() -> str:
    """Return what the current build calls the case: whether it is the old one or the new."""
    build = builds.current()
    assert build is not None, "no build is served"
    answer = Graph(build).ask("phase-types")
    assert len(answer.rows) == 2, "the build does not answer in full"
    return str(answer.rows[0][0].value)


def current_name() -> str:
    """Return the folder name of the current build."""
    build = builds.current()
    assert build is not None, "no build is served"
    return build.name


@pytest.fixture
def fresh(content: Path, made_up: Path) -> Path:
    """Give a copy of the content with a build that is up to date."""
    shutil.copytree(made_up / "build", content / "build")
    (content / "build" / current_name() / builds.SOURCES).write_text(fingerprint(), encoding="utf-8")
    return content


@pytest.fixture
def built(fresh: Path) -> Path:
    """Give a built copy of the content whose case has since got another title."""
    edit(fresh, f"title: {TITLE}", f"title: {NEW_TITLE}")
    return fresh


@pytest.fixture(scope="module")
def assembled(made_up: Path) -> tuple[ox.Store, Loaded]:
    """Give what is written in a build, assembled once."""
    return building.assemble(made_up)


@pytest.fixture
def quick(assembled: tuple[ox.Store, Loaded], monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the reading and reasoning of tests that are about the writing."""
    monkeypatch.setattr(building, "assemble", lambda *_, **__: assembled)


# The same bytes


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    """In processes that hash text differently, from sources in different places."""
    made = []
    for seed in ("1", "2"):
        copy = copy_content(tmp_path / f"from-{seed}")
        place = {"COPROKG_CONTENT": str(copy), "COPROKG_BUILD": str(tmp_path / seed), "PYTHONHASHSEED": seed}
        done = python("-m", "coprokg", "build", environment=place)
        assert done.returncode == 0, done.stderr
        name = (tmp_path / seed / builds.POINTER).read_text().strip()
        made.append((tmp_path / seed / name / builds.GRAPH).read_bytes().splitlines())
    first, second = made
    assert first == sorted(first), "the quads are not sorted"
    assert len(first) == len(set(first)), "a quad is written twice"
    only = [line.decode() for line in (set(first) ^ set(second))]
    assert first == second, f"the builds differ: {only[:5]}"


def test_the_store_holds_what_the_file_holds(made_up: Path, on_made_up: Path) -> None:
    build = builds.current()
    assert build is not None
    from_file = ox.Store()
    from_file.bulk_load(path=str(build / builds.GRAPH), format=ox.RdfFormat.N_QUADS)
    assert canonical(ox.Store.read_only(str(build / builds.STORE))) == canonical(from_file)


def canonical(store: ox.Store) -> set[str]:
    """Return the quads of a store with canonical labels."""
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def test_what_a_case_file_becomes(on_made_up: Path) -> None:
    loaded = load()
    nodes = {f"{CASE}/{part}" for part in ("sector/infrastructure", "passage/a-bus", "passage/a-bus/quote")}
    assert_same_graph([quad for quad in loaded.quads if getattr(quad.subject, "value", "") in nodes], f"""
        @prefix : <{CASE}/> .
        @prefix cop: <{COP}> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix coprokg: <{BASE}> .
        <{CASE}/sector/infrastructure> a cop:SectorAssignment ; rdfs:label "infrastructure"@en ;
            cop:record <{CASE}> ; cop:sector <{BASE}vocab/sector/infrastructure-sector> ;
            cop:support <{BASE}vocab/support/states> ; cop:certainty <{BASE}vocab/certainty/firm> ;
            cop:evidence <{CASE}/passage/a-bus> .
        <{CASE}/passage/a-bus> a cop:Passage , oa:SpecificResource ; rdfs:label "a bus"@en ;
            cop:record <{CASE}> ; oa:hasSource <{BASE}edition/bovaird-2007-par> ;
            cop:section <{BASE}edition/bovaird-2007-par/section/introduction> ; cop:page 846 ;
            oa:hasSelector <{CASE}/passage/a-bus/quote> .
        <{CASE}/passage/a-bus/quote> a oa:TextQuoteSelector ; oa:exact "a bus line" .
    """)


def test_numbers_are_written_as_stores_keep_them(on_made_up: Path) -> None:
    build = builds.current()
    assert build is not None
    lines = (build / builds.GRAPH).read_text(encoding="utf-8").splitlines()
    value = [line for line in lines if line.startswith(f"<{CASE}/quantity/passengers> <{COP}value>")]
    assert [line.split(" ")[2] for line in value] == ['"120.5"^^<http://www.w3.org/2001/XMLSchema#decimal>']


# One graph for each triple, and names for all nodes


def test_a_triple_in_two_graphs_is_refused(content: Path) -> None:
    (content / "ontology/alignments/twice.ttl").write_text(
        f'<{COP}Case> <http://www.w3.org/2000/01/rdf-schema#label> "case"@en .\n', encoding="utf-8")
    done = coprokg("build")
    assert done.code == 1, done.out
    graphs = sorted([f"{BASE}graph/alignments", f"{BASE}graph/ontology"],
                    key=lambda graph: not done.err.startswith(graph))
    assert done.err.splitlines()[0] == (
        f"{graphs[0]}: the triple <{COP}Case> <http://www.w3.org/2000/01/rdf-schema#label>"
        f' "case"@en stands in {graphs[1]} too; say it in one file only (data/README.md)')


def test_each_triple_stands_in_one_graph(graph: ox.Store) -> None:
    graphs: dict[object, set[str]] = {}
    for quad in graph:
        graphs.setdefault(quad.triple, set()).add(str(quad.graph_name))
    twice = {str(triple): names for triple, names in graphs.items() if len(names) > 1}
    assert not twice


def test_no_blank_node_and_no_list_in_data(graph: ox.Store) -> None:
    """In the ontology and the shapes they stay where OWL and SHACL need them."""
    lists = {RDF + name for name in ("first", "rest", "List")}
    found = [str(quad) for quad in graph if graph_name(quad) not in MAY_HAVE_BLANK_NODES and (
        isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
        or quad.predicate.value in lists or getattr(quad.object, "value", "") in lists)]
    assert not found, f"{len(found)} quads, such as {found[:3]}"


def test_every_term_of_ours_is_declared(graph: ox.Store) -> None:
    kinds = {OWL + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    ontology = ox.NamedNode(f"{BASE}graph/ontology")
    declared = {quad.subject for quad in graph.quads_for_pattern(None, None, None, ontology)
                if getattr(quad.object, "value", "") in kinds}
    used = {term for quad in graph if graph_name(quad) not in MAY_HAVE_BLANK_NODES
            for term in (quad.predicate, quad.object)
            if isinstance(term, ox.NamedNode) and term.value.startswith(COP)}
    assert used, "the data uses no term of ours"
    assert sorted(map(str, used - declared)) == []


def graph_name(quad: ox.Quad) -> str:
    """Return the IRI of the graph of a quad: none is in the default graph."""
    assert isinstance(quad.graph_name, ox.NamedNode), f"{quad} is in no named graph"
    return quad.graph_name.value


# Swapped in whole

KILLED = {
    "before anything is written": "building.write_graph = die",
    "in the middle of the quads": "building.write_graph = lambda store, path: (path.write_text('<a'), die())",
    "in the middle of the store": "building._write_store = lambda folder: ((folder / 'store').mkdir(), die())",
    "between the two renames": "replace = os.replace\nos.replace = lambda a, b: (replace(a, b), die())",
}
SCRIPT = """
import os, signal
from coprokg import building, builds
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
{}
building.build()
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", KILLED)
def test_a_build_that_is_killed_leaves_the_old_one(built: Path, moment: str) -> None:
    before = current_name()
    done = python("-c", SCRIPT.format(KILLED[moment]))
    assert done.returncode == -9, f"the build was not killed: {done.stderr}"
    assert (current_name(), title()) == (before, TITLE)
    assert coprokg("ask", "phase-types").out.count(NEW_TITLE) == 2, "the next command does not build anew"


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_a_build_that_is_killed_at_its_end_leaves_the_new_one(built: Path) -> None:
    before = current_name()
    assert python("-c", SCRIPT.format("builds._tidy = die")).returncode == -9
    assert current_name() != before
    assert title() == NEW_TITLE


@pytest.mark.parametrize("after", [0, 2, 8])
def test_a_build_that_is_killed_at_any_moment(built: Path, after: int) -> None:
    """Killed once it has begun to write, some thousand looks at its folder later."""
    process = subprocess.Popen([sys.executable, "-m", "coprokg", "build"], cwd=Path(__file__).parents[1],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not list((built / "build").glob(".unfinished-*")):
        pass
    for _ in range(after * 1000):
        (built / "build" / builds.POINTER).exists()
    process.kill()
    process.wait()
    assert title() in (TITLE, NEW_TITLE)
    assert coprokg("ask", "phase-types").out.count(NEW_TITLE) == 2


def fail(*_: object, **__: object) -> None:
    """Stand for a disk that is full."""
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("module", "name"), [
    (building, "write_graph"), (building, "_write_store"), (building, "values"),
    (builds, "sync"), (builds, "_sync_file"),
])
def test_a_build_that_fails_leaves_the_old_one_and_nothing_else(
        built: Path, quick: None, monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    before = files_of(built / "build")
    monkeypatch.setattr(module, name, fail)
    done = coprokg("build")
    assert (done.code, done.err) == (2, "coprokg: No space left on device\n")
    assert files_of(built / "build") == before
    assert title() == TITLE


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_rename_that_fails_leaves_the_old_build(
        built: Path, quick: None, call: int, error: BaseException) -> None:
    calls = []
    replace = os.replace

    def broken(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == call:
            raise error
        replace(source, target)

    before = current_name()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(type(error)):
        patch.setattr(os, "replace", broken)
        building.build()
    assert len(calls) == call
    assert (current_name(), title()) == (before, TITLE)


def test_two_builds_at_once(built: Path) -> None:
    command = [sys.executable, "-m", "coprokg", "build"]
    both = [subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert title() == NEW_TITLE
    assert not list((built / "build").glob(".unfinished-*"))
    names = {out.split(" in ")[1].strip().split("/")[-2] for out, _ in ends}
    made = [files_of(built / "build" / name)[builds.GRAPH] for name in names]
    assert len(made) == 2 and made[0] == made[1]


def test_who_reads_an_older_build_goes_on_reading_it(fresh: Path, quick: None) -> None:
    build = builds.current()
    assert build is not None
    reader = Graph(build)
    for _ in range(3):
        building.build()
    assert current_name() != build.name
    assert len(reader.ask("phase-types").rows) == 2


def age(path: Path, seconds: int) -> None:
    """Make a file or folder as old as given."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_old_builds_are_removed_and_young_ones_stay(content: Path, quick: None) -> None:
    names = [building.build().name for _ in range(4)]
    folder = content / "build"
    for number, name in enumerate(names):
        age(folder / name, 3600 if number < 2 else 0)
    for name, seconds in ((".unfinished-old", 7 * 3600), (".unfinished-new", 0), ("current.old", 7 * 3600)):
        (folder / name).mkdir() if name.startswith(".") else (folder / name).touch()
        age(folder / name, seconds)
    names.append(building.build().name)
    assert {path.name for path in folder.iterdir()} == {*names[2:], ".unfinished-new", builds.POINTER}


def test_the_build_that_is_named_is_not_removed_for_its_age(content: Path, quick: None) -> None:
    first = building.build()
    for number in range(3):
        shutil.copytree(first, content / "build" / f"{first.name}-{number}")
    age(first, 3600)
    builds._tidy(content / "build")
    assert builds.current() == first


# What is damaged is never served


def test_there_is_no_build_at_first(content: Path) -> None:
    assert builds.current() is None
    assert coprokg("ask", "phase-types").out.count(TITLE) == 2


def test_an_unfinished_build_is_never_served(content: Path, quick: None) -> None:
    building.build().rename(content / "build/.unfinished-1")
    for pointer in ("", ".unfinished-1"):
        (content / "build" / builds.POINTER).write_text(pointer, encoding="utf-8")
        assert builds.current() is None


def empty(folder: Path) -> None:
    """Remove every file of a folder."""
    for path in folder.iterdir():
        path.unlink()


def keep_half(path: Path) -> None:
    """Cut a file in the middle."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGE: dict[str, Callable[[Path], object]] = {
    "what it was made from is gone": lambda build: (build / builds.SOURCES).unlink(),
    "the folder is gone": shutil.rmtree,
    "the catalogue is gone": lambda build: (build / builds.CATALOGUE).unlink(),
    "the catalogue is cut": lambda build: keep_half(build / builds.CATALOGUE),
    "the catalogue is of another kind": lambda build: (build / builds.CATALOGUE).write_text("[]"),
    "the store is gone": lambda build: shutil.rmtree(build / builds.STORE),
    "the store is empty": lambda build: empty(build / builds.STORE),
    "a part of the store is gone": lambda build: next((build / builds.STORE).glob("*.sst")).unlink(),
    "a part of the store is cut": lambda build: keep_half(next((build / builds.STORE).glob("*.sst"))),
    "the pointer is empty": lambda build: (build.parent / builds.POINTER).write_text(""),
    "the pointer is no text": lambda build: (build.parent / builds.POINTER).write_bytes(b"\xff\xfe"),
    "the pointer leads elsewhere": lambda build: (build.parent / builds.POINTER).write_text("../content"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_build_is_made_again(fresh: Path, quick: None, kind: str) -> None:
    before = current_name()
    assert coprokg("ask", "phase-types").code == 0
    assert current_name() == before, "the build was made again before it was damaged"
    DAMAGE[kind](fresh / "build" / before)
    done = coprokg("ask", "phase-types")
    assert (done.code, done.out.count(TITLE), done.err.splitlines()[:1]) == (0, 2, ["n: 2 rows"])
    assert current_name() != before


# Made again when and only when it must be


def test_what_has_not_changed_is_not_built_again(fresh: Path) -> None:
    before = current_name()
    for command in (["ask", "phase-types"], ["questions"], ["show", "village-bus"], ["explain", "village-bus"]):
        assert coprokg(*command).code == 0
        assert current_name() == before, command
    assert [path.name for path in (fresh / "build").iterdir() if path.is_dir()] == [before]


def test_what_has_changed_is_built_again(built: Path) -> None:
    before = current_name()
    assert coprokg("ask", "phase-types").out.count(NEW_TITLE) == 2
    assert current_name() != before


CHANGES: dict[str, Callable[[Path], object]] = {
    "a case written": lambda content: edit(content, TITLE, NEW_TITLE),
    "a case written at the same length": lambda content: edit(content, TITLE, TITLE.upper()),
    "a case added": lambda content: shutil.copy(content / CASE_FILE, content / "data/cases/xx-other.yaml"),
    "a case removed": lambda content: (content / CASE_FILE).unlink(),
    "a case renamed": lambda content: (content / CASE_FILE).rename(content / "data/cases/xx-other.yaml"),
    "a vocabulary added": lambda content: (content / "ontology/vocabularies/new.ttl").touch(),
    "a shape added": lambda content: (content / "ontology/shapes/new.ttl").touch(),
    "a query removed": lambda content: (content / "queries/phases/phase-modes.rq").unlink(),
    "a rule added": lambda content: (content / "queries/rules/new.rq").touch(),
    "a loader added": lambda content: (content / "loaders/new.py").touch(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_sources_is_seen(content: Path, change: str) -> None:
    before = fingerprint()
    assert fingerprint() == before
    CHANGES[change](content)
    assert fingerprint() != before


def test_what_machines_write_is_no_change(content: Path) -> None:
    before = fingerprint()
    for name in ("data/.cases.yaml.swp", "loaders/__pycache__/x.py", "data/cases/notes.txt", ".git/x.yaml"):
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).touch()
    assert fingerprint() == before
