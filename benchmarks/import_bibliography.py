"""Time and weigh ``coprokg import bibliography`` on a small and a large file, against bibtexparser alone."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

BIBTEXPARSER = """
import logging, sys, bibtexparser
from bibtexparser import middlewares as m
logging.disable()
stack = [m.LatexDecodingMiddleware(), m.SeparateCoAuthors(), m.SplitNameParts()]
library = bibtexparser.parse_file(sys.argv[1], append_middleware=stack)
print(len(library.entries))
"""
WORDS = ("coproduction", "users", "communities", "services", "planning", "delivery", "bus", "village", "public", "value")
NAMES = ("Alder, Ann", r"L{\"o}ffler, Elke", "van der Berg, Jan", "{OECD}", "Birch, B. C.", r"{\'E}t{\'e}, A.")


class Run(NamedTuple):
    """What a process took: seconds, and the most memory it held, in megabytes."""

    seconds: float
    megabytes: float


def generate(path: Path, entries: int) -> None:
    """Write a file of made-up entries, the same for the same number."""
    chance = random.Random(entries)
    with path.open("w", encoding="utf-8") as stream:
        stream.write('@string{jms = "Journal of Made-Up Studies"}\n')
        for number in range(entries):
            title = " ".join(chance.choices(WORDS, k=8))
            names = " and ".join(chance.sample(NAMES, chance.randint(1, 3)))
            stream.write(
                f"@article{{key{number},\n  title = {{{title.title()} {number} \\& {{More}}}},\n  author = {{{names}}},\n"
                f"  journal = jms,\n  year = {chance.randint(1950, 2020)},\n  volume = {{{number % 90}}},\n"
                f"  number = {{{number % 7}}},\n  pages = {{{number}--{number + 12}}},\n"
                f"  doi = {{10.1234/jms.{number}}},\n  abstract = {{{' '.join(chance.choices(WORDS, k=90))}}}\n}}\n\n")


def run(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command to its end; return what it took."""
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **environment})
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command} failed: {child.returncode}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Run(time.perf_counter() - begin, kilobytes / 1024)


def main() -> None:
    """Run each on both files and print the figures, and the ratios that can be compared between machines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=10_000, help="entries of the small file")
    parser.add_argument("--large", type=int, default=100_000, help="entries of the large file")
    given = parser.parse_args()
    found: dict[tuple[str, int], Run] = {}
    with tempfile.TemporaryDirectory() as folder:
        nowhere = {"COPROKG_BUILD": str(Path(folder) / "no-build")}
        for entries in (given.small, given.large):
            path = Path(folder) / f"made-up-{entries}.bib"
            generate(path, entries)
            commands = {
                "coprokg import": [sys.executable, "-m", "coprokg", "import", "bibliography", str(path),
                                   "--to", str(path.with_suffix(".nq"))],
                "bibtexparser alone": [sys.executable, "-c", BIBTEXPARSER, str(path)],
            }
            for name, command in commands.items():
                found[name, entries] = took = run(command, nowhere)
                print(f"{name:18} {entries:9,} entries ({path.stat().st_size / 1e6:.0f} MB): "
                      f"{took.seconds:6.1f} s, {took.megabytes:6.0f} MB")
    for name in ("coprokg import", "bibtexparser alone"):
        small, large = found[name, given.small], found[name, given.large]
        print(f"{name}: memory, large file / small file: {large.megabytes / small.megabytes:.2f}; "
              f"time: {large.seconds / small.seconds:.1f}")
    ours, theirs = found["coprokg import", given.large], found["bibtexparser alone", given.large]
    print(f"coprokg import / bibtexparser alone, large file: time {ours.seconds / theirs.seconds:.2f}, "
          f"memory {ours.megabytes / theirs.megabytes:.3f}")


if __name__ == "__main__":
    main()
