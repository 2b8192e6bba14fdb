"""Show how far a load has come: a bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Watch = Callable[[str, int, int], None]
"""Called with what is being done, how many graphs are done, and how many there are."""


def unseen(what: str, done: int, of: int) -> None:
    """Show nothing."""


@contextmanager
def watching() -> Iterator[Watch]:
    """Give a function to call with how far a load has come; nothing is shown where nobody looks."""
    if not sys.stderr.isatty():
        yield unseen
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        tasks: dict[str, int] = {}

        def watch(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = int(bar.add_task(escape(what), total=of))
            bar.update(bar.task_ids[tasks[what]], completed=done)

        yield watch
