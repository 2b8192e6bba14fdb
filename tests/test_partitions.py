"""Many workers: the same bytes, reports and faults as one process, whoever did what, and whoever died of it."""

from __future__ import annotations

import functools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from coprokg.bibliography.importing import import_files, targets_of
from coprokg.bibliography.opening import Given
from coprokg.bibliography.reports import Report
from coprokg.bibliography.sniffing import format_of
from coprokg.distributed import content as quads_of_content
from coprokg.distributed import engine, imports, parts, slicing
from coprokg.distributed.content import write_quads
from coprokg.distributed.imports import import_with_workers
from coprokg.distributed.slicing import Sliced, slices
from coprokg.loading import load, loaders
from coprokg.problems import DataFault, Misuse
from tests.support import CASE_FILE

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'coprokg[cluster]'")


@pytest.fixture(autouse=True)
def no_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no built graph have a say in what is a duplicate."""
    monkeypatch.setenv("COPROKG_BUILD", str(tmp_path / "no-build"))


# Bibliographies in which entries have to do with others, far away in the file


def bibtex(entries: int) -> bytes:
    """Return a file with everything that a slice by itself would get wrong."""
    chance = random.Random(entries)
    pieces = ["@string{late = {Too Early}}\n"]
    for n in range(entries):
        # Keys that come again, works that come again, a volume that stands at the end.
        key = f"key{n % (entries // 3 or 1)}"
        title = f"{'Planning' if n % 2 else 'Delivery'} of Service {n if n % 7 else n // 2}"
        pieces.append(f"@article{{{key},\n title = {{{title}}}, author = {{Alder, Ann and Birch, B.}},\n journal = late,"
                      f" year = {1950 + n % 60}, doi = {{10.1234/{chance.randrange(entries * 2)}}}, abstract = {{x}}}}\n\n")
        if n % 11 == 3:
            pieces.append(f"@inproceedings{{paper{n}, title = {{Paper {n}}}, author = {{Caf\xe9, C.}}, crossref = {{volume}}}}\n")
        if n % 17 == 5:
            pieces.append(f"@article{{broken{n}, title = {{Never closed, author = {{X}}\n")
        if n % 19 == 7:
            pieces.append(f"@article{{untitled{n}, year = {{1999}}}}\r\n")
    pieces += ["@string{late = \"Journal of\" # { Late Strings}}\n",
               "@proceedings{volume, title = {Proceedings}, booktitle = {Proceedings}, year = 2001, crossref = {outer}}\n",
               "@proceedings{outer, title = {All of them}, editor = {Cedar, C.}, publisher = {Press}}\n"]
    # Latin-1, as old files are.
    return "".join(pieces).encode("latin-1")


def item(n: int) -> dict[str, object]:
    """Return an item of CSL-JSON; every fifth is a work that came before."""
    number = n if n % 5 else n // 2
    return {"id": f"item-{n % 40}", "type": "article-journal", "title": f"Users {{and}} communities “{number}”",
            "author": [{"family": "Alder", "given": "Ann"}], "issued": {"date-parts": [[1960 + number % 50]]},
            "unknown": "x"}


def csl(entries: int) -> bytes:
    """Return a list, printed prettily."""
    return json.dumps([item(n) for n in range(entries)], indent=2, ensure_ascii=False).encode()


def csl_with_faults(entries: int) -> bytes:
    """Return a list, an item a line, in which two items are broken, and one runs into all that follow."""
    lines = [json.dumps(item(n)) for n in range(entries)]
    lines[entries // 2] = '{"id": "cut", "title": "Cut'
    lines[entries // 2 + 9] = '{"id": "open", "title": "Open", "author": [{'
    lines[3] = '"no item at all"'
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def openalex(entries: int) -> bytes:
    """Return works, one a line, as in a snapshot: with returns, a page between them, and one that is no JSON."""
    works = [{"id": f"https://openalex.org/W{n % 50}", "title": f"Work {n}", "publication_year": 1990 + n % 30, "type": "article",
              "authorships": [{"author": {"display_name": f"Ann Alder {n % 9}"}}]} for n in range(entries)]
    lines = [json.dumps(work) for work in works]
    lines[entries // 3] = json.dumps({"meta": {}, "results": works[:3]})
    lines[2 * entries // 3] = '{"id": "https://openalex.org/W0", "title": NaN}'
    return ("\r\n".join(lines) + "\n").encode()


def ris(entries: int) -> bytes:
    """Return a file of RIS; some entries are not ended, and fields stand between entries."""
    pieces = []
    for n in range(entries):
        pieces.append(f"TY  - JOUR\nID  - r{n % 30}\nTI  - Growing {n if n % 6 else n // 2}\nAU  - Alder, Ann\nPY  - {1950 + n % 60}\n"
                      + ("" if n % 13 == 4 else "ER  - \n") + ("\n" if n % 3 else "")
                      + ("AU  - Nobody\n" if n % 23 == 9 else ""))
    return "\r".join("".join(pieces).split("\n")).encode() if entries % 2 else "".join(pieces).encode()


MIXED = b"TY  - JOUR\nTI  - First\nER  - \rTY  - JOUR\nTI  - Not ended\nTY  - JOUR\rTI  - Third\r\nER  - \r\n" * 9
"""Entries parted by every kind of line end, one of which is not ended."""

MADE = {"a.bib": bibtex(100), "b.json": csl(60), "c.json": csl_with_faults(60), "d.jsonl": openalex(60), "e.ris": ris(60),
        "returns.ris": ris(31), "mixed.ris": MIXED, "wide.json": "\n".join(csl(40).decode().split("\n")).encode("utf-16"),
        "marked.bib": b"\xef\xbb\xbf" + bibtex(40).decode("latin-1").encode()}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give all of them as files."""
    folder = tmp_path_factory.mktemp("given")
    for name, data in MADE.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in MADE]


