"""The commands that take the graph elsewhere: write a release, load it into a store, write plain quads."""

from __future__ import annotations

from pathlib import Path

import click

from .front import done, say
from .telling import tell


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write a release into FOLDER: dumps, tables, nanopublications and what describes them.

    FOLDER must be new, empty or hold a release; an older one stays until the new one is whole. The same sources give the
    same bytes.

    Example: coprokg export release
    """
    from .release.exporting import export as run

    try:
        report = run(folder, say)
    finally:
        done()
    click.echo(f"release {report.version} of {report.issued}: {report.quads} quads, {report.files} files,"
               f" {report.size} bytes in {report.folder}")


@click.command()
@click.option("--to", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file of N-Quads to write.")
@click.option("--workers", type=click.IntRange(min=0), default=0, help="How many processes do it.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Use the workers of a cluster of Dask.")
def quads(to: Path, workers: int, scheduler: str) -> None:
    """Write the quads that the files of the content assert, sorted, each once; nothing is inferred.

    Example: coprokg quads --to asserted.nq --workers 4
    """
    from .distributed.content import write_quads

    try:
        count = write_quads(to, workers, scheduler, say)
    finally:
        done()
    click.echo(f"{count} quads in {to}")
