"""Find out what one machine carries: build, size and questions against the number of cases and of imported works.

Each size is built from made-up copies, in a process of its own; beside it, in the same run, stands a named peer. Processor
seconds are told, because a machine that others use too stretches the clock; ratios can be compared between machines.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from import_bibliography import generate

from coprokg.folders import CONTENT, folder

QUESTIONS = ("drivers-by-case", "who-does-what", "values-and-cases", "works-counted", "works-behind-statements")

BESIDE = ("drivers-by-case", "works-counted")
"""Those that rdflib is asked too: each of the others takes it minutes."""

ALONE = """
import sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
store.optimize()
store.flush()
"""

ASK = """
import json, statistics, sys, time
from pathlib import Path
from coprokg import builds
from coprokg.asking import Graph
graph = Graph(builds.current())
found = {}
for name in sys.argv[1:]:
    times = []
    while not times or (len(times) < 7 and sum(times) < 20):
        begin = time.process_time()
        rows = graph.ask(name).rows
        times.append(time.process_time() - begin)
    found[name] = [len(rows), statistics.median(times)]
print(json.dumps(found))
"""

ASK_RDFLIB = """
import json, statistics, sys, time, rdflib
from coprokg import builds
build = builds.current()
begin = time.process_time()
graph = rdflib.Dataset(default_union=True).parse(build / builds.GRAPH, format="nquads")
found = {"parse": [len(graph), time.process_time() - begin]}
questions = builds.catalogue(build)["questions"]
for name in sys.argv[1:]:
    times = []
    while not times or (len(times) < 3 and sum(times) < 20):
        begin = time.process_time()
        rows = list(graph.query(questions[name]["body"]))
        times.append(time.process_time() - begin)
    found[name] = [len(rows), statistics.median(times)]
print(json.dumps(found))
"""


class Took(NamedTuple):
    """What a process took: processor seconds, seconds of the clock, the most memory in megabytes; and what it printed."""

    processor: float
    clock: float
    megabytes: float
    out: str


class Failed(Exception):
    """A process that did not come to its end."""


def run(command: list[str], environment: dict[str, str], most: int) -> Took:
    """Run a process to its end.

    :param command: the process.
    :param environment: what it finds in its environment, beside what stands there.
    :param most: the most memory that it may take, in megabytes: a machine has others to carry.
    :raises Failed: if it ends with a fault.
    """
    begin = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = subprocess.Popen(command, stdout=out, stderr=err, env={**os.environ, **environment},
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (most << 20, most << 20)))
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - begin
        if child.returncode:
            err.seek(0)
            raise Failed(f"exit code {child.returncode} after {clock:.0f} s: {err.read().strip().splitlines()[:1]}")
        out.seek(0)
        return Took(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss / 1024, out.read())


def content(to: Path, cases: int) -> None:
    """Copy the content, with as many cases: copies of the real ones under other names."""
    for name in CONTENT:
        shutil.copytree(folder(name), to / name, ignore=shutil.ignore_patterns("__pycache__"))
    real = sorted((to / "data/cases").glob("*.yaml"))
    for number in range(len(real), cases):
        copied = real[number % len(real)]
        shutil.copyfile(copied, copied.with_stem(f"{copied.stem}-copy-{number}"))


def size_of(place: Path) -> int:
    """Return how many bytes a file or all files of a folder have."""
    return place.stat().st_size if place.is_file() else sum(p.stat().st_size for p in place.rglob("*") if p.is_file())


def measure(what: str, place: Path, rounds: int, most: int, peer: bool) -> None:
    """Build some content and print what it took and gives, beside loading alone, and beside rdflib where wanted."""
    environment = {"COPROKG_CONTENT": str(place), "COPROKG_BUILD": str(place / "build")}
    try:
        pairs = []
        for _ in range(rounds):
            shutil.rmtree(place / "build", ignore_errors=True)
            built = run([sys.executable, "-m", "coprokg", "build"], environment, most)
            made = place / "build" / (place / "build/current").read_text().strip()
            shutil.rmtree(place / "alone", ignore_errors=True)
            alone = [sys.executable, "-c", ALONE, str(made / "graph.nq"), str(place / "alone")]
            pairs.append((built, run(alone, environment, most)))
        asked = run([sys.executable, "-c", ASK, *QUESTIONS], environment, most)
    except Failed as error:
        print(f"{what}: not to be had within {most:,} MB: {error}", flush=True)
        return
    quads = built.out.split()[0]
    graph, store = (size_of(made / part) / 1e6 for part in ("graph.nq", "store"))
    print(f"{what}: {int(quads):,} quads; graph.nq {graph:,.0f} MB, store {store:,.0f} MB", flush=True)
    for built, alone in pairs:
        print(f"  build {built.processor:,.1f} s of processor ({built.clock:,.0f} by the clock), {built.megabytes:,.0f} MB; "
              f"pyoxigraph loading alone {alone.processor:,.1f} s, {alone.megabytes:,.0f} MB; "
              f"build / loading {built.processor / alone.processor:.1f}")
    ours = json.loads(asked.out)
    command = [sys.executable, "-c", ASK_RDFLIB, *BESIDE]
    theirs = json.loads(run(command, environment, most).out) if peer else {}
    for name, (rows, seconds) in ours.items():
        beside = ""
        if name in theirs:
            beside = f"; rdflib {theirs[name][1] * 1000:,.0f} ms, ratio {seconds / theirs[name][1]:.3f}"
        print(f"  {name}: {rows:,} rows, {seconds * 1000:,.1f} ms{beside}")
    if peer:
        print(f"  rdflib reads the graph in {theirs['parse'][1]:,.1f} s", flush=True)


def main() -> None:
    """Measure each size, smallest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="*", default=[6, 60, 600], help="numbers of cases")
    parser.add_argument("--works", type=int, nargs="*", default=[10_000, 100_000, 1_000_000], help="numbers of imported works")
    parser.add_argument("--rounds", type=int, default=1, help="how often each build is made, in turn with its peer")
    parser.add_argument("--most", type=int, default=16_000, help="the most megabytes that a process may take")
    given = parser.parse_args()
    for number, cases in enumerate(given.cases):
        with tempfile.TemporaryDirectory() as place:
            content(Path(place), cases)
            measure(f"{cases:,} cases", Path(place), given.rounds, given.most, not number)
    for works in given.works:
        with tempfile.TemporaryDirectory() as place:
            content(Path(place), 0)
            file = Path(place) / "made-up.bib"
            generate(file, works)
            took = run([sys.executable, "-m", "coprokg", "import", "bibliography", str(file)],
                       {"COPROKG_CONTENT": place, "COPROKG_BUILD": f"{place}/no-build"}, given.most)
            print(f"{works:,} works imported from {size_of(file) / 1e6:,.0f} MB: {took.processor:,.1f} s of processor "
                  f"({took.clock:,.0f} by the clock), {took.megabytes:,.0f} MB", flush=True)
            measure(f"{works:,} imported works", Path(place), given.rounds, given.most, False)


if __name__ == "__main__":
    main()
