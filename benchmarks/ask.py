"""Time ``coprokg ask`` as a whole process against a minimal rdflib script and bare Python."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from coprokg import builds
from coprokg.building import build

RDFLIB = """
import sys, rdflib
graph = rdflib.Graph().parse(sys.argv[1], format="turtle")
for row in graph.query(open(sys.argv[2], encoding="utf-8").read()):
    print(",".join("" if cell is None else str(cell) for cell in row))
"""


def run(command: list[str]) -> float:
    """Run a command to its end and return its seconds."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    """Time the three in turn and print medians and paired ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="how many rounds are counted")
    parser.add_argument("--question", default="drivers-by-case", help="the saved question")
    given = parser.parse_args()
    current = builds.current() or build()
    question = builds.catalogue(current)["questions"][given.question]
    with tempfile.TemporaryDirectory() as folder:
        turtle, query, script = (Path(folder) / n for n in ("graph.ttl", "query.rq", "ask.py"))
        quads = ox.parse(path=str(current / builds.GRAPH), format=ox.RdfFormat.N_QUADS)
        ox.serialize((q.triple for q in quads), str(turtle), format=ox.RdfFormat.TURTLE)
        query.write_text(question["body"], encoding="utf-8")
        script.write_text(RDFLIB, encoding="utf-8")
        commands = {
            "coprokg ask": [sys.executable, "-m", "coprokg", "ask", given.question],
            "rdflib script": [sys.executable, str(script), str(turtle), str(query)],
            "python -c pass": [sys.executable, "-c", "pass"],
        }
        run(commands["coprokg ask"])
        rounds = [{name: run(command) for name, command in commands.items()} for _ in range(given.runs)]
    for name in commands:
        print(f"{name:16} median {statistics.median(r[name] for r in rounds):.3f} s")
    for other in ("rdflib script", "python -c pass"):
        ratios = sorted(r["coprokg ask"] / r[other] for r in rounds)
        print(f"coprokg ask / {other}: median {statistics.median(ratios):.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f})")


if __name__ == "__main__":
    main()
