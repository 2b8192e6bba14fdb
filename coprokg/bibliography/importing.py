"""Import bibliographies: read, clean, compare, validate, write aside; then swap everything in at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from .. import builds
from ..folders import root
from ..loading import concepts, graph_iri, loaders
from ..mapping import Record, facts
from ..markers import Catalogue
from ..namespaces import BASE
from ..problems import DataFault, Misuse, Problem
from ..reading import validate
from ..records import Source
from .cleaning import clean
from .converting import Slugs, record_of
from .describing import about_import
from .duplicates import Case, Index, read_decisions, sign_of, works_in, write_cases
from .entries import Entry, Rejected
from .opening import Given
from .reports import FileReport, Report, Written
from .sniffing import FORMATS, Format, format_of
from .text import slug_of

FOLDER = "data/imports"
"""Where imports stand among the content."""

Watch = Callable[[Given], None]


def unwatched(given: Given) -> None:
    """Watch nothing: the default for progress."""


@dataclass
class Target:
    """A file to write, and the files that it is made of."""

    name: str
    path: Path
    files: list[tuple[Given, Format]]
    reports: list[FileReport] = field(default_factory=list)
    quads: int = 0

    @property
    def cases(self) -> Path:
        """The table of its likely duplicates, which stands beside it."""
        return self.path.with_suffix(".duplicates.csv")

    @property
    def graph(self) -> ox.NamedNode:
        """The named graph of its quads."""
        return graph_iri(f"imports/{self.name}")


def import_files(
    paths: Sequence[Path], to: Path | None = None, form: str = "", decisions: Sequence[Path] = (),
    strict: bool = False, watch: Watch = unwatched,
) -> Report:
    """Import bibliographies into files of N-Quads, which the next build takes in.

    Nothing is written before everything has been read; then each file is swapped in whole.

    :param paths: the files; each becomes ``data/imports/<its name>.nq`` of the content.
    :param to: one file to write instead, of all of them.
    :param form: a name of :data:`FORMATS`, where it is not to be found out.
    :param decisions: tables that say which likely duplicates are the same; those that stand beside the
        files written are read by themselves.
    :param strict: import nothing if a single entry is not understood.
    :param watch: called again and again with the file being read, for progress.
    :returns: what was read, what was not understood, and what was held back.
    :raises Misuse: if a file is no bibliography.
    :raises DataFault: if no entry of a file can be imported, or a decision is none.
    :raises OSError: if a file cannot be read or written.
    """
    targets = targets_of(paths, to, form)
    with closing(sqlite3.connect("")) as table, ExitStack() as aside:
        run = Run(table, targets, decisions, watch)
        made = [(target, aside.enter_context(written_aside(target.path))) for target in targets]
        for target, work in made:
            ox.serialize(run.quads(target), str(work), format=ox.RdfFormat.N_QUADS)
        report = Report([report for target in targets for report in target.reports])
        refuse(targets, strict)
        for target, work in made:
            report.written.append(swap_in(target, work, run))
    return report


def targets_of(paths: Sequence[Path], to: Path | None, form: str) -> list[Target]:
    """Return the files to write, each with the files that it is made of.

    :param paths: the files to read.
    :param to: one file to write, of all of them.
    :param form: the name of a format, where it is not to be found out.
    :raises Misuse: if a file is no bibliography, or two would be written to one place.
    """
    opened = [(given, FORMATS[form] if form else format_of(given)) for given in map(Given, paths)]
    if to is not None:
        if to.suffix != ".nq":
            raise Misuse(f"--to {to}: what is written is N-Quads; let its name end in .nq")
        return [Target(_name(to), to, opened)]
    targets: dict[str, Target] = {}
    for given, found in opened:
        name = _name(given.path)
        if name in targets:
            raise Misuse(f"{given.name} and {targets[name].files[0][0].name} would both become {name}.nq;"
                         " import them one by one, or together with --to")
        targets[name] = Target(name, root() / FOLDER / f"{name}.nq", [(given, found)])
    return list(targets.values())


def _name(path: Path) -> str:
    """Return the name of an import: that of its file, without dots, as a dot parts it from the entry's key."""
    name = slug_of(path.stem).replace(".", "-")
    if not name:
        raise Misuse(f"{path}: no letter or digit of its name can be part of an IRI; rename it, or use --to")
    return name


