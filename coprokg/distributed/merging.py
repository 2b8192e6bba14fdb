"""Merge sorted files of lines into one, with memory that does not grow with them."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

MOST_OPEN = 64
"""How many files are open at once: more are merged in several rounds."""


def merged(files: Sequence[Path], scratch: Path) -> Iterator[bytes]:
    r"""Yield the lines of sorted files in their order, each once.

    :param files: the files, each sorted by its bytes.
    :param scratch: a folder for what is merged on the way, where there are very many.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> for name, text in (("a", b"1\n3\n"), ("b", b"2\n3\n")):
    ...     _ = (folder / name).write_bytes(text)
    >>> list(merged([folder / "a", folder / "b"], folder))
    [b'1\n', b'2\n', b'3\n']
    """
    rounds = 0
    while len(files) > MOST_OPEN:
        rounds += 1
        files = [_merge_into(scratch / f"{rounds}-{n}.merged", files[n:n + MOST_OPEN])
                 for n in range(0, len(files), MOST_OPEN)]
    yield from _once(files)


def _merge_into(path: Path, files: Sequence[Path]) -> Path:
    with path.open("wb") as out:
        out.writelines(_once(files))
    return path


def _once(files: Sequence[Path]) -> Iterator[bytes]:
    with ExitStack() as opened:
        before = b""
        for line in heapq.merge(*(opened.enter_context(path.open("rb")) for path in files)):
            if line != before:
                yield line
            before = line