def outcome(report: Report) -> tuple[list[bytes], list[bytes | None], list[str], list[str]]:
    """Return everything that an import gives: files, tables of duplicates, sentences, faults."""
    folder = report.written[0].path.parent
    tables = [written.cases.read_bytes() if written.cases else None for written in report.written]
    return ([written.path.read_bytes() for written in report.written], tables,
            [line.replace(str(folder), "") for line in report.lines()], report.faults())


def alone(files: list[Path], to: Path) -> tuple[list[bytes], list[bytes | None], list[str], list[str]]:
    """Return what one process without parts makes of files."""
    return outcome(import_files(files, to))


def many(files: list[Path], to: Path, **how: object) -> tuple[list[bytes], list[bytes | None], list[str], list[str]]:
    """Return what several make of them; nothing is left beside the file."""
    found = outcome(import_with_workers(files, to, **how))  # type: ignore[arg-type]
    assert {path.name for path in to.parent.iterdir()} <= {to.name, to.with_suffix(".duplicates.csv").name}
    return found


def test_the_files_hold_what_is_hard(files: list[Path], tmp_path: Path) -> None:
    [quads], [table], lines, faults = alone(files, tmp_path / "all.nq")
    assert b"-b>" in quads and b"Journal of Late Strings" in quads and b"Press" in quads
    assert table and table.count(b"\n") > 50
    assert any("Windows-1252" in line for line in lines) and any("not kept" in line for line in lines)
    assert len(faults) > 20
    pieces = {path.name: len(slices(given := Given(path), format_of(given).module, 400)) for path in files}
    assert all(number > 8 for name, number in pieces.items() if name not in ("returns.ris", "mixed.ris", "wide.json")), pieces
    assert pieces["wide.json"] == pieces["returns.ris"] == 1


@pytest.mark.parametrize("number", [1, 2, 3])
def test_workers_give_the_same_bytes_tables_and_reports(files: list[Path], tmp_path: Path, number: int) -> None:
    expected = alone(files, tmp_path / "one/all.nq")
    assert many(files, tmp_path / "many/all.nq", number=number, size=3_000) == expected


@pytest.mark.parametrize("size", [300, 2_000, 10 ** 9])
def test_the_size_of_slices_does_not_matter(files: list[Path], tmp_path: Path, size: int) -> None:
    expected = alone(files, tmp_path / "one/all.nq")
    assert many(files, tmp_path / "many/all.nq", size=size) == expected


def test_each_entry_may_be_a_slice_of_its_own(files: list[Path], tmp_path: Path) -> None:
    faulty = [path for path in files if path.name in ("c.json", "marked.bib", "mixed.ris")]
    expected = alone(faulty, tmp_path / "one/all.nq")
    assert many(faulty, tmp_path / "many/all.nq", size=1) == expected


