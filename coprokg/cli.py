"""The command line: what each command takes, and what it prints. The work is done elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__, builds
from .problems import DataFault, Misuse

if TYPE_CHECKING:
    from .asking import Answer, Graph

FAULTY, FAILED = 1, 2
FORMATS = ("table", "csv", "json", "md")


class Commands(click.Group):
    """A group that turns our errors into a sentence and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 1 where the data is faulty, 2 where it was misused or failed."""
        try:
            return super().invoke(ctx)
        except DataFault as fault:
            for problem in fault.problems:
                click.echo(str(problem), err=True)
            count = len(fault.problems)
            click.echo(f"{count} fault{'s' if count != 1 else ''}; the last good build stays as it was",
                       err=True)
            ctx.exit(FAULTY)
        except Misuse as error:
            click.echo(f"coprokg: {error}", err=True)
            ctx.exit(FAILED)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            click.echo(f"coprokg: {error.filename or ''}: {error.strerror or error}", err=True)
            ctx.exit(FAILED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coprokg")
def main() -> None:
    """The knowledge graph of the coproduction of public services.

    Exit codes: 0 sound, 1 the data is faulty, 2 misuse or failure.
    """


def _say(message: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{message} ...", err=True, nl=False)


def _done() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def _graph() -> Graph:
    """Open the current build; build first where there is none, or the sources have changed."""
    from .asking import Graph
    from .freshness import fingerprint

    found = builds.current()
    if found is None or builds.made_from(found) != fingerprint():
        return Graph(_build())
    try:
        return Graph(found)
    except Misuse:
        return Graph(_build())


def _build() -> Path:
    from .building import build

    try:
        return build(_say)
    finally:
        _done()


def _form(given: str | None) -> str:
    from .tables import default_format

    return given or default_format()


@main.command()
def build() -> None:
    """Build the graph from its sources, check it, and make it the current one.

    Example: coprokg build
    """
    folder = _build()
    lines = sum(1 for _ in (folder / builds.GRAPH).open("rb"))
    click.echo(f"{lines} quads in {folder / builds.GRAPH}")


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dl", is_flag=True, help="Also run HermiT, and compare its answer with the rule engine's.")
@click.option("--fix", is_flag=True, help="First write the keys that passages lack into their files.")
def check(files: tuple[Path, ...], dl: bool, fix: bool) -> None:
    """Check all sources, or only FILES; tell every fault by file and line.

    Example: coprokg check data/cases/gb-caterham-barracks-community-trust.yaml
    """
    from .inspecting import fix as write_keys
    from .inspecting import inspect

    for line in write_keys(files) if fix else ():
        click.echo(line)
    try:
        report = inspect(files, dl=dl, say=_say)
    finally:
        _done()
    for line in report.lines:
        click.echo(line, err=line in report.faults)
    if report.faults:
        raise SystemExit(FAULTY)


@main.command()
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: a table on a terminal, else CSV.")
@click.option("--tag", help="Only the questions with this tag.")
def questions(form: str | None, tag: str | None) -> None:
    """List the saved questions.

    Example: coprokg questions --tag drivers
    """
    import json

    from .tables import write

    every = [q for q in _graph().questions.values() if tag is None or tag in q["tags"]]
    if not every:
        raise Misuse(f"no question has the tag {tag!r}; `coprokg questions` shows all tags")
    every.sort(key=lambda q: (q["topic"], q["name"]))
    if form == "json":
        fields = ("name", "summary", "tags", "parameters", "columns")
        click.echo(json.dumps([{f: q[f] for f in fields} for q in every], ensure_ascii=False, indent=1))
        return
    rows = [[q["name"], q["summary"], ", ".join(q["tags"]), " ".join(f"--{p}" for p in q["parameters"])]
            for q in every]
    write(["name", "question", "tags", "parameters"], rows, _form(form), sys.stdout)


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: a table on a terminal, else CSV.")
@click.option("--evidence", is_flag=True, help="Add the words and the page behind each row.")
@click.option("--include-judgement", is_flag=True, help="Take in what rests on a coder's judgement alone.")
@click.pass_context
def ask(ctx: click.Context, name: str, form: str | None, evidence: bool, include_judgement: bool) -> None:
    """Ask a saved question. Its parameters are options: --param value, several times for several.

    Example: coprokg ask who-delivers --case caterham --evidence
    """
    answer = _graph().ask(name, parameters(ctx.args), evidence=evidence, include_judgement=include_judgement)
    _print(answer, _form(form), evidence)


def parameters(arguments: list[str]) -> dict[str, list[str]]:
    """Return the parameters written as ``--name value`` or ``--name=value``.

    :raises Misuse: for anything else.

    >>> parameters(["--case", "beacon", "--case=caterham"])
    {'case': ['beacon', 'caterham']}
    """
    found: dict[str, list[str]] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            raise Misuse(f"{argument!r} is not a parameter; write --name value")
        name, equals, value = argument[2:].partition("=")
        if not equals:
            try:
                value = next(rest)
            except StopIteration:
                raise Misuse(f"--{name} has no value; write --{name} value") from None
        found.setdefault(name, []).append(value)
    return found


def _print(answer: Answer, form: str, evidence: bool) -> None:
    """Print an answer; in a table the words stand below it, by the number of the row."""
    from .tables import write, write_notes

    shown = list(range(len(answer.columns))) if form == "json" else answer.shown
    header = [answer.columns[n] for n in shown]
    rows: list[list[Any]] = [[row[n] for n in shown] for row in answer.rows]
    if evidence and form == "table":
        header = ["row", *header]
        rows = [[str(number), *row] for number, row in enumerate(rows, 1)]
    elif evidence:
        header.append("words")
        joint = "\n" if form == "md" else " | "
        rows = [[*row, joint.join(words)] for row, words in zip(rows, answer.words, strict=True)]
    write(header, rows, form, sys.stdout)
    if evidence and form == "table":
        write_notes(answer.words, sys.stdout)
    if not answer.rows:
        click.echo("no row answers this question", err=True)
    if form == "table":
        for caveat in answer.question["caveats"]:
            click.echo(f"note: {caveat}")


@main.command()
@click.argument("file", default="-", type=click.File(encoding="utf-8"))
@click.option("--format", "form", type=click.Choice(("table", "csv", "json", "ttl")),
              help="Default: a table on a terminal, else CSV; Turtle for CONSTRUCT and DESCRIBE.")
def sparql(file: Any, form: str | None) -> None:
    """Run a SPARQL query from FILE, or from standard input, over all graphs as one.

    Example: echo 'SELECT * { ?case a <https://w3id.org/coprokg/ontology#Case> }' | coprokg sparql
    """
    from .querying import run

    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise Misuse(f"the query is not UTF-8 ({error.reason}); save it so") from None
    run(_graph(), text, form, sys.stdout)


@main.command()
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: a table on a terminal, else CSV.")
def show(slug: str, form: str | None) -> None:
    """Show everything that is said of a case, a work, a definition or another record, with its words.

    Example: coprokg show caterham
    """
    from .describing import show as run

    _print(run(_graph(), slug), _form(form), evidence=True)


@main.command()
@click.argument("slug")
def explain(slug: str) -> None:
    """Explain why each phase of a case has its type, and how the author placed the case.

    Example: coprokg explain sure-start
    """
    from .describing import explain as run

    for line in run(_graph(), slug):
        click.echo(line)


@main.command()
@click.argument("texts", nargs=-1, required=True, metavar="EDITION=TEXTFILE...")
def verify(texts: tuple[str, ...]) -> None:
    """Check every quote against the text of its edition, and write the ledger.

    Example: coprokg verify par=bovaird-2007.txt preprint=bovaird-2006.txt
    """
    from .proving import prove

    report = prove(texts)
    for line in report.lines:
        click.echo(line, err=line in report.faults)
    if report.faults:
        raise SystemExit(FAULTY)


def _commands() -> dict[str, Callable[..., Any]]:
    """Return the commands by name, for the tests that hold the documentation to them."""
    return dict(main.commands)
