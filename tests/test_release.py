"""``coprokg export``: the same bytes each time, sums that hold, and one whole release whatever happens."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from coprokg.asking import Graph
from coprokg.folders import in_checkout, root
from coprokg.loading import load
from coprokg.problems import Misuse
from coprokg.release import exporting, replacing
from coprokg.release.exporting import export, write, zipped
from coprokg.release.files import Made, Written
from coprokg.release.metadata import read_metadata
from coprokg.release.replacing import SUMS, checked
from coprokg.release.source import Source
from tests.support import edit, files_of, python

NAMES = ("coprokg.nq", "coprokg.nq.gz", "deep/er/part.ttl")
"""What the quick release of these tests holds, but for its sums."""


def small(words: str) -> exporting.Part:
    """Return a part that makes two files, one of them zipped too."""

    def part(_: Source) -> Iterator[Made]:
        yield Made("coprokg.nq", words.encode(), "application/n-quads", "everything", "dump", zip=True)
        yield Made("deep/er/part.ttl", words.encode(), "text/turtle", "a part", "part")

    return part


def nothing(*_: object) -> Iterable[Made]:
    return ()


@pytest.fixture
def told() -> Source:
    """Give a source that quick parts do not look at."""
    return Source(root(), read_metadata(root()), [], [], cast(Graph, None))


def put(folder: Path, told: Source, words: str) -> None:
    """Write a quick release."""
    write(checked(folder), told, [small(words)], nothing)


def holds(folder: Path) -> str:
    """Return the words of the release in a folder, once it has been seen to be whole."""
    lines = (line.split("  ", 1) for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
    sums = {name: sum_ for sum_, name in lines}
    found = files_of(folder)
    assert set(found) == {*sums, SUMS}, "the sums are not of the files that are there"
    for name, sum_ in sums.items():
        assert hashlib.sha256(found[name]).hexdigest() == sum_, name
    return found["coprokg.nq"].decode()


def beside(folder: Path) -> list[str]:
    """Return what stands beside a folder."""
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


# The same bytes

EXPORT = "import sys; from pathlib import Path; from coprokg.release.exporting import export; print(export(Path(sys.argv[1])).files)"


def test_two_releases_are_the_same_bytes(on_made_up: Path, tmp_path: Path) -> None:
    """In processes that hash text differently, in other places of the world, into folders of other names."""
    made = []
    for name, place in {"one": {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
                        "another/deeper": {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}}.items():
        done = python("-c", EXPORT, str(tmp_path / name), environment=place)
        assert done.returncode == 0, done.stderr
        made.append(files_of(tmp_path / name))
        assert holds(tmp_path / name), "the release is not whole"
        assert int(done.stdout) == len(made[-1])
    first, second = made
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_sums_are_what_sha256sum_reads(told: Source, tmp_path: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not there: apt-get install coreutils")
    put(tmp_path / "release", told, "words")
    check = ["sha256sum", "--check", "--strict", SUMS]
    assert subprocess.run(check, cwd=tmp_path / "release", capture_output=True).returncode == 0
    (tmp_path / "release" / NAMES[2]).write_text("others")
    assert subprocess.run(check, cwd=tmp_path / "release", capture_output=True).returncode == 1


def test_a_zip_bears_the_day_of_the_release(told: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "release", told, "words")
    data = (tmp_path / "release/coprokg.nq.gz").read_bytes()
    assert gzip.decompress(data) == b"words"
    midnight = dt.datetime.combine(told.about.issued, dt.time(), dt.UTC)
    assert int.from_bytes(data[4:8], "little") == midnight.timestamp()
    assert data[3] == 0, "the name of a file stands in the zip"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert int.from_bytes(zipped(b"", read_metadata(root()).issued)[4:8], "little") == 86400


def test_what_describes_a_release_knows_each_file(told: Source, tmp_path: Path) -> None:
    seen: list[str] = []

    def describe(_: Source, written: Sequence[Written]) -> Iterator[Made]:
        work = next(tmp_path.glob(".release.*"))
        for one in written:
            data = (work / one.path).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (one.size, one.sha256)
            seen.append(one.path)
        yield Made("void.ttl", b"", "text/turtle", "what there is", "description")

    report = write(tmp_path / "release", told, [small("words")], describe)
    assert seen == list(NAMES)
    assert report.files == len(files_of(tmp_path / "release")) == len(NAMES) + 2
    assert report.size == sum(map(len, files_of(tmp_path / "release").values()))


# What may be replaced


def test_an_older_release_is_replaced_whole(told: Source, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    put(folder, told, "old")
    old = files_of(folder)
    write(folder, told, [small("new"), lambda _: [Made("more.md", b"", "text/markdown", "more", "part")]], nothing)
    assert holds(folder) == "new"
    put(folder, told, "old")
    assert files_of(folder) == old, "a file of the release that was there before is left"
    assert beside(folder) == []


@pytest.mark.parametrize("name", ["new", "new/and/deep", "empty"])
def test_a_new_or_empty_folder_takes_a_release(told: Source, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    put(tmp_path / name, told, "words")
    assert holds(tmp_path / name) == "words"


def test_a_link_to_a_folder_stays_a_link(told: Source, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    put(tmp_path / "link", told, "words")
    assert (tmp_path / "link").is_symlink() and holds(tmp_path / "real") == "words"


def refused(folder: Path) -> str:
    """Return why a folder is refused; nothing in it may change."""
    before = files_of(folder) if folder.is_dir() else {}
    with pytest.raises(Misuse) as why:
        export(folder)
    assert (files_of(folder) if folder.is_dir() else {}) == before
    return str(why.value)


def test_a_folder_with_other_files_is_refused(told: Source, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    put(folder, told, "words")
    for name in ("a note.txt", "deep/b", "c", "d"):
        (folder / name).write_text("mine")
    assert "holds what is no part of a release (a note.txt, c, d and 1 more); move it away" in refused(folder)


def test_the_sums_of_others_make_no_release(tmp_path: Path) -> None:
    (tmp_path / "image.iso").write_text("theirs")
    (tmp_path / SUMS).write_text(f"{'0' * 64}  image.iso\n")
    assert "SHA256SUMS, image.iso" in refused(tmp_path)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "release").write_text("mine")
    assert "is a file; name a folder" in refused(tmp_path / "release")
    assert (tmp_path / "release").read_text() == "mine"


def test_the_folder_one_is_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    for folder in (Path("."), Path("..")):
        assert "is the folder you are in" in refused(folder)


def test_a_folder_among_the_sources_is_refused() -> None:
    assert "is among the sources" in refused(root() / "data/release")
    assert not (root() / "data/release").exists()


def test_files_that_come_while_it_is_written_are_not_lost(told: Source, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    put(folder, told, "old")

    def describe(*_: object) -> Iterator[Made]:
        (folder / "note.txt").write_text("mine")
        yield Made("void.ttl", b"", "text/turtle", "what there is", "description")

    with pytest.raises(Misuse, match=r"note\.txt"):
        write(folder, told, [small("new")], describe)
    assert (folder / "note.txt").read_text() == "mine"
    assert (folder / "coprokg.nq").read_text() == "old"
    assert beside(folder) == []


# Whatever happens


def test_sources_that_change_meanwhile_are_told(content: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def slow(base: Path) -> object:
        found = load(base)
        edit(content, "title: A made-up village bus", "title: A made-up village tram")
        return found

    monkeypatch.setattr("coprokg.release.source.load", slow)
    with pytest.raises(Misuse, match="the sources changed while they were read"):
        export(tmp_path / "release")
    assert beside(tmp_path / "release") == ["content"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), Misuse("no")])
@pytest.mark.parametrize("where", ["sync", "_swap", "a part", "a description"])
def test_a_release_that_fails_leaves_the_old_one_and_nothing_else(
        told: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, error: BaseException) -> None:
    folder = tmp_path / "release"
    put(folder, told, "old")

    def fail(*_: object) -> Iterable[Made]:
        raise error

    if hasattr(replacing, where):
        monkeypatch.setattr(replacing, where, fail)
    with pytest.raises(type(error)):
        write(folder, told, [small("new"), fail if where == "a part" else nothing], fail if where == "a description" else nothing)
    assert (holds(folder), beside(folder)) == ("old", [])


def test_two_parts_cannot_write_one_file(told: Source, tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write(tmp_path / "release", told, [small("one"), small("two")], nothing)
    assert list(tmp_path.iterdir()) == []


KILLED = {
    "before a file is written": ("exporting._write = die", "old"),
    "in the middle of the files": ("write = exporting._write\n"
                                   "exporting._write = lambda *given: die() if given[1].zip is False else write(*given)", "old"),
    "before the swap": ("replacing._swap = die", "old"),
    "right after the swap": ("swap = replacing._swap\nreplacing._swap = lambda *given: (swap(*given), die())", "new"),
    "at the end": ("replacing.shutil.rmtree = die", "new"),
    "between the two steps of a system that cannot exchange folders":
        ("replacing._exchange = lambda *_: False\nrename, done = os.rename, []\n"
         "os.rename = lambda a, b: die() if done else done.append(rename(a, b))", "old"),
}
SCRIPT = """
import os, signal, sys
from pathlib import Path
from coprokg.folders import root
from coprokg.release import exporting, replacing
from coprokg.release.metadata import read_metadata
from coprokg.release.source import Source
from tests.test_release import nothing, put, small
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
{}
put(Path(sys.argv[1]), Source(root(), read_metadata(root()), [], [], None), "new")
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", KILLED)
def test_an_export_that_is_killed_leaves_one_whole_release(told: Source, tmp_path: Path, moment: str) -> None:
    folder = tmp_path / "release"
    put(folder, told, "old")
    change, which = KILLED[moment]
    done = python("-c", SCRIPT.format(change), str(folder))
    assert done.returncode == -9, f"the export was not killed: {done.stderr}"
    if "cannot exchange" not in moment:
        assert holds(folder) == which
    assert checked(folder) == folder and holds(folder) == which
    put(folder, told, "newest")
    assert holds(folder) == "newest"


def test_what_killed_exports_left_goes_in_time(told: Source, tmp_path: Path) -> None:
    for name, age in ((".release.unfinished-1-1", 7 * 3600), (".release.old-1-1", 7 * 3600), (".release.unfinished-2-2", 60)):
        (tmp_path / name).mkdir()
        past = (tmp_path / name).stat().st_mtime - age
        os.utime(tmp_path / name, (past, past))
    (tmp_path / "release").mkdir()
    put(tmp_path / "release", told, "words")
    assert beside(tmp_path / "release") == [".release.unfinished-2-2"]


def test_a_system_that_cannot_exchange_folders(told: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    for words in ("old", "new"):
        put(tmp_path / "release", told, words)
        assert (holds(tmp_path / "release"), beside(tmp_path / "release")) == (words, [])


# Licences


@pytest.mark.skipif(not in_checkout(), reason="the licences stand in a checkout")
def test_the_licences_travel(on_made_up: Path) -> None:
    from coprokg.release import parts

    for name in parts.LICENCES:
        assert parts._licence(name) == (Path(__file__).parents[1] / name).read_bytes()