class Run:
    """One run: the works met so far, the slugs given, what was decided."""

    def __init__(self, table: sqlite3.Connection, targets: list[Target], decisions: Sequence[Path], watch: Watch) -> None:
        self.table, self.watch = table, watch
        self.index = Index(table)
        table.execute("CREATE TABLE held (target TEXT, file, key, other, decision, rule, title, other_title, other_place)")
        self.catalogue = Catalogue(concepts())
        self.model = work_model()
        self.decided: dict[tuple[str, str, str], Case] = {}
        for path in [*(t.cases for t in targets if t.cases.is_file()), *decisions]:
            self.decided |= read_decisions(path)
        build = builds.current()
        if build is not None:
            store = ox.Store.read_only(str(build / builds.STORE))
            for slug, sign in works_in(store, [t.graph.value for t in targets]):
                self.index.add(slug, sign, "the graph")

    def quads(self, target: Target) -> Iterator[ox.Quad]:
        """Yield the quads of a target, in the order of its files; its reports are filled in."""
        slugs = Slugs(target.name, self.table)
        for given, form in target.files:
            report = FileReport(given.name, form.name)
            target.reports.append(report)
            for found in form.read(given):
                self.watch(given)
                report.read += 1
                entry = clean(found) if isinstance(found, Entry) else found
                if isinstance(entry, Rejected):
                    report.reject(entry)
                    continue
                slug = slugs.of(entry)
                if self._held(target, report, entry, slug):
                    report.note(entry)
                    continue
                yield from self._entry(target, report, entry, slug)
            report.windows = given.windows
        for triple in about_import(target.name, [r.file for r in target.reports], sum(r.imported for r in target.reports)):
            target.quads += 1
            yield ox.Quad(*triple, target.graph)

    def _entry(self, target: Target, report: FileReport, entry: Entry, slug: str) -> Iterator[ox.Quad]:
        iri = f"{BASE}work/{slug}"
        source = Source(entry.file, None, {(): entry.line})
        record, inner, problems = validate(self.model, record_of(entry.item), iri, source, self.catalogue)
        if record is None:
            first = problems[0]
            report.reject(Rejected(entry.file, entry.line, entry.key, f"`{first.field}`: {first.what}", first.remedy))
            return
        report.imported += 1
        report.note(entry)
        self.index.add(slug, sign_of(entry.item), f"{Path(entry.file).name}:{entry.line}")
        for fact in facts(record, iri, inner):
            target.quads += 1
            yield ox.Quad(fact.subject, fact.predicate, fact.object, target.graph)

    def _held(self, target: Target, report: FileReport, entry: Entry, slug: str) -> bool:
        """Say whether an entry stays out: as the same work as another, or until that is decided."""
        file, key = Path(entry.file).name, slug.partition(".")[2]
        answers = set()
        for match in self.index.matches(sign_of(entry.item)):
            known = self.decided.pop((file, key, match.other), None)
            decision = known.decision if known else ""
            answers.add(decision)
            self.keep(target.name, Case(file, key, match.other, decision, match.rule, entry.item["title"],
                                        match.title, match.place))
        report.same += "same" in answers
        report.undecided += "same" not in answers and "" in answers
        report.told_apart += answers == {"different"}
        return bool(answers - {"different"})

    def keep(self, target: str, case: Case) -> None:
        """Keep a likely duplicate for the table of its target."""
        self.table.execute("INSERT INTO held VALUES (?,?,?,?,?,?,?,?,?)", (target, *case))

    def cases(self, target: Target) -> Iterator[Case]:
        """Yield the likely duplicates of a target, then the decisions of its files that met none this time."""
        files = {given.path.name for given, _ in target.files}
        for row in self.table.execute("SELECT * FROM held WHERE target = ? ORDER BY rowid", (target.name,)):
            yield Case(*row[1:])
        yield from (case for case in self.decided.values() if case.decision and case.file in files)


def work_model() -> type[Record]:
    """Return the project's own model of a work: imports satisfy what the files of its data do."""
    models: list[type[Record]] = [module.MODEL for module in loaders()]
    return next(model for model in models if model.kind == "work")


def refuse(targets: list[Target], strict: bool) -> None:
    """Refuse a run that would import nothing of a file; or, if strict, one that did not understand all."""
    reports = [report for target in targets for report in target.reports]
    faults = [p for report in reports if strict or not (report.imported + report.held) for p in report.problems()]
    for report in reports:
        if not report.read:
            faults.append(Problem(report.file, 0, "", f"there is no entry in it, read as {report.form}",
                                  "export the references again", "docs/importing.md"))
    if faults:
        raise DataFault(faults)


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Give a place beside a file to write it in; what was not swapped in is removed again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield work
    finally:
        work.unlink(missing_ok=True)


def swap_in(target: Target, work: Path, run: Run) -> Written:
    """Put the file and the table of likely duplicates in the place of the old ones."""
    cases = None
    with written_aside(target.cases) as table:
        write_cases(run.cases(target), table)
        with work.open("rb+") as stream:
            os.fsync(stream.fileno())
        if next(run.cases(target), None):
            os.replace(table, target.cases)
            cases = target.cases
        else:
            target.cases.unlink(missing_ok=True)
        os.replace(work, target.path)
    return Written(target.path, target.quads, cases)
