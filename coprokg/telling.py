"""Tell the report of a command that shows its progress, and leave with its exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from .front import FAULTY, done

if TYPE_CHECKING:
    from .inspecting import Report


def tell(run: Callable[[], Report]) -> None:
    """Print a report, its faults on standard error; leave with 1 where there are some.

    :param run: what makes the report.
    :raises SystemExit: if it has faults.
    """
    try:
        report = run()
    finally:
        done()
    for line in report.lines:
        print(line, file=sys.stderr if line in report.faults else sys.stdout)
    if report.faults:
        raise SystemExit(FAULTY)
