"""What every command does at its door: open the graph, ask, print, and tell faults without a traceback.

``coprokg ask`` is typed often and must start at once, so nothing here imports more than the standard
library and pyoxigraph; the other commands (:mod:`coprokg.cli`) bring their imports with them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from . import builds
from .problems import DataFault, Misuse, allowed_values

if TYPE_CHECKING:
    from pathlib import Path

    from .asking import Answer, Graph

SOUND, FAULTY, FAILED = 0, 1, 2
FORMATS = ("table", "csv", "json", "md")
BIBLIOGRAPHIES = ("bibtex", "ris", "csl-json", "references")
"""Formats for the works that an answer holds."""

NO_ROW = "no row answers this question"


def told(run: Callable[[], Any]) -> int:
    """Run something for a user and return the exit code: every fault becomes a sentence.

    :returns: 0 sound, 1 the data is faulty, 2 misuse or failure.

    >>> told(lambda: None)
    0
    """
    _never_closed()
    try:
        run()
    except DataFault as fault:
        for problem in fault.problems:
            complain(str(problem))
        count = len(fault.problems)
        complain(f"{count} fault{'s' if count != 1 else ''}; {fault.kept}")
        return FAULTY
    except Misuse as error:
        complain(f"coprokg: {error}")
        return FAILED
    except BrokenPipeError:
        # Whoever read us has gone: let the interpreter's last flush find no closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOUND
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        complain(f"coprokg: {place}{error.strerror or error}")
        return FAILED
    return SOUND


def _never_closed() -> None:
    """Give whoever closed our output (``>&-``) one that takes everything and keeps nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def complain(sentence: str) -> None:
    """Print a sentence on standard error."""
    print(sentence, file=sys.stderr)


def say(message: str) -> None:
    """Show progress, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{message} ...", file=sys.stderr, end="", flush=True)


def done() -> None:
    """Take the progress away."""
    if sys.stderr.isatty():
        print("\r\x1b[K", file=sys.stderr, end="", flush=True)


def graph(endpoint: str = "") -> Graph:
    """Open the current build; build first where there is none, or the sources have changed.

    :param endpoint: a SPARQL endpoint that holds the graph; then the rows come from there.
    """
    if endpoint:
        from .remote import RemoteGraph

        return RemoteGraph(builds.current() or build(), endpoint)
    from .asking import Graph
    from .freshness import fingerprint

    found = builds.current()
    if found is None or builds.made_from(found) != fingerprint():
        return Graph(build())
    try:
        return Graph(found)
    except Misuse:
        return Graph(build())


def build() -> Path:
    """Build the graph, with progress."""
    from .building import build as run

    try:
        return run(say)
    finally:
        done()


def form_of(given: str | None) -> str:
    """Return the format asked for, or the one that fits where the output goes."""
    from .tables import default_format

    return given or default_format()


def parameters(arguments: Sequence[str], flags: Sequence[str] = ()) -> dict[str, list[str]]:
    """Return what is written as ``--name value`` or ``--name=value``; a flag has no value.

    :raises Misuse: for anything else.

    >>> parameters(["--case", "beacon", "--case=caterham", "--evidence"], ["evidence"])
    {'case': ['beacon', 'caterham'], 'evidence': []}
    """
    found: dict[str, list[str]] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            raise Misuse(f"{argument!r} is not a parameter; write --name value")
        name, equals, value = argument[2:].partition("=")
        values = found.setdefault(name, [])
        if name in flags:
            if equals:
                raise Misuse(f"--{name} takes no value; write --{name}, or leave it out")
            continue
        if not name:
            raise Misuse(f"{argument!r} is not a parameter; write --name value")
        if not equals:
            try:
                value = next(rest)
            except StopIteration:
                raise Misuse(f"--{name} has no value; write --{name} value") from None
        values.append(value)
    return found


def ask(arguments: Sequence[str]) -> None:
    """Ask a saved question: its name, its parameters, and how to print the answer.

    :raises Misuse: for an unknown question, parameter, value or format.
    """
    if not arguments or arguments[0].startswith("-"):
        raise Misuse("which question? write coprokg ask NAME; `coprokg questions` lists them")
    given = parameters(arguments[1:], ("evidence", "include-judgement"))
    form = next(reversed(given.pop("format", [])), None)
    if form is not None and form not in (*FORMATS, *BIBLIOGRAPHIES):
        raise Misuse(f"--format {form!r} is not known; {allowed_values((*FORMATS, *BIBLIOGRAPHIES))}")
    style = next(reversed(given.pop("style", [])), None)
    if style is not None and (form != "references" or not style.strip()):
        raise Misuse("--style is the CSL style of references; write --format references --style FILE.csl")
    evidence = given.pop("evidence", None) is not None
    judgement = given.pop("include-judgement", None) is not None
    endpoint = next(reversed(given.pop("endpoint", [])), None)
    if endpoint is not None and not endpoint.strip():
        raise Misuse("--endpoint is blank; write --endpoint http://host:port/query, or leave it out")
    if form in BIBLIOGRAPHIES and evidence:
        raise Misuse(f"--evidence has no place in {form}; leave it out, or take --format md")
    asked = graph(endpoint or "")
    answer = asked.ask(arguments[0], given, evidence=evidence, include_judgement=judgement)
    if form in BIBLIOGRAPHIES:
        from .bibliography.exporting import write

        write(asked, answer, form, style or "", sys.stdout)
        _beside(answer)
        return
    show(answer, form_of(form), evidence)


def show(answer: Answer, form: str, evidence: bool) -> None:
    """Print an answer with how many rows it has and its caveats: in its format, or beside it where that has no place.

    In a table the words stand below it, by the number of the row.
    """
    from .tables import counted, notes, write, write_json, write_markdown_notes, write_words

    every = {"json": list(range(len(answer.columns))), "table": answer.readable}
    shown = every.get(form, answer.shown)
    header = [answer.columns[n] for n in shown]
    rows: list[list[Any]] = [[row[n] for n in shown] for row in answer.rows]
    if evidence and form == "table":
        header = ["row", *header]
        rows = [[str(number), *row] for number, row in enumerate(rows, 1)]
    elif evidence:
        header.append("words")
        joint = "\n" if form == "md" else " | "
        rows = [[*row, joint.join(words)] for row, words in zip(rows, answer.words, strict=True)]
    n, caveats = counted(len(rows)), answer.question["caveats"]
    if form == "csv":
        write(header, rows, form, sys.stdout)
        _beside(answer)
        return
    if form == "json":
        write_json(header, rows, sys.stdout, caveats)
    else:
        write(header, rows, form, sys.stdout)
    if evidence and form == "table":
        write_words(answer.words, sys.stdout)
    if not rows:
        complain(NO_ROW)
    if form == "table":
        print(*notes(n, caveats), sep="\n")
    elif form == "md":
        write_markdown_notes(n, caveats, sys.stdout)


def _beside(answer: Answer) -> None:
    """Tell on standard error how many rows an answer has, and its caveats: its format has no place for them."""
    from .tables import counted, notes

    if not answer.rows:
        complain(NO_ROW)
    for line in notes(counted(len(answer.rows)), answer.question["caveats"]):
        complain(line)
