"""Replace a folder by another in one step, so that whoever looks finds the old release or the new one, whole."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..builds import ABANDONED_AFTER, sync, sync_folder
from ..folders import CONTENT, root
from ..problems import Misuse

SUMS = "SHA256SUMS"
"""The file that makes a folder a release: the sum of each other file in it, for ``sha256sum -c``."""

OURS = "coprokg.nq"
"""A file that each release has, so that the sums of other people's files make no release."""

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_UNFINISHED, _OLD = "unfinished", "old"
_MANY = 3


def sum_line(path: str, sha256: str) -> str:
    r"""Return the line of a file among the sums.

    >>> sum_line("a.nq", "0" * 64)[60:]
    '0000  a.nq\n'
    """
    return f"{sha256}  {path}\n"


def checked(folder: Path) -> Path:
    """Return where a release may be put.

    :param folder: the folder: new, empty, or one that holds a release and nothing else.
    :returns: the same, with links followed.
    :raises Misuse: if it holds what would be lost, or must not be replaced.

    >>> checked(Path("no-such-folder/release")).name
    'release'
    """
    place = folder.resolve()
    here = Path.cwd()
    if here.is_relative_to(place):
        raise Misuse(f"{folder} is the folder you are in, or holds it; name a folder of its own for the release")
    if any(place.is_relative_to(root().resolve() / name) for name in CONTENT):
        raise Misuse(f"{folder} is among the sources of the graph; name a folder elsewhere")
    _heal(place)
    if place.exists() and not place.is_dir():
        raise Misuse(f"{folder} is a file; name a folder that is new, empty, or holds a release")
    if place.is_dir() and (foreign := _foreign(place)):
        more = f" and {len(foreign) - _MANY} more" if len(foreign) > _MANY else ""
        raise Misuse(f"{folder} holds what is no part of a release ({', '.join(foreign[:_MANY])}{more});"
                     " move it away, or name another folder")
    return place


def _foreign(place: Path) -> list[str]:
    """Return the files of a folder that no release put there: those of which its sums say nothing."""
    try:
        lines = (place / SUMS).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        lines = []
    known = {found[2] for line in lines if (found := _LINE.fullmatch(line))}
    known = known | {SUMS} if OURS in known else set()
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*")
                  if (path.is_symlink() or not path.is_dir()) and path.relative_to(place).as_posix() not in known)


@contextmanager
def replacement(place: Path) -> Iterator[Path]:
    """Give a folder to write in; on leaving without an error it takes the place of another.

    :param place: the folder that is replaced, from :func:`checked`.
    :raises Misuse: if it has come to hold what would be lost.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    _tidy(place)
    work = _beside(place, _UNFINISHED)
    work.mkdir()
    try:
        yield work
        sync(work)
        checked(place)
        _swap(work, place)
        sync_folder(place.parent)
    finally:
        # After the swap the older release is here.
        shutil.rmtree(work, ignore_errors=True)


def _swap(work: Path, place: Path) -> None:
    if not place.exists():
        os.rename(work, place)
    elif not _exchange(work, place):
        old = _beside(place, _OLD)
        os.rename(place, old)
        try:
            os.rename(work, place)
        except BaseException:
            os.rename(old, place)
            raise
        os.rename(old, work)


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change names in one step; False where the system cannot."""
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    here, swap = -100, 2
    try:
        done = library.renameat2(here, os.fsencode(first), here, os.fsencode(second), swap)
    except AttributeError:
        try:
            done = library.renamex_np(os.fsencode(first), os.fsencode(second), swap)
        except AttributeError:
            return False
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(second))


def _beside(place: Path, what: str) -> Path:
    return place.with_name(f".{place.name}.{what}-{time.time_ns():x}-{os.getpid()}")


def _heal(place: Path) -> None:
    """Put an older release back where a system that cannot exchange folders was stopped between two steps."""
    left = sorted(place.parent.glob(f".{place.name}.{_OLD}-*")) if place.parent.is_dir() else []
    if left and not place.exists():
        os.rename(left[-1], place)


def _tidy(place: Path) -> None:
    """Remove what runs that were killed long ago have left."""
    for what in (_UNFINISHED, _OLD):
        for path in place.parent.glob(f".{place.name}.{what}-*"):
            if time.time() - path.stat().st_mtime > ABANDONED_AFTER:
                shutil.rmtree(path, ignore_errors=True)
