"""Time an import by several workers against the same import in one process, in pairs, and compare the bytes."""

from __future__ import annotations

import argparse
import filecmp
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from import_bibliography import generate

SCRIPT = """
import sys
from pathlib import Path
from coprokg.bibliography.importing import import_files
from coprokg.distributed.imports import import_with_workers
if __name__ == "__main__":
    file, to, number = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    import_with_workers([file], to, number=number) if number else import_files([file], to)
"""


def run(script: Path, file: Path, to: Path, number: int) -> tuple[float, float]:
    """Import a file with some workers, or none; return seconds of the clock and of all its processors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    subprocess.run([sys.executable, str(script), str(file), str(to), str(number)], check=True,
                   env={**os.environ, "COPROKG_BUILD": str(script.parent / "no-build")})
    clock = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run both in turn and print medians and ratios pair by pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000, help="entries of the file")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many workers")
    parser.add_argument("--rounds", type=int, default=3, help="how many pairs")
    given = parser.parse_args()
    pairs = []
    with tempfile.TemporaryDirectory() as place:
        file, script = Path(place) / "made-up.bib", Path(place) / "run.py"
        generate(file, given.entries)
        script.write_text(SCRIPT, encoding="utf-8")
        one, several = Path(place) / "one/made-up.nq", Path(place) / "several/made-up.nq"
        for _ in range(given.rounds):
            pairs.append((run(script, file, several, given.workers), run(script, file, one, 0)))
            if not filecmp.cmp(one, several, shallow=False):
                raise SystemExit("the two files differ")
    for name, which in ((f"{given.workers} workers", 0), ("one process", 1)):
        clock, processor = (statistics.median(pair[which][n] for pair in pairs) for n in (0, 1))
        print(f"{name}: median {clock:.1f} s by the clock, {processor:.1f} s of processor")
    for n, what in enumerate(("clock", "processor")):
        ratios = sorted(pair[0][n] / pair[1][n] for pair in pairs)
        print(f"workers / one process, {what}: median {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
    print(f"{given.entries:,} entries; the bytes are the same")


if __name__ == "__main__":
    main()
