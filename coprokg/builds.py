"""The builds on disk: the current one is named by a file that is swapped in one step.

A build is a folder of its own, complete before it is named; whoever is reading an older one goes
on reading it. This module is on the path of every command: it imports the standard library only.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .folders import build_folder

GRAPH, STORE, CATALOGUE, SOURCES, POINTER = "graph.nq", "store", "catalogue.json", "sources", "current"
_UNFINISHED = ".unfinished-"
_KEEP = 2
_YOUNG = 60
ABANDONED_AFTER = 6 * 3600


def current() -> Path | None:
    """Return the folder of the current build, or None if there is none that is whole."""
    build = _named(build_folder())
    return build if build and whole(build) else None


def whole(build: Path) -> bool:
    """Say whether a build has all its parts."""
    return all((build / part).is_file() for part in (CATALOGUE, GRAPH, f"{STORE}/CURRENT"))


def finished(work: Path) -> Path:
    """Return where the build is, once finished, that is made in a folder.

    >>> finished(Path("build/.unfinished-1a-7")).name
    '1a-7'
    """
    return work.with_name(work.name.removeprefix(_UNFINISHED))


def _named(folder: Path) -> Path | None:
    """Return the folder that the pointer names, whole or not."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return folder / name if Path(name).name == name and not name.startswith(".") else None


def catalogue(build: Path) -> dict[str, Any]:
    """Return what a build knows of its questions, and of the values of their parameters.

    :raises ValueError: if it is damaged.
    """
    import json

    with (build / CATALOGUE).open(encoding="utf-8") as stream:
        found = json.load(stream)
    if not (isinstance(found, dict) and {"questions", "values"} <= found.keys()):
        raise ValueError("the catalogue lacks its questions or values")
    return found


def made_from(build: Path) -> str:
    """Return the fingerprint of the sources of a build; an empty text where it cannot be read."""
    try:
        return (build / SOURCES).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


@contextmanager
def new_build() -> Iterator[Path]:
    """Give a folder to build in; on leaving without an error it becomes the current build.

    If anything fails, or the process dies, the build that was current stays so.
    """
    import shutil

    folder = build_folder()
    folder.mkdir(parents=True, exist_ok=True)
    stamp = f"{time.time_ns():x}-{os.getpid()}"
    work = folder / (_UNFINISHED + stamp)
    work.mkdir()
    try:
        yield work
        sync(work)
        os.replace(work, folder / stamp)
        sync_folder(folder)
        pointer = folder / f"{POINTER}.{stamp}"
        pointer.write_text(stamp + "\n", encoding="utf-8")
        _sync_file(pointer)
        os.replace(pointer, folder / POINTER)
        sync_folder(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    _tidy(folder)


def sync(folder: Path) -> None:
    """Bring everything in a folder to the disk, names and contents.

    :param folder: the folder.
    """
    for path in folder.rglob("*"):
        if path.is_file():
            _sync_file(path)
        else:
            sync_folder(path)
    sync_folder(folder)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _tidy(folder: Path) -> None:
    """Remove builds that nobody needs: all but the newest two, and what was abandoned long ago.

    A young build stays: another process may be about to name it.
    """
    import shutil

    finished = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    for path in finished[:-_KEEP]:
        if path != _named(folder) and _age(path) > _YOUNG:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(_UNFINISHED + "*"):
        if _age(path) > ABANDONED_AFTER:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(POINTER + ".*"):
        if _age(path) > ABANDONED_AFTER:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0
