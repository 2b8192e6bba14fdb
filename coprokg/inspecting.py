"""The whole check: files, graph, shapes, checks, and on request a description-logic reasoner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from . import imported, library
from .building import ONTOLOGY, Say, assemble, silent
from .checking import check_store
from .fixing import write_keys
from .folders import root
from .loading import loader_for
from .namespaces import BASE, COP, RDF, compact, value
from .problems import Misuse, Problem
from .reasoning import reasoner_input


@dataclass
class Report:
    """What a command has to say, and which of it is a fault."""

    lines: list[str] = field(default_factory=list)
    faults: set[str] = field(default_factory=set)

    def fault(self, line: str) -> None:
        """Add a line that tells of a fault."""
        self.lines.append(line)
        self.faults.add(line)


def fix(files: Sequence[Path]) -> list[str]:
    """Write the keys that passages lack.

    :param files: the files to mend; all where none is given.
    :returns: a line for each file changed.
    :raises DataFault: if a file is not readable as YAML.
    :raises Misuse: if a file is not one that a loader reads.
    """
    base = root()
    return write_keys(base, {_known(path, base) for path in files})


def inspect(files: Sequence[Path], *, dl: bool = False, say: Say = silent) -> Report:
    """Check the sources.

    :param files: the files to speak of; all where none is given.
    :param dl: also run HermiT and compare.
    :param say: called with a word about each step.
    :returns: what to print. Warnings and hints are told and are no faults.
    :raises DataFault: if files are faulty, with every problem.
    :raises Misuse: if a file is not one that a loader reads.
    """
    base = root()
    only = {_known(path, base) for path in files}
    report = Report()
    # Before the data: a question is at fault whatever they say.
    shelf = library.read(base)
    store, loaded = assemble(base, say, only or None, shelf)
    say("checking")
    names = {path.relative_to(base).as_posix() for path in only}
    for problem in (*check_store(store, loaded, base), *imported.faults(base)):
        if names and problem.file not in names:
            continue
        _tell(report, problem)
    if dl:
        say("reasoning (HermiT)")
        _compare(report, store)
    if not report.faults:
        what = f"{len(only)} file{'s' if len(only) != 1 else ''}" if only else f"{len(store)} quads"
        report.lines.append(f"sound: {what}")
    return report


def _known(path: Path, base: Path) -> Path:
    full = path if path.is_absolute() else Path.cwd() / path
    full = full.resolve()
    if full.is_dir():
        raise Misuse(f"{path} is a folder; name the files in it, or none to check everything")
    if not full.is_file():
        raise Misuse(f"{path} is not a file; check the path")
    if not full.is_relative_to(base.resolve()):
        raise Misuse(f"{path} is not in the content folders; put it in data/cases/ and check it there")
    inside = base / full.relative_to(base.resolve())
    if loader_for(inside, base) is None:
        raise Misuse(f"{path} is read by no loader; data/README.md says where each kind of file goes")
    return inside


def _tell(report: Report, problem: Problem) -> None:
    if problem.severity == "violation":
        report.fault(str(problem))
    else:
        report.lines.append(str(problem))


def _compare(report: Report, store: ox.Store) -> None:
    """Compare the types that HermiT finds with those of the rule engine, class by class."""
    from .dl import Inconsistent, types

    try:
        hermit = types(reasoner_input(store, ONTOLOGY))
    except Inconsistent as error:
        report.fault(f"contradiction: {error}")
        return
    rules: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None, None):
        if value(quad.object).startswith(COP) and value(quad.subject).startswith(BASE):
            rules[value(quad.subject)].add(value(quad.object))
    for node in sorted(rules.keys() | hermit.keys()):
        for name, more, less in (("HermiT", hermit, rules), ("the rule engine", rules, hermit)):
            extra = more.get(node, set()) - less.get(node, set())
            if extra and node.startswith(BASE):
                report.fault(f"{node}: only {name} finds {', '.join(sorted(map(compact, extra)))}")
    if not report.faults:
        report.lines.append(f"HermiT and the rule engine agree on the classes of {len(rules)} individuals")
