"""Find the loaders, run each over the files it reads, and give every file its named graph."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox

from .folders import root
from .imported import PATTERN as IMPORTED
from .mapping import Fact, Record, facts, kinds, shapes
from .markers import ONTOLOGY_TERMS, Catalogue
from .namespaces import BASE, COP, RDFS, SKOS, value
from .problems import DataFault, Problem
from .reading import KEY, definitions, validate
from .records import Path_, Source
from .tabular import read_source, slug_of

TURTLE = {
    "ontology": ("ontology/coproduction.ttl", "ontology/modules/*.ttl"),
    "vocabularies": ("ontology/vocabularies/*.ttl",),
    "alignments": ("ontology/alignments/*.ttl",),
    "shapes": ("ontology/shapes/*.ttl",),
}
"""The graphs whose sources are Turtle already."""

NO_RECORDS = ("data/release.yaml",)
"""Files among the data that describe the whole, and hold no record for a loader."""


@dataclass
class Place:
    """Where a fact stands: its file and line, and the field."""

    file: str
    line: int
    field: str


@dataclass
class Loaded:
    """All asserted quads, and the place of each subject and of each of its properties."""

    quads: list[ox.Quad] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    def place(self, subject: str, predicate: str = "") -> Place | None:
        """Return where a node, or one of its properties, was written."""
        return self.places.get((subject, predicate)) or self.places.get((subject, ""))


@dataclass
class File:
    """A file as read, with the records in it."""

    loader: ModuleType
    path: Path
    source: Source
    entries: list[tuple[str, Any, Path_]]

    @property
    def model(self) -> type[Record]:
        model: type[Record] = self.loader.MODEL
        return model

    def iri(self, slug: str) -> str:
        return f"{BASE}{self.model.kind}/{slug}"

    @property
    def graph(self) -> ox.NamedNode:
        inside = self.path.relative_to(self.path.parents[len(self.loader.PATTERN.split("/")) - 1])
        return graph_iri("/".join((*inside.parent.parts[1:], self.slug)))

    @property
    def slug(self) -> str:
        return slug_of(self.path, self.loader.PATTERN)


def graph_iri(source: str) -> ox.NamedNode:
    """Return the IRI of the named graph of a source.

    >>> graph_iri("cases/x").value
    'https://w3id.org/coprokg/graph/cases/x'
    """
    return ox.NamedNode(f"{BASE}graph/{source}")


def loaders() -> list[ModuleType]:
    """Return the loader modules, found by listing their folder.

    >>> "cases" in [module.__name__.rsplit(".", 1)[-1] for module in loaders()]
    True
    """
    package = importlib.import_module("coprokg.loaders")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))
    return [importlib.import_module(f"coprokg.loaders.{name}") for name in names]


def loader_for(path: Path, base: Path) -> ModuleType | None:
    """Return the loader that reads a file, or None."""
    return next((m for m in loaders() if path in set(base.glob(m.PATTERN))), None)


def source_files(base: Path | None = None) -> list[Path]:
    """Return every file that a build reads, sorted.

    :param base: the folder that holds the content folders; the project's own by default.
    """
    base = base or root()
    patterns = [m.PATTERN for m in loaders()] + [p for ps in TURTLE.values() for p in ps]
    patterns += ["ontology/prefixes.ttl", "queries/**/*.rq", "queries/*.yaml", IMPORTED]
    return sorted({path for pattern in patterns for path in base.glob(pattern)})


def load(base: Path | None = None, only: set[Path] | None = None) -> Loaded:
    """Read, validate and turn into quads everything that the loaders and Turtle files hold.

    :param base: the folder that holds the content folders; the project's own by default.
    :param only: report the problems of these files alone (all files are read all the same).
    :raises DataFault: with every problem of every file.
    """
    base = base or root()
    loaded = Loaded()
    problems: list[Problem] = []
    load_turtle(base, loaded, problems)
    if problems:
        raise DataFault(problems)
    problems += strays(base)
    files = _read_files(base, problems)
    catalogue = catalogue_of(base, files, problems)
    catalogue.records[ONTOLOGY_TERMS] = {
        value(quad.subject).removeprefix(COP) for quad in loaded.quads
        if quad.predicate.value == RDFS + "isDefinedBy" and value(quad.subject).startswith(COP)}
    for file in files:
        problems += load_file(file, catalogue, loaded)
    problems += in_two_graphs(loaded)
    if only is not None:
        names = {name_in(path, base) for path in only}
        problems = [p for p in problems if p.file in names]
    if problems:
        raise DataFault(problems)
    return loaded


def name_in(path: Path, base: Path) -> str:
    try:
        return path.resolve().relative_to(base.resolve()).as_posix()
    except ValueError:
        return str(path)


def strays(base: Path) -> list[Problem]:
    """Return the files under ``data/`` that no loader reads: a case that is never read is lost in silence."""
    read = {path for module in loaders() for path in base.glob(module.PATTERN)} | {base / name for name in NO_RECORDS}
    found = sorted(path for suffix in ("yaml", "yml", "tsv") for path in base.glob(f"data/**/*.{suffix}"))
    return [Problem(name_in(path, base), 0, "", "no loader reads this file",
                    "put it where data/README.md says, with the ending that it says")
            for path in found if path not in read]


def _read_files(base: Path, problems: list[Problem]) -> list[File]:
    files = []
    for loader in loaders():
        for path in sorted(base.glob(loader.PATTERN)):
            try:
                source = read_source(loader, path, name_in(path, base))
            except DataFault as fault:
                problems += fault.problems
                continue
            file = File(loader, path, source, [])
            file.entries = entries_of(file, problems)
            files.append(file)
    return files


def entries_of(file: File, problems: list[Problem]) -> list[tuple[str, Any, Path_]]:
    data = file.source.data
    if not isinstance(data, dict):
        problems.append(Problem(file.source.name, 1, "", "the file is not a map of fields",
                                "begin it with `title:` or a key, as the other files of its folder do"))
        return []
    if getattr(file.loader, "MANY", False):
        entries: list[tuple[str, Any, Path_]] = [(slug, raw, (slug,)) for slug, raw in data.items()]
    else:
        entries = [(file.slug, data, ())]
    for slug, _, path in entries:
        if not _fit(slug):
            problems.append(Problem(file.source.name, file.source.line(path), slug,
                                    f"{slug!r} cannot be part of an IRI",
                                    "use lower-case letters, digits and single hyphens"))
    return [entry for entry in entries if _fit(entry[0])]


def _fit(slug: str) -> bool:
    return bool(KEY.fullmatch(slug))


def catalogue_of(base: Path, files: list[File], problems: list[Problem]) -> Catalogue:
    """Return what files may refer to: the concepts of the vocabularies, and one another's records."""
    catalogue = Catalogue(concepts(base))
    for file in files:
        slugs = catalogue.records.setdefault(file.model.kind, set())
        for slug, raw, path in file.entries:
            if slug in slugs:
                problems.append(Problem(file.source.name, file.source.line(path), slug,
                                        f"{file.model.kind} {slug!r} is described twice",
                                        "merge the two, or give one another key"))
            slugs.add(slug)
            for found in definitions(file.model, raw, file.iri(slug)):
                part = f"{file.model.kind}/{found.kinds[0]}"
                catalogue.records.setdefault(part, set()).add(f"{slug}/{found.key}")
    return catalogue


