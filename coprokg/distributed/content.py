"""Make the asserted quads of the content with many workers, as its loaders do in one process: the same lines and faults.

Workers go over the files twice. First each says what its files define, so that all can be told what there is to refer to;
then each validates its files against that and writes their quads, sorted. The Turtle files are the vocabulary of all: they
are read at the beginning, in this process.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ..bibliography.importing import written_aside
from ..folders import root
from ..loading import (
    TURTLE,
    File,
    Loaded,
    Place,
    catalogue_of,
    entries_of,
    graph_iri,
    in_two_graphs,
    load_file,
    load_turtle,
    loaders,
    name_in,
    strays,
)
from ..markers import ONTOLOGY_TERMS, Catalogue
from ..namespaces import COP, RDFS, value
from ..problems import DataFault, Misuse, Problem
from ..records import Source
from ..tabular import read_source
from .engine import Say, Team, silent
from .merging import merged
from .parts import code_print, digest_of, find, found, key_of, making, parts_folder

SIZE = 1_000_000
"""About how many bytes of files one task has."""

_FAULT = b"#"
"""Begins a line of a part that tells of a fault: to N-Quads a comment, and sorted before all quads."""


class Batch(NamedTuple):
    """What one task reads: files with their loaders, in the order of a build."""

    base: str
    code: str
    folder: str
    key: str
    files: list[tuple[str, str]]
    known: str = ""
    subjects: tuple[str, ...] = ()


def write_quads(to: Path, number: int = 0, scheduler: str = "", say: Say = silent, size: int = SIZE) -> int:
    """Write the quads that the files of the content assert, sorted, each once.

    :param to: the file of N-Quads; it is swapped in when it is whole.
    :param number: how many processes of this machine do it; with none, this one alone.
    :param scheduler: the address of the scheduler of a cluster of Dask, in place of processes of this machine.
    :param say: called with a word about how far it has come.
    :param size: about how many bytes of files one task has; the result is the same with any.
    :returns: how many quads there are.
    :raises DataFault: with every problem of every file.
    :raises Misuse: if the workers cannot do it.
    :raises OSError: if the file cannot be written.
    """
    if to.suffix != ".nq":
        raise Misuse(f"--to {to}: what is written is N-Quads; let its name end in .nq")
    base = root().resolve()
    vocabulary, problems = Loaded(), list[Problem]()
    load_turtle(base, vocabulary, problems)
    if problems:
        raise DataFault(problems)
    problems += strays(base)
    with ExitStack() as stack:
        work = stack.enter_context(written_aside(to))
        folder = stack.enter_context(parts_folder(to)).resolve()
        team = Team(stack, number, scheduler, folder, say)
        batches = list(_batches(base, folder, size))
        known = _told(folder, _known(vocabulary, _survey(team, folder, batches, problems)))
        batches = [b._replace(key=key_of("quads", b.key, digest_of(known)), known=str(known)) for b in batches]
        team.run(write, [b for b in batches if find(folder, b.key) is None], "read, batch")
        say("merging")
        parts = [_vocabulary_part(vocabulary, folder), *(found(folder, batch.key) for batch in batches)]
        count, shared = _write_merged(merged(parts, folder), work, problems)
        problems += _clashes(shared, team, batches) if shared else []
        if problems:
            raise DataFault(problems)
        os.replace(work, to)
    return count


def _batches(base: Path, folder: Path, size: int) -> Iterator[Batch]:
    """Yield all files that loaders read, in the order of a build, some together; their key says what is in them."""
    code = code_print(base)
    batch: list[tuple[str, Path]] = []
    every = [(module.__name__.rpartition(".")[2], path) for module in loaders() for path in sorted(base.glob(module.PATTERN))]
    for number, (name, path) in enumerate(every, 1):
        batch.append((name, path))
        if number == len(every) or sum(path.stat().st_size for _, path in batch) >= size:
            key = key_of("content", code, [(n, name_in(p, base), digest_of(p)) for n, p in batch])
            yield Batch(str(base), code, str(folder), key, [(n, str(p)) for n, p in batch])
            batch = []


def _read(batch: Batch, problems: list[Problem]) -> list[File]:
    """Read the files of a batch; what is no file of its kind is left out, and told."""
    base = Path(batch.base)
    if not base.is_dir() or not Path(batch.folder).is_dir():
        raise Misuse(f"a worker does not see {base} and {batch.folder}; both must stand on a file system that all share")
    if code_print(base) != batch.code:
        raise Misuse("a worker has another release of coprokg, of a library or of the content; install the same everywhere")
    modules = {module.__name__.rpartition(".")[2]: module for module in loaders()}
    files = []
    for name, path in batch.files:
        try:
            file = File(modules[name], Path(path), read_source(modules[name], Path(path), name_in(Path(path), base)), [])
        except DataFault as fault:
            problems += fault.problems
            continue
        file.entries = entries_of(file, problems)
        files.append(file)
    return files


def survey(batch: Batch) -> None:
    """Write the part that says what the files of a batch define: a worker's first task."""
    files = _read(batch, [])
    records = catalogue_of(Path(batch.base), files, []).records
    said = {"records": {kind: sorted(names) for kind, names in records.items()},
            "own": [[file.model.kind, slug, [file.loader.__name__.rpartition(".")[2], str(file.path)]]
                    for file in files for slug, *_ in file.entries]}
    with making(Path(batch.folder), key_of("survey", batch.key)) as part:
        part.write(json.dumps(said).encode())


