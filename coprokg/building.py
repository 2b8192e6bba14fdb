"""Build the graph: sources to quads, rules, reasoner, checks, files; then swap it in whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from . import __version__, builds, imported, library
from .asking import CLASS
from .checking import check_store
from .cubes import add_cube, data_sets
from .folders import root
from .freshness import fingerprint
from .loading import Loaded, concepts, graph_iri, load
from .namespaces import BASE, COP, RDF, RDFS, value
from .problems import DataFault, Misuse, Problem
from .reasoning import about_our_data, apply_rules, closure, inconsistencies, reasoner_input

INFERRED = graph_iri("inferred")
ONTOLOGY = graph_iri("ontology")
Say = Callable[[str], None]


def silent(message: str) -> None:
    """Say nothing: the default for progress."""


def assemble(
    base: Path | None = None, say: Say = silent, only: set[Path] | None = None, shelf: library.Library | None = None
) -> tuple[ox.Store, Loaded]:
    """Load, derive and reason, in memory.

    :param base: the folder that holds the content folders; the project's own by default.
    :param say: called with a word about each step.
    :param only: tell the faults of these files alone.
    :param shelf: the saved questions, if they have been read.
    :returns: the store, with what is inferred in a graph of its own, and the places of all facts.
    :raises DataFault: if a file is faulty, or the whole is inconsistent.
    """
    base = base or root()
    say("reading the sources")
    loaded = load(base, only)
    library.add(loaded, shelf or library.read(base))
    store = ox.Store()
    store.extend(loaded.quads)
    faults: list[Problem] = []
    for node, what in derive(store, base, say):
        faults.append(_contradiction(loaded, node, what))
    if faults:
        raise DataFault(faults)
    return store, loaded


def derive(store: ox.Store, base: Path, say: Say = silent) -> list[tuple[str, str]]:
    """Add to a store of asserted quads what follows from them: what is inferred, and the cube that counts it.

    :param store: the store; it is changed.
    :param base: the folder that holds the content folders, for its rules.
    :param say: called with a word about each step.
    :returns: the contradictions found, as the node's IRI and a sentence.
    """
    say("deriving plain triples from statements")
    apply_rules(store, sorted(base.glob("queries/rules/*.rq")), INFERRED)
    say("reasoning (OWL 2 RL)")
    given = list(reasoner_input(store, ONTOLOGY))
    inferred = closure(given)
    for triple in about_our_data(inferred):
        if next(store.quads_for_pattern(*triple, None), None) is None:
            store.add(ox.Quad(*triple, INFERRED))
    say("making the cube of the comparison")
    add_cube(store, base)
    return inconsistencies(given, inferred)


def _contradiction(loaded: Loaded, node: str, what: str) -> Problem:
    place = loaded.place(node)
    return Problem(place.file if place else node, place.line if place else 0, place.field if place else "",
                   f"contradiction: {node} {what}", "keep one of the two values", "ontology/README.md")


def build(say: Say = silent) -> Path:
    """Build the graph from the sources, check it, and make it the current build.

    :param say: called with a word about each step.
    :returns: the folder of the new build.
    :raises DataFault: if the data is faulty; the last good build stays as it was.
    :raises Misuse: if somebody else removed the build meanwhile.
    """
    print_of_sources = fingerprint()
    base = root()
    shelf = library.read(base)
    store, loaded = assemble(base, say, shelf=shelf)
    say("checking")
    problems = [p for p in check_store(store, loaded, base) if p.severity == "violation"]
    problems += imported.faults(base)
    if problems:
        raise DataFault(problems)
    say("writing")
    with builds.new_build() as folder:
        write_graph(store, folder / builds.GRAPH)
        imported.append(base, folder / builds.GRAPH)
        _write_store(folder)
        (folder / builds.SOURCES).write_text(print_of_sources + "\n", encoding="utf-8")
        (folder / builds.CATALOGUE).write_text(
            json.dumps({"version": __version__, "questions": library.with_caveats(shelf, store),
                        "values": values(store, base, shelf.questions) | library.values(shelf.known) | data_sets(store),
                        "competency": {name: one.asks for name, one in shelf.known.competency.items()}},
                       ensure_ascii=False), encoding="utf-8")
    # Not the current one: another build may have been named since.
    made = builds.finished(folder)
    if not builds.whole(made):
        raise Misuse("the build was removed while it was made; run `coprokg build` again")
    return made


def write_graph(store: ox.Store, path: Path) -> None:
    """Write all quads, sorted, so that two builds of the same sources are the same bytes."""
    lines = sorted((ox.serialize(store, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    path.write_bytes(b"".join(lines))


def _write_store(folder: Path) -> None:
    disk = ox.Store(str(folder / builds.STORE))
    disk.bulk_load(path=str(folder / builds.GRAPH), format=ox.RdfFormat.N_QUADS)
    disk.optimize()
    disk.flush()
    del disk


def values(store: ox.Store, base: Path, questions: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return what a parameter may be: for each vocabulary, kind of record and class, value -> label."""
    found: dict[str, dict[str, str]] = {f"vocab/{scheme}": labels for scheme, labels in concepts(base).items()}
    label, kind = ox.NamedNode(RDFS + "label"), ox.NamedNode(RDF + "type")
    for quad in store.quads_for_pattern(None, kind, None, None):
        subject = value(quad.subject)
        if not (subject.startswith(BASE) and value(quad.object).startswith(COP)):
            continue
        parts = subject.removeprefix(BASE).split("/")
        if len(parts) == 2 and parts[0] != "vocab":
            name = next((value(q.object) for q in store.quads_for_pattern(quad.subject, label, None, None)), "")
            found.setdefault(parts[0], {})[parts[1]] = name
    if more := imported.names(base):
        found.setdefault("work", {}).update(more)
    wanted = {p["values"] for q in questions.values() for p in q["parameters"].values() if p["values"]}
    for kind_of in (name for name in wanted if name.startswith(CLASS)):
        found[kind_of] = _classes(store, kind_of.removeprefix(CLASS))
    return found


def _classes(store: ox.Store, name: str) -> dict[str, str]:
    """Return local name -> label of the subclasses of a class of the ontology, at any depth."""
    rows = store.query(f"""
        SELECT ?class ?label WHERE {{
          ?class <{RDFS}subClassOf>+ <{COP}{name}> ; <{RDFS}label> ?label .
          FILTER(LANGMATCHES(LANG(?label), "en")) }}""", use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    return {row["class"].value.removeprefix(COP): row["label"].value for row in rows}


def statistics(store: ox.Store) -> dict[str, Any]:
    """Return how many quads a store holds, and in how many graphs."""
    return {"quads": len(store), "graphs": len(list(store.named_graphs()))}
