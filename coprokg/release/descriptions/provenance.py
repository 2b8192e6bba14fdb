"""Where the graph comes from, in PROV-O: files, loaders, rules, reasoner, and what each made.

Nothing is said that the sources do not fix: no clock, no machine, no versions of libraries. The times are the first
moment of the day of the release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import pyoxigraph as ox

from ... import imported, loading
from ...cubes import RULES as CUBE_RULES
from ...namespaces import XSD
from ...tabular import slug_of
from ..files import Made, Written
from ..metadata import Metadata
from ..source import Source
from .contents import Contents, contents, subset
from .void import WHOLES
from .works import address, works
from .writing import TURTLE, Sheet, agents, formats_of, iri, midnight, plain, text

FILE = "provenance.ttl"
COMMENT = """\
Where the graph comes from, in PROV-O (https://www.w3.org/TR/prov-o/). The times are the first moment, in UTC, of the
day of the release: nothing here is taken from a clock. The addresses under https://w3id.org/coprokg/ do not resolve yet."""

RULES = "queries/rules/*.rq"
QUESTIONS = ("queries/*/*.rq", "queries/*.yaml")


@dataclass
class Step:
    """Something that was done: what it read, by which files, and the graphs that it made."""

    name: str
    title: str
    files: list[Path] = field(default_factory=list)
    plans: list[Path] = field(default_factory=list)
    graphs: list[str] = field(default_factory=list)
    """The graphs that it read."""
    made: dict[str, list[Path]] = field(default_factory=dict)
    """Graph -> the files that it was made from."""


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the provenance of the release.

    :param source: what the release is made from.
    :param written: the files that are written already.
    """
    held = contents(source)
    sheet = Sheet()
    software = _agents(sheet, source.about)
    for step in steps(source.base, held):
        _step(sheet, source, step, software, held)
    _release(sheet, source, written, software)
    yield Made(FILE, sheet.turtle(COMMENT), TURTLE, "Where the graph comes from (PROV-O)", "description",
               conforms_to="https://www.w3.org/TR/prov-o/")


def steps(base: Path, held: Contents) -> Iterator[Step]:
    """Yield what was done to make the graph, in order.

    :param base: the folder that holds the content folders.
    :param held: the graphs of the release.
    """
    for module in loading.loaders():
        name = module.__name__.rpartition(".")[2]
        found = sorted(base.glob(module.PATTERN))
        yield Step(f"load-{name}", f"Reading the {name}", found, [base / "loaders" / f"{name}.py"],
                   made={_graph(module, path, base): [path] for path in found})
    for graph, patterns in loading.TURTLE.items():
        found = [path for pattern in patterns for path in sorted(base.glob(pattern))]
        yield Step(f"read-{graph}", f"Reading the {graph}", found, made={graph: found})
    found = sorted(path for pattern in QUESTIONS for path in base.glob(pattern))
    yield Step("read-queries", "Reading the saved questions", found, made={"queries": found})
    found = imported.files(base)
    if found:
        yield Step("take-imports", "Taking in imported works", found,
                   made={f"imports/{path.stem}": [path] for path in found})
    # Imported works are added last: neither rules nor reasoner nor cube read them.
    read = sorted(name for name in held.asserted if name != "cube" and not name.startswith("imports/"))
    yield Step("infer", "Deriving what follows, by rules and by OWL 2 RL", plans=sorted(base.glob(RULES)), graphs=read,
               made={"inferred": []})
    yield Step("count", "Counting the statements of each case in a cube", plans=sorted(base.glob(CUBE_RULES)),
               graphs=[*read, "inferred"], made={"cube": []})


def _graph(module: ModuleType, path: Path, base: Path) -> str:
    """Return the name of the graph that a loader makes of a file."""
    folders = path.relative_to(base).parent.parts[1:]
    return "/".join((*folders, slug_of(path, module.PATTERN)))


def _agents(sheet: Sheet, about: Metadata) -> str:
    """Describe the agents; return the software that did it all."""
    agents(sheet, about)
    makers = [iri(one.iri) for one in about.creators]
    for maker in makers:
        sheet.add(maker.value, ("prov:Agent", "prov:Organization"))
    return sheet.add(about.address("software"), ("prov:Agent", "prov:SoftwareAgent"), ("dcterms:title", plain("coprokg")),
                     ("dcat:version", plain(about.version)), ("prov:actedOnBehalfOf", makers))


def _step(sheet: Sheet, source: Source, step: Step, software: str, held: Contents) -> None:
    about = source.about
    plans = [_source(sheet, source, path, "prov:Plan") for path in step.plans]
    node = about.address(f"activity/{step.name}")
    association = sheet.add(f"{node}#association", "prov:Association", ("prov:agent", iri(software)),
                            ("prov:hadPlan", [iri(plan) for plan in plans]))
    sheet.add(node, "prov:Activity", ("dcterms:title", text(step.title)),
              ("prov:used", [iri(_source(sheet, source, path)) for path in step.files]),
              ("prov:used", [iri(subset(about, name)) for name in step.graphs if name in held.graphs]),
              ("prov:wasAssociatedWith", iri(software)), ("prov:qualifiedAssociation", iri(association)),
              ("prov:endedAtTime", midnight(about.issued)))
    for name, origins in step.made.items():
        if name in held.graphs:
            froms = [_source(sheet, source, path) for path in origins]
            froms += [subset(about, other) for other in step.graphs if other in held.graphs]
            sheet.add(subset(about, name), "prov:Entity", ("prov:wasGeneratedBy", iri(node)),
                      ("prov:wasDerivedFrom", [iri(one) for one in froms]))


def _source(sheet: Sheet, source: Source, path: Path, *kinds: str) -> str:
    """Describe a source file; return its address."""
    name = path.relative_to(source.base).as_posix()
    node = source.about.address(f"source/{quote(name)}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    checksum = sheet.add(f"{node}#sha256", "spdx:Checksum",
                         ("spdx:algorithm", iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")),
                         ("spdx:checksumValue", ox.Literal(digest, datatype=ox.NamedNode(XSD + "hexBinary"))))
    return sheet.add(node, ("prov:Entity", *kinds), ("dcterms:title", plain(name)), ("spdx:checksum", iri(checksum)))


def _release(sheet: Sheet, source: Source, written: Sequence[Written], software: str) -> None:
    about = source.about
    node = sheet.add(about.address("activity/export"), "prov:Activity", ("dcterms:title", text("Writing the release")),
                     ("prov:wasAssociatedWith", iri(software)), ("prov:endedAtTime", midnight(about.issued)))
    origins = [address(item) for item in works(source)]
    for one in origins:
        sheet.add(one, "prov:Entity")
    sheet.add(about.iri, "prov:Entity", ("dcterms:title", text(about.title, about.language)),
              ("dcat:version", plain(about.version)), ("prov:wasGeneratedBy", iri(node)),
              ("prov:wasDerivedFrom", [iri(one) for one in origins]),
              ("prov:wasAttributedTo", [iri(one.iri) for one in about.creators]),
              ("prov:generatedAtTime", midnight(about.issued)))
    paths = {file.path: file.media_type for file in written if file.role == "dump"}
    for path in paths:
        side = WHOLES.get(path.partition(".")[0])
        if side is None:
            continue
        inner = path.removesuffix(".gz")
        whole = about.address(side) if side else about.iri
        origin = about.address(inner) if formats_of(paths, path)[1] else sheet.add(whole, "prov:Entity")
        sheet.add(about.address(path), "prov:Entity", ("prov:wasGeneratedBy", iri(node)),
                  ("prov:wasDerivedFrom", iri(origin)))