def test_a_cluster_that_runs_already_serves_as_well(files: list[Path], tmp_path: Path) -> None:
    with engine.workers(2, "", tmp_path / "scratch") as client:
        found = many(files[:2], tmp_path / "many/all.nq", scheduler=client.scheduler.address, size=3_000)
        assert len(client.scheduler_info()["workers"]) == 2
    assert found == alone(files[:2], tmp_path / "one/all.nq")


def test_decisions_count_as_in_one_process(files: list[Path], tmp_path: Path) -> None:
    for folder in ("one", "many"):
        import_files(files, tmp_path / folder / "all.nq")
        table = tmp_path / folder / "all.duplicates.csv"
        head, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
        chosen = [row.replace(",,", ",same," if n % 2 else ",different,", 1) for n, row in enumerate(rows)]
        table.write_text(head + "".join(chosen), encoding="utf-8")
    expected = alone(files, tmp_path / "one/all.nq")
    assert any("decided to be different" in line for line in expected[2])
    assert many(files, tmp_path / "many/all.nq", size=3_000) == expected


def test_faults_that_stop_an_import_are_the_same_and_leave_nothing(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(DataFault) as one:
        import_files(files, tmp_path / "one/all.nq", strict=True)
    with pytest.raises(DataFault) as several:
        import_with_workers(files, tmp_path / "many/all.nq", strict=True, size=3_000)
    assert several.value.problems == one.value.problems
    assert not list((tmp_path / "many").iterdir())


# A worker dies, a run breaks off


class Hunter(threading.Thread):
    """Stops the first process that is seen making a part, makes sure that it is in the middle of it, and kills it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder, self.killed, self.left = folder, 0, ""

    def run(self) -> None:
        end = time.monotonic() + 60
        while not self.killed and time.monotonic() < end:
            for work in self.folder.glob(f".*/*{parts.MAKING}"):
                key, process = work.name.split(".")[0], int(work.name.removesuffix(parts.MAKING).rpartition(".")[2])
                os.kill(process, signal.SIGSTOP)
                # It may have come to the end of that part before it stopped.
                if work.exists() and not list(work.parent.glob(f"{key}-*")):
                    self.killed, self.left = process, work.name
                    os.kill(process, signal.SIGKILL)
                    return
                os.kill(process, signal.SIGCONT)
            time.sleep(0.001)


def test_a_worker_killed_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "large.bib"
    file.write_bytes(bibtex(500))
    to = tmp_path / "many/large.nq"
    hunter = Hunter(to.parent)
    hunter.start()
    found = many([file], to, number=2, size=10_000)
    hunter.join()
    assert hunter.killed and hunter.killed != os.getpid()
    assert hunter.left.endswith(parts.MAKING)
    with pytest.raises(ProcessLookupError):
        os.kill(hunter.killed, 0)
    assert found == alone([file], tmp_path / "one/large.nq")


# Workers that die leave connections open, which Python may notice before the library does.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_task_that_kills_its_workers_is_given_up_with_a_sentence(tmp_path: Path) -> None:
    said: list[str] = []
    # On a busy machine the next worker may come too late, which is told in other words: that is no answer to this test.
    while len(said) < 3 and not (said and "2 workers died of the same task" in said[-1]):
        said.append(killed(tmp_path))
    assert "2 workers died of the same task" in said[-1], said


def killed(folder: Path) -> str:
    """Return what is said of a task that ends its process."""
    import dask

    with (dask.config.set({"distributed.scheduler.allowed-failures": 1}),
          pytest.raises(Misuse) as told, engine.workers(1, "", folder) as client):
        engine.run(client, os._exit, [9], "batch", engine.silent)
    return str(told.value)


BREAKS = """
import sys
from pathlib import Path
from coprokg.distributed.imports import import_with_workers
import_with_workers([Path(sys.argv[1])], Path(sys.argv[2]), size=10_000)
"""


def test_a_run_after_one_that_broke_off_takes_over_what_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, to = tmp_path / "large.bib", tmp_path / "many/large.nq"
    file.write_bytes(bibtex(500))
    broken = subprocess.Popen([sys.executable, "-c", BREAKS, str(file), str(to)])
    folder = to.with_name(".large.nq.parts")
    while len(made := sorted(folder.glob(f"*{parts.ENDING}"))) < 3:
        assert broken.poll() is None
        time.sleep(0.002)
    broken.kill()
    broken.wait()
    assert not to.exists()
    made = sorted(folder.glob(f"*{parts.ENDING}"), key=lambda path: path.stat().st_mtime_ns)
    data = bytearray(made[1].read_bytes())
    data[len(data) // 2] ^= 1
    made[1].write_bytes(data)
    # The first slice is another now: the part of what it was must not be taken for one of what it is.
    assert b"Service 3}" in made[0].read_bytes() or b"Service 3\"" in made[0].read_bytes()
    file.write_bytes(file.read_bytes().replace(b"Service 3}", b"Service X}"))
    written: list[str] = []
    monkeypatch.setattr(imports, "_write", _noting(written, imports._write))
    found = many([file], to, size=10_000)
    keys = [path.name.partition("-")[0] for path in made]
    assert keys[1] in written and not {keys[0], *keys[2:]} & set(written)
    assert len(written) == len(slices(Given(file), "bibtex", 10_000)) - len(keys) + 2
    assert found == alone([file], tmp_path / "one/large.nq")


def _noting(written: list[str], write: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(write)
    def noted(portion: imports.Portion, *rest: object) -> None:
        written.append(portion.key)
        write(portion, *rest)
    return noted


def test_two_runs_cannot_write_one_file(tmp_path: Path) -> None:
    with (parts.parts_folder(tmp_path / "all.nq"), pytest.raises(Misuse, match="another run is writing"),
          parts.parts_folder(tmp_path / "all.nq")):
        pytest.fail("it began")


def test_a_part_that_was_damaged_is_no_part(tmp_path: Path) -> None:
    with parts.making(tmp_path, "key") as part:
        part.write(b"whole")
    path = parts.found(tmp_path, "key")
    path.write_bytes(b"whale")
    with pytest.raises(Misuse, match="run the command again"):
        parts.found(tmp_path, "key")
    assert not path.exists()


def test_what_breaks_off_leaves_no_part(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), parts.making(tmp_path, "key") as part:
        part.write(b"half")
        raise RuntimeError
    assert not list(tmp_path.iterdir())


# What workers must have in common


def batch_of(file: Path, folder: Path) -> imports.Batch:
    """Return the one task of a file."""
    target, = targets_of([file], folder / "all.nq", "")
    batch, = imports._plan(target, folder, 10 ** 9)
    return batch


def test_a_worker_with_other_code_or_other_files_refuses(files: list[Path], tmp_path: Path) -> None:
    batch = batch_of(files[1], tmp_path)
    with pytest.raises(Misuse, match="another release"):
        imports.make(batch._replace(code="other"))
    with pytest.raises(Misuse, match="does not see"):
        imports.make(batch._replace(folder=str(tmp_path / "nowhere")))
    assert not list(tmp_path.glob(f"*{parts.ENDING}"))


def test_a_file_that_changes_while_it_is_read_is_refused(files: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    copy.write_bytes(files[1].read_bytes())
    batch = batch_of(copy, tmp_path)
    copy.write_bytes(copy.read_bytes().replace(b"Alder", b"Elder"))
    with pytest.raises(Misuse, match="was changed while it was read"):
        imports.make(batch)


def test_without_dask_or_workers_it_says_what_to_do(files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", "1s")
    with pytest.raises(Misuse, match="dask scheduler"):
        import_with_workers(files[:1], tmp_path / "all.nq", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(Misuse, match="at least one"):
        import_with_workers(files[:1], tmp_path / "all.nq", number=-1)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Misuse, match=r"pip install 'coprokg\[cluster\]'"):
        import_with_workers(files[:1], tmp_path / "all.nq", number=1)


# Cuts


@pytest.mark.parametrize("text", [
    b'[{"id": 1, "title": "A"},\n{"id": 2, "title": "B"}, {"id": 3,\n"x": [\n{"id": 4, "title": "no"}], "title": "C"},\n{"title": "D"}]',
    b'[\n{"title": "a\n{b"},\n{"title": "B"}\n]\n{"title": "after"}\n{"title": "again"}',
    b'{"title": "A"}\r\n{"title": "B"}\r{"title": "C"}\n\n\n{"title": "D"}{"title": "E"}\n{"title": "F"}',
    b'[\n{"title": "A"},\n{"title": "B"},\n{"title": "C"',
    b'[\n{"title": "A"},\n{"title": "B" "x"},\n{"title": "C"},\n{"title": "D"}\n]',
])
def test_json_is_cut_between_objects_alone(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(text)
    given = Given(file)
    read = format_of(given).read
    found = slices(given, "csl_json", 1)
    assert b"".join(text[cut.begin:cut.end] for cut in found) == text and len(found) > 1
    assert [entry for cut in found for entry in read(Sliced(cut))] == list(read(given))


def test_a_long_line_is_cut_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "_PIECE", 8)
    file = tmp_path / "x.bib"
    file.write_bytes(b"@article{a,\r\n title={" + b"@book{no, " * 9 + b"}}\r\r\n@book{b, title={B}}\r@book{c, title={C}}\n@book{d, title={D}}")
    given = Given(file)
    found = slices(given, "bibtex", 1)
    assert [(cut.line, file.read_bytes()[cut.begin:cut.begin + 7]) for cut in found] == [
        (1, b"@articl"), (4, b"@book{b"), (6, b"@book{d")]


# The content


def lines_of_load() -> list[bytes]:
    """Return the lines of what one process loads, sorted, each once."""
    return sorted(set((ox.serialize(load().quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))


@pytest.mark.parametrize("number", [0, 2])
def test_the_quads_of_the_content_are_those_of_one_process(content: Path, tmp_path: Path, number: int) -> None:
    to = tmp_path / "out/asserted.nq"
    count = write_quads(to, number, size=20_000)
    lines = lines_of_load()
    assert to.read_bytes() == b"".join(lines) and count == len(lines)
    assert [path.name for path in to.parent.iterdir()] == ["asserted.nq"]


def test_the_faults_of_the_content_are_those_of_one_process_told_once(content: Path, tmp_path: Path) -> None:
    cases = content / "data/cases"
    case = (content / CASE_FILE).read_text(encoding="utf-8")
    (cases / "xx-unreadable.yaml").write_text("a: [", encoding="utf-8")
    (cases / "xx-faulty.yaml").write_text(case + "\ncolour: red\n", encoding="utf-8")
    (content / "data/stray.yaml").write_text("a: 1\n", encoding="utf-8")
    with (content / "data/registers/places.yaml").open("a", encoding="utf-8") as stream:
        stream.write("Bad Key: {}\n")
    with pytest.raises(DataFault) as one:
        load()
    with pytest.raises(DataFault) as several:
        write_quads(tmp_path / "out/asserted.nq", 2, size=1)
    assert several.value.problems == one.value.problems
    assert len(one.value.problems) >= 4
    assert not list((tmp_path / "out").iterdir())


def test_a_record_described_twice_and_a_triple_in_two_graphs_are_found_across_tasks(
        content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = content / CASE_FILE
    # Another file of the same name in a folder beneath has the same slug, and says the same.
    [loader] = [module for module in loaders() if module.PATTERN == "data/cases/*.yaml"]
    monkeypatch.setattr(loader, "PATTERN", "data/cases*/*.yaml")
    twin = content / "data/cases-again" / case.name
    twin.parent.mkdir()
    twin.write_bytes(case.read_bytes())
    with pytest.raises(DataFault) as one:
        load()
    with pytest.raises(DataFault) as several:
        write_quads(tmp_path / "out/asserted.nq", size=1)
    assert several.value.problems == one.value.problems
    said = {problem.what.split(" ")[-1] for problem in one.value.problems}
    assert "twice" in said and "too" in said


def test_very_many_parts_are_merged_in_rounds(tmp_path: Path) -> None:
    from coprokg.distributed.merging import MOST_OPEN, merged

    chance = random.Random(1)
    every = []
    for n in range(MOST_OPEN * 2 + 3):
        lines = sorted({b"%d\n" % chance.randrange(5_000) for _ in range(50)})
        (tmp_path / f"{n}.nq").write_bytes(b"".join(lines))
        every += lines
    assert list(merged(sorted(tmp_path.glob("*.nq")), tmp_path)) == sorted(set(every))


def test_quads_go_into_a_file_of_quads(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match=r"\.nq"):
        write_quads(tmp_path / "out.ttl")
    assert quads_of_content.SIZE > 0
