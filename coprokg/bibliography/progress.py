"""Show how far an import has come: a bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .opening import Given

_EACH = 100


@contextmanager
def watching() -> Iterator[Callable[[Given], None]]:
    """Give a function to call with the file being read; nothing is shown where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda given: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        tasks: dict[str, int] = {}
        calls = 0

        def watch(given: Given) -> None:
            nonlocal calls
            calls += 1
            if given.name not in tasks:
                tasks[given.name] = int(bar.add_task(escape(Path(given.name).name), total=given.size))
            if calls % _EACH == 0:
                bar.update(bar.task_ids[tasks[given.name]], completed=given.position)

        yield watch
