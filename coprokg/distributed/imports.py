"""Import bibliographies with many workers: the same quads, reports and tables as one process gives, byte for byte.

Workers read slices: parse, clean, validate, write quads. What one entry may have to do with any other (the second of a
name, likely duplicates, what was decided of them) is settled afterwards, entry by entry in the order of the files, by the
code of an import in one process; there, no quad is made again but those of an entry whose name was taken.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import quote

import pyoxigraph as ox

from ..bibliography import bibtex
from ..bibliography.cleaning import clean
from ..bibliography.converting import Slugs, record_of
from ..bibliography.duplicates import sign_of
from ..bibliography.entries import Entry, Read, Rejected
from ..bibliography.importing import (
    Run,
    Target,
    refuse,
    swap_in,
    targets_of,
    unwatched,
    work_model,
    written_aside,
)
from ..bibliography.opening import Given
from ..bibliography.reports import FileReport, Report
from ..bibliography.sniffing import FORMATS, Format
from ..folders import root
from ..loading import concepts, graph_iri
from ..mapping import facts
from ..markers import Catalogue
from ..namespaces import BASE
from ..problems import Misuse
from ..reading import validate
from ..records import Source
from .engine import Say, Team, silent
from .parts import Writer, code_print, find, found, key_of, making, parts_folder
from .slicing import SIZE, Slice, Sliced, slices


class Portion(NamedTuple):
    """A slice, the part that is made of it, and how it is read."""

    key: str
    cut: Slice
    module: str
    context: str


class Batch(NamedTuple):
    """What one task makes: the parts of some slices of one import."""

    name: str
    base: str
    code: str
    folder: str
    portions: list[Portion]


@dataclass
class _Ready:
    """An entry as a worker left it: clean, with a slug and its quads, or why there are none.

    It has the fields of an entry and is none: it must not be cleaned twice.
    """

    item: dict[str, Any]
    key: str
    file: str
    line: int
    dropped: list[str]
    notes: list[str]
    slug: str
    fault: list[Any] | None
    count: int
    data: bytes


def import_with_workers(
    paths: Sequence[Path], to: Path | None = None, form: str = "", decisions: Sequence[Path] = (), strict: bool = False,
    number: int = 0, scheduler: str = "", say: Say = silent, size: int = SIZE,
) -> Report:
    """Import bibliographies as :func:`coprokg.bibliography.importing.import_files` does, with several workers.

    What workers make stands beside the file to be written until that is done: a run after one that broke off takes over
    what is whole.

    :param paths: the files, which all workers must see at the same place, as the folder of what is written.
    :param to: one file to write instead of one for each.
    :param form: the name of a format, where it is not to be found out.
    :param decisions: tables that say which likely duplicates are the same.
    :param strict: import nothing if a single entry is not understood.
    :param number: how many processes of this machine do it; with none, this one alone.
    :param scheduler: the address of the scheduler of a cluster of Dask, in place of processes of this machine.
    :param say: called with a word about how far it has come.
    :param size: about how many bytes of a file one slice has; the result is the same with any.
    :returns: what an import in one process returns.
    :raises Misuse: if a file is no bibliography, or the workers cannot do it.
    :raises DataFault: if no entry of a file can be imported, or a decision is none.
    :raises OSError: if a file cannot be read or written.
    """
    targets = targets_of(paths, to, form)
    with closing(sqlite3.connect("")) as table, ExitStack() as aside:
        folders = [aside.enter_context(parts_folder(target.path)) for target in targets]
        batches = [batch for each in zip(targets, folders, strict=True) for batch in _plan(*each, size)]
        Team(aside, number, scheduler, folders[0], say).run(make, batches, "read, batch")
        say("putting the parts together")
        merge = _Merge(table, targets, decisions)
        made = [(target, aside.enter_context(written_aside(target.path))) for target in targets]
        for target, work in made:
            with work.open("wb") as merge.out:
                last = list(merge.quads(target))
                merge.out.write(ox.serialize(last, format=ox.RdfFormat.N_QUADS) or b"")
        report = Report([report for target in targets for report in target.reports])
        refuse(targets, strict)
        for target, work in made:
            report.written.append(swap_in(target, work, merge))
    return report


def _plan(target: Target, folder: Path, size: int) -> Iterator[Batch]:
    """Cut the files of an import into slices, name the parts, and yield what is not there yet.

    From now on the files of the import are read from the parts.
    """
    base, code = root().resolve(), code_print(root())
    batch: list[Portion] = []
    for number, (given, form) in enumerate(target.files):
        context, digest = _context(given, folder / f"{number}.context") if form.module == "bibtex" else ("", "")
        keys = []
        for cut in slices(given, form.module, size):
            keys.append(key_of("import", code, target.name, form.module, digest, cut._replace(path="", begin=0, end=0)))
            if find(folder, keys[-1]) is None:
                batch.append(Portion(keys[-1], cut, form.module, context))
            if sum(portion.cut.end - portion.cut.begin for portion in batch) >= size:
                yield Batch(target.name, str(base), code, str(folder.resolve()), batch)
                batch = []
        target.files[number] = (given, cast(Format, _Parts(form.name, folder, keys)))
    if batch:
        yield Batch(target.name, str(base), code, str(folder.resolve()), batch)


def _context(given: Given, path: Path) -> tuple[str, str]:
    """Write what entries of a BibTeX file may need of others, its strings and volumes, for all workers to read.

    :returns: where it stands, and its checksum.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as volumes, volumes:
        strings = bibtex.prepare(given, volumes)
        volumes.execute("CREATE TABLE string (name TEXT PRIMARY KEY, value TEXT)")
        volumes.executemany("INSERT INTO string VALUES (?, ?)", strings.items())
        rows = (*volumes.execute("SELECT * FROM string ORDER BY name"),)
        return str(path.resolve()), key_of(rows, *volumes.execute("SELECT * FROM volume ORDER BY key"))