def concepts(base: Path | None = None) -> dict[str, dict[str, str]]:
    """Return scheme -> concept -> English label, from ``ontology/vocabularies/``.

    :raises DataFault: if one of them is no Turtle.
    """
    base = base or root()
    start = BASE + "vocab/"
    answer: dict[str, dict[str, str]] = {}
    for path in sorted(base.glob("ontology/vocabularies/*.ttl")):
        for triple in _turtle(path, base):
            if (triple.predicate.value == SKOS + "prefLabel" and triple.subject.value.startswith(start)
                    and isinstance(triple.object, ox.Literal)):
                scheme, _, slug = triple.subject.value.removeprefix(start).partition("/")
                if slug and triple.object.language in (None, "en"):
                    answer.setdefault(scheme, {})[slug] = triple.object.value
    return answer


def load_file(file: File, catalogue: Catalogue, loaded: Loaded) -> list[Problem]:
    problems: list[Problem] = []
    graph = file.graph if file.entries else None
    for slug, raw, path in file.entries:
        iri = file.iri(slug)
        record, inner, found = validate(file.model, raw, iri, file.source, catalogue, path)
        problems += found
        if record is None:
            continue
        for fact in facts(record, iri, inner):
            loaded.quads.append(ox.Quad(fact.subject, fact.predicate, fact.object, graph))
            _remember(fact, file.source, path, loaded, own=f"{fact.subject.value}/".startswith(f"{iri}/"))
    return problems


def _remember(fact: Fact, source: Source, path: Path_, loaded: Loaded, *, own: bool) -> None:
    """Keep where a fact was written; a node itself stands where it is described, not where another file speaks of it."""
    full = (*path, *fact.path)
    place = Place(source.name, source.line(full), ".".join(map(str, full)))
    if own:
        loaded.places.setdefault((fact.subject.value, ""), place)
    loaded.places.setdefault((fact.subject.value, fact.predicate.value), place)


def load_turtle(base: Path, loaded: Loaded, problems: list[Problem]) -> None:
    """Read the Turtle files; label their blank nodes canonically, over all graphs at once.

    Within one dataset a blank node's label means the same node in every graph: labelled graph by
    graph, two nodes that have nothing in common would become one.
    """
    dataset = ox.Dataset()
    for name, patterns in TURTLE.items():
        graph = graph_iri(name)
        for path in (path for pattern in patterns for path in sorted(base.glob(pattern))):
            try:
                for triple in _turtle(path, base):
                    dataset.add(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
            except DataFault as fault:
                problems += fault.problems
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    loaded.quads.extend(dataset)


def _turtle(path: Path, base: Path) -> Iterator[Any]:
    """Yield the triples of a Turtle file.

    :raises DataFault: where it is no Turtle.
    """
    try:
        yield from ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    except (SyntaxError, ValueError, OSError) as error:
        why = getattr(error, "strerror", None) or error.args[0]
        raise DataFault([Problem(name_in(path, base), getattr(error, "lineno", None) or 1, "",
                                 f"not readable as Turtle: {why}", "mend the line", "ontology/README.md")]) from None


def in_two_graphs(loaded: Loaded) -> list[Problem]:
    """Refuse a triple that stands in two graphs: a node is described by the file that defines it."""
    seen: dict[tuple[Any, Any, Any], str] = {}
    problems = []
    for quad in loaded.quads:
        triple = (quad.subject, quad.predicate, quad.object)
        graph = value(quad.graph_name)
        other = seen.setdefault(triple, graph)
        if other != graph:
            place = loaded.place(value(quad.subject))
            problems.append(Problem(place.file if place else graph, place.line if place else 0, "",
                                    f"the triple {quad.subject} {quad.predicate} {quad.object}"
                                    f" stands in {other} too", "say it in one file only"))
    return problems


__all__ = ["Loaded", "Place", "catalogue_of", "concepts", "graph_iri", "kinds", "load",
           "loader_for", "loaders", "shapes", "source_files"]