def _survey(team: Team, folder: Path, batches: list[Batch], problems: list[Problem]) -> dict[str, set[str]]:
    """Return what all files define; add the problem of each record that is described twice."""
    keys = [key_of("survey", batch.key) for batch in batches]
    team.run(survey, [b for b, key in zip(batches, keys, strict=True) if find(folder, key) is None], "surveyed, batch")
    records: dict[str, set[str]] = defaultdict(set)
    describe: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key in keys:
        said = json.loads(found(folder, key).read_bytes())
        for kind, names in said["records"].items():
            records[kind].update(names)
        for kind, slug, (loader, path) in said["own"]:
            describe[kind, slug].append((loader, path))
    for files in describe.values():
        if len(files) > 1:
            again = _read(batches[0]._replace(files=list(dict.fromkeys(files))), [])
            catalogue_of(Path(batches[0].base), again, problems)
    return records


def _known(vocabulary: Loaded, records: dict[str, set[str]]) -> dict[str, list[str]]:
    """Return everything that files may refer to, but the concepts."""
    terms = {value(quad.subject).removeprefix(COP) for quad in vocabulary.quads
             if quad.predicate.value == RDFS + "isDefinedBy" and value(quad.subject).startswith(COP)}
    return {kind: sorted(names) for kind, names in sorted((records | {ONTOLOGY_TERMS: terms}).items())}


def _told(folder: Path, known: dict[str, list[str]]) -> Path:
    """Write for all workers to read what there is to refer to."""
    path = folder / "known.json"
    path.write_text(json.dumps(known), encoding="utf-8")
    return path


def _loaded(batch: Batch) -> tuple[Loaded, list[Problem]]:
    """Return the quads of a batch, the places of what they speak of, and the problems of its files."""
    problems: list[Problem] = []
    loaded = Loaded()
    files = _read(batch, problems)
    catalogue = Catalogue(catalogue_of(Path(batch.base), [], []).concepts)
    known = json.loads(Path(batch.known).read_text(encoding="utf-8"))
    catalogue.records.update({kind: set(names) for kind, names in known.items()})
    for file in files:
        problems += load_file(file, catalogue, loaded)
    return loaded, problems


def write(batch: Batch) -> None:
    """Write the part with the faults of a batch and its quads, sorted: a worker's second task."""
    loaded, problems = _loaded(batch)
    lines = [_FAULT + json.dumps(problem).encode() + b"\n" for problem in problems]
    with making(Path(batch.folder), batch.key) as part:
        for line in sorted({*lines, *_lines(loaded)}):
            part.write(line)


def _lines(loaded: Loaded) -> list[bytes]:
    return (ox.serialize(loaded.quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def _vocabulary_part(vocabulary: Loaded, folder: Path) -> Path:
    """Write the quads of the Turtle files."""
    path = folder / "vocabulary.nq"
    path.write_bytes(b"".join(sorted(set(_lines(vocabulary)))))
    return path


def _write_merged(lines: Iterator[bytes], work: Path, problems: list[Problem]) -> tuple[int, list[bytes]]:
    """Write the quads; return how many there are, and those whose triple stands in another graph too."""
    count, shared = 0, []
    before, triple_before = b"", b""
    with work.open("wb") as out:
        for line in lines:
            if line.startswith(_FAULT):
                problems.append(Problem(*json.loads(line.removeprefix(_FAULT))))
                continue
            # In a sorted file the lines of one triple follow one another.
            triple = line[: line.rindex(b" <")]
            if triple == triple_before:
                shared += [before, line]
            before, triple_before = line, triple
            count += 1
            out.write(line)
        out.flush()
        os.fsync(out.fileno())
    return count, list(dict.fromkeys(shared))


def _clashes(shared: list[bytes], team: Team, batches: list[Batch]) -> list[Problem]:
    """Return what loading in one process says of triples that stand in two graphs: it is given them in its order."""
    order = [graph_iri(name).value for name in TURTLE]
    modules = {module.__name__.rpartition(".")[2]: module for module in loaders()}
    order += [File(modules[name], Path(path), Source(path, {}), []).graph.value for b in batches for name, path in b.files]
    rank = {graph: place for place, graph in reversed(list(enumerate(order)))}
    quads = sorted(ox.parse(b"".join(shared), format=ox.RdfFormat.N_QUADS), key=lambda q: rank[value(q.graph_name)])
    subjects = tuple(dict.fromkeys(value(quad.subject) for quad in quads))
    places: dict[tuple[str, str], Place] = {}
    for found_there in team.run(locate, [b._replace(subjects=subjects) for b in batches], "searched, batch"):
        for subject, place in found_there.items():
            places.setdefault((subject, ""), place)
    return in_two_graphs(Loaded(quads, places))


def locate(batch: Batch) -> dict[str, Place]:
    """Return where the files of a batch describe some subjects: a worker's task where a triple stands in two graphs."""
    loaded, _ = _loaded(batch)
    return {subject: place for subject in batch.subjects if (place := loaded.place(subject))}
