"""The command line: what each command takes, and what it prints. The work is done elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from . import __version__, builds
from .front import FAULTY, FORMATS, NO_ROW, SOUND, complain, done, form_of, graph, parameters, say, told
from .front import ask as run_ask
from .front import build as run_build
from .front import show as print_answer
from .problems import Misuse, hint
from .release_commands import export, load, quads
from .telling import tell


class Commands(click.Group):
    """A group that turns our errors into a sentence and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 1 where the data is faulty, 2 where it was misused or failed."""
        code = told(lambda: click.Group.invoke(self, ctx))
        if code != SOUND:
            ctx.exit(code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coprokg")
def main() -> None:
    """The knowledge graph of the coproduction of public services.

    Exit codes: 0 sound, 1 the data is faulty, 2 misuse or failure.
    """  # noqa: D401


for command in (export, load, quads):
    main.add_command(command)


@main.command()
def build() -> None:
    """Build the graph from its sources, check it, and make it the current one.

    Example: coprokg build
    """
    folder = run_build()
    with (folder / builds.GRAPH).open("rb") as stream:
        lines = sum(1 for _ in stream)
    click.echo(f"{lines} quads in {folder / builds.GRAPH}")


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dl", is_flag=True, help="Also run HermiT, and compare its answer with the rule engine's.")
@click.option("--fix", is_flag=True, help="First write the keys that passages lack into their files.")
@click.option("--endpoint", default="", metavar="URL",
              help="Check what a SPARQL endpoint holds instead: that it is complete, sound, and gives the expected rows.")
def check(files: tuple[Path, ...], dl: bool, fix: bool, endpoint: str) -> None:
    """Check all sources, or only FILES; tell every fault by file and line.

    Example: coprokg check data/cases/gb-caterham-barracks-community-trust.yaml
    """
    if endpoint:
        from .endpoints import check_endpoint

        if files or dl or fix:
            raise Misuse("--endpoint checks what the endpoint holds; leave FILES, --dl and --fix out")
        tell(lambda: check_endpoint(endpoint, say))
        return
    from .inspecting import fix as write_keys
    from .inspecting import inspect

    for line in write_keys(files) if fix else ():
        click.echo(line)
    tell(lambda: inspect(files, dl=dl, say=say))


@main.command()
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: a table on a terminal, else CSV.")
@click.option("--tag", help="Only the questions with this tag.")
@click.option("--search", "words", metavar="WORDS", help="Only the questions with these words, the best first.")
def questions(form: str | None, tag: str | None, words: str | None) -> None:
    """List the saved questions, or find those that you need by a tag or by words.

    Example: coprokg questions --search "who delivers"
    """
    import json

    from .searching import search
    from .tables import write

    opened = graph()
    every = [q for q in opened.questions.values() if tag is None or tag in q["tags"]]
    if not every and tag is not None:
        raise Misuse(f"no question has the tag {tag!r}; "
                     + hint(tag, {name for q in opened.questions.values() for name in q["tags"]}))
    every.sort(key=lambda q: (q["topic"], q["name"]))
    if words is not None:
        every = search(every, words, opened.catalogue.get("competency", {}))
    if form == "json":
        fields = ("name", "summary", "tags", "parameters", "columns")
        click.echo(json.dumps([{f: q[f] for f in fields} for q in every], ensure_ascii=False, indent=1))
        return
    rows = [[q["name"], q["summary"], ", ".join(q["tags"]), " ".join(f"--{p}" for p in q["parameters"])]
            for q in every]
    write(["name", "question", "tags", "parameters"], rows, form_of(form), sys.stdout)


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
              add_help_option=True)
@click.argument("name_and_parameters", nargs=-1, type=click.UNPROCESSED,
                metavar="NAME [--PARAMETER VALUE]... [--format FORMAT] [--style STYLE] [--evidence] [--include-judgement] [--endpoint URL]")
def ask(name_and_parameters: tuple[str, ...]) -> None:
    """Ask a saved question.

    Its parameters are options, given several times for several values. --evidence adds the words and the page
    behind each row; --include-judgement takes in what rests on a coder's judgement alone; --format is table,
    csv, json or md: a table on a terminal, else CSV. --endpoint asks a SPARQL endpoint that holds the graph.
    The works that an answer holds come as --format bibtex, ris, csl-json or references; --style is then the CSL
    style of the references, a file or the name of one that is installed.

    Example: coprokg ask who-does-what --role deliverer --case caterham --evidence
    """
    run_ask(name_and_parameters)


@main.command()
@click.argument("file", default="-", type=click.File(encoding="utf-8-sig"))
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
    run(graph(), text, form, sys.stdout)


@main.command()
@click.argument("things", nargs=-1, metavar="[CASE]...")
@click.option("--of", "kind", default="", metavar="KIND", help="What is compared: case (the default), phase, type or driver.")
@click.option("--by", multiple=True, metavar="DIMENSION,...", help="The rows; all that the saved questions declare by default.")
@click.option("--format", "form", type=click.Choice(("table", "csv", "md", "html", "latex", "json")),
              help="Default: a table on a terminal, else CSV.")
@click.option("--evidence", is_flag=True, help="Print the words behind each cell.")
@click.option("--include-judgement", is_flag=True, help="Take in what rests on a coder's judgement alone.")
@click.option("--bib", type=click.Path(path_type=Path), help="With latex: write the works cited there, as BibTeX.")
@click.option("--endpoint", default="", help="Ask a SPARQL endpoint that holds the graph.")
def compare(things: tuple[str, ...], kind: str, by: tuple[str, ...], form: str | None, evidence: bool,
            include_judgement: bool, bib: Path | None, endpoint: str) -> None:
    """Set cases, phases, types of relationship or drivers side by side.

    In each cell are values with their pages, or the kind of absence.

    Example: coprokg compare tackley villa-family --by driver,deliverer,start --evidence
    """
    from .comparison_writing import run

    run(graph(endpoint), things, kind, by, form_of(form), sys.stdout, evidence=evidence,
        include_judgement=include_judgement, bib=bib)


@main.command()
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: a table on a terminal, else CSV.")
def show(slug: str, form: str | None) -> None:
    """Show everything that is said of a case, a work, a definition or another record, with its words.

    Example: coprokg show caterham
    """
    from .describing import show as run

    print_answer(run(graph(), slug), form_of(form), evidence=True)


@main.command()
@click.argument("slug")
def explain(slug: str) -> None:
    """Explain why each phase of a case has its type, and how the author placed the case.

    Example: coprokg explain sure-start
    """
    from .describing import explain as run

    for line in run(graph(), slug):
        click.echo(line)


@main.command(name="coding-table")
@click.option("--format", "form", type=click.Choice(("csv", "xlsx")), help="Default: as the name of the file ends, else CSV.")
@click.option("-o", "--output", "to", type=click.Path(path_type=Path), help="The file to write; a workbook needs one.")
@click.option("--record", "records", multiple=True, metavar="SLUG", help="Only what is coded of this case, topic or other record.")
def coding_table(form: str | None, to: Path | None, records: tuple[str, ...]) -> None:
    """Write one flat table of everything coded, to open, sort, filter and contest.

    A row for each value of each statement: of which case and phase, who says it, how surely, in which words on which
    page, and who coded it. Each row has the address of its statement, to cite.

    Example: coprokg coding-table -o coding.xlsx
    """
    from . import coding_table as coding

    form = coding.form_of(form, to)
    table = coding.coding_table(graph(), records)
    coding.write(table, form, to, sys.stdout)
    if to:
        click.echo(f"{len(table.rows)} rows of {table.statements} statements in {to}")
    if not table.rows:
        complain(NO_ROW)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False)
@click.argument("given", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAMETER VALUE]...")
@click.option("-o", "to", type=click.Path(path_type=Path, dir_okay=False),
              help="The file: .svg, .png, .html or .json. Without it the Vega-Lite specification is printed.")
@click.option("--endpoint", help="A SPARQL endpoint that holds the graph.")
def plot(name: str | None, given: tuple[str, ...], to: Path | None, endpoint: str | None) -> None:
    """Draw a picture of saved questions; without NAME, list the pictures.

    A parameter of its questions is an option here too. In a page (.html) the words stand on each mark. NAME can be a file of
    your own that ends in .yaml.

    Example: coprokg plot planning-by-delivery -o matrix.svg
    """
    from .plots.drawing import draw
    from .plots.rendering import form_of as form_of_file
    from .plots.rendering import save, to_json
    from .plots.templates import listed
    from .tables import write

    if name is None:
        write(["name", "title", "questions"], listed(), form_of(None), sys.stdout)
        return
    form = form_of_file(to) if to else "json"
    drawing = draw(graph(endpoint or ""), name, parameters(given), words=form == "html")
    if to is None:
        click.echo(to_json(drawing).decode(), nl=False)
        return
    save(drawing, to)
    click.echo(f"{drawing.title}: {to}")


@main.command()
@click.argument("texts", nargs=-1, required=True, metavar="EDITION=TEXTFILE...")
def verify(texts: tuple[str, ...]) -> None:
    """Check every quote against the text of its edition, and write the ledger.

    Example: coprokg verify par=bovaird-2007.txt preprint=bovaird-2006.txt
    """
    from .proving import prove

    tell(lambda: prove(texts, say))


@main.command()
@click.argument("texts", nargs=-1, required=True, metavar="[EDITION=]TEXTFILE...")
@click.option("--format", "form", type=click.Choice(("text", "json", "yaml")), default="text",
              help="yaml: what the graph lacks, to code from.")
def citations(texts: tuple[str, ...], form: str) -> None:
    """Find the citations and references of a text by itself, and compare them with the graph.

    Exit code 1 says that text and graph differ. A TEXTFILE without EDITION is compared with nothing; - is
    standard input.

    Example: coprokg citations par=bovaird-2007.txt preprint=bovaird-2006.txt
    """
    from .surveying import survey

    tell(lambda: survey(texts, form, say))


@main.group(name="import")
def import_() -> None:
    """Import one's own files into the graph; `coprokg import bibliography --help` says which.

    Example: coprokg import bibliography zotero.bib
    """


@import_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), help="Write one file of N-Quads there, of all FILES.")
@click.option("--format", "form", type=click.Choice(("bibtex", "ris", "csl-json", "openalex", "crossref")),
              help="The format, where it should not be found out from the file.")
@click.option("--decisions", multiple=True, type=click.Path(path_type=Path),
              help="A table that says which likely duplicates are the same work.")
@click.option("--strict", is_flag=True, help="Import nothing if one entry is not understood.")
@click.option("--workers", type=click.IntRange(min=0), default=0, help="Read with so many processes: for files of millions of entries.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Read with the workers of a cluster of Dask.")
def bibliography(files: tuple[Path, ...], to: Path | None, form: str | None, decisions: tuple[Path, ...],
                 strict: bool, workers: int, scheduler: str) -> None:
    """Import works from BibTeX, BibLaTeX, RIS, CSL-JSON, OpenAlex or Crossref files.

    Each FILE becomes data/imports/<its name>.nq among the content, which the next build takes in. Exit code 1
    says that some entries were not understood, though all others were imported.

    Example: coprokg import bibliography zotero.bib
    """
    from .bibliography.importing import import_files
    from .bibliography.progress import watching

    if workers or scheduler:
        from .distributed.imports import import_with_workers

        try:
            report = import_with_workers(files, to, form or "", decisions, strict, workers, scheduler, say)
        finally:
            done()
    else:
        with watching() as watch:
            report = import_files(files, to, form or "", decisions, strict, watch)
    for line in report.lines():
        click.echo(line)
    for line in report.faults():
        click.echo(line, err=True)
    if not report.understood:
        raise SystemExit(FAULTY)