def make(batch: Batch) -> None:
    """Make the parts of a batch that are not there yet: what a worker does.

    :param batch: the batch.
    :raises Misuse: if the worker has other code, or does not see the files.
    """
    base, folder = Path(batch.base), Path(batch.folder)
    if not folder.is_dir():
        raise Misuse(f"a worker does not see {folder}; write to a file system that all workers share")
    if code_print(base) != batch.code:
        raise Misuse("a worker has another release of coprokg, of a library or of the content; install the same everywhere")
    maker = _Maker(batch.name, base)
    for portion in batch.portions:
        if find(folder, portion.key) is None:
            with making(folder, portion.key) as part:
                _write(portion, maker, part)


def _write(portion: Portion, maker: _Maker, part: Writer) -> None:
    """Write a part: a line of JSON for each entry, with its quads after it; in the end what was said of the slice."""
    given = Sliced(portion.cut)
    with closing(sqlite3.connect("")) as table:
        slugs = Slugs(maker.name, table)
        for got in _read(portion, given):
            entry = clean(got) if isinstance(got, Entry) else got
            if isinstance(entry, Rejected):
                part.write(_line({"rejected": entry}))
                continue
            slug = slugs.of(entry)
            data, count, fault = maker.quads(entry, slug)
            said = {"item": entry.item, "key": entry.key, "file": entry.file, "line": entry.line, "dropped": entry.dropped,
                    "notes": entry.notes, "slug": slug, "fault": fault, "count": count}
            part.write(_line({"entry": said, "size": len(data)}) + data)
    part.write(_line({"windows": given.windows}))


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _read(portion: Portion, given: Given) -> Read:
    """Read a slice: BibTeX with the strings and volumes of the whole file."""
    if portion.module != "bibtex":
        form = next(form for form in FORMATS.values() if form.module == portion.module)
        yield from form.read(given)
        return
    address = f"file:{quote(portion.context)}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as volumes:
        strings = dict(volumes.execute("SELECT name, value FROM string"))
        for chunk in bibtex.chunks(given):
            if chunk.kind not in ("string", "comment", "preamble"):
                yield from bibtex.entries(given, chunk, strings, volumes)


class _Maker:
    """Makes the quads of entries."""

    def __init__(self, name: str, base: Path) -> None:
        self.name, self._graph = name, graph_iri(f"imports/{name}")
        self._catalogue, self._model = Catalogue(concepts(base)), work_model()

    def quads(self, entry: Entry | _Ready, slug: str) -> tuple[bytes, int, list[Any] | None]:
        """Return the quads of an entry, as lines, with their number; or why it cannot be imported."""
        iri = f"{BASE}work/{slug}"
        source = Source(entry.file, None, {(): entry.line})
        record, inner, problems = validate(self._model, record_of(entry.item), iri, source, self._catalogue)
        if record is None:
            first = problems[0]
            return b"", 0, [entry.file, entry.line, entry.key, f"`{first.field}`: {first.what}", first.remedy]
        made = [ox.Quad(fact.subject, fact.predicate, fact.object, self._graph) for fact in facts(record, iri, inner)]
        return ox.serialize(made, format=ox.RdfFormat.N_QUADS) or b"", len(made), None


@dataclass
class _Parts:
    """A file of an import as its parts give it: in the place of the format that would read it."""

    name: str
    folder: Path
    keys: list[str]

    def read(self, given: Given) -> Iterator[_Ready | Rejected]:
        """Yield what the workers made of the entries, in the order of the file."""
        windows = 0
        for key in self.keys:
            with found(self.folder, key).open("rb") as stream:
                for line in stream:
                    said = json.loads(line)
                    if "entry" in said:
                        yield _Ready(data=stream.read(said["size"]), **said["entry"])
                    elif "rejected" in said:
                        yield Rejected(*said["rejected"])
                    else:
                        windows += said["windows"]
        given.windows = windows


class _Merge(Run):
    """The run of an import whose entries come from parts; their quads are copied, in place of made."""

    out: BinaryIO

    def __init__(self, table: sqlite3.Connection, targets: list[Target], decisions: Sequence[Path]) -> None:
        super().__init__(table, targets, decisions, unwatched)
        self._makers = {target.name: _Maker(target.name, root()) for target in targets}

    def _entry(self, target: Target, report: FileReport, entry: Entry, slug: str) -> Iterator[ox.Quad]:
        ready = cast(_Ready, entry)
        data, count, fault = ready.data, ready.count, ready.fault
        if slug != ready.slug:
            data, count, fault = self._makers[target.name].quads(ready, slug)
        if fault:
            report.reject(Rejected(*fault))
            return
        report.imported += 1
        report.note(entry)
        self.index.add(slug, sign_of(entry.item), f"{Path(entry.file).name}:{entry.line}")
        target.quads += count
        self.out.write(data)
        yield from ()
