"""The commands that take the graph elsewhere: write a release, load it into a store, write plain quads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
@click.option("--to", required=True, metavar="URL", help="The store: its root, or one of its addresses.")
@click.option("--release", type=click.Path(path_type=Path), metavar="DIR", help="A release folder; the current build by default.")
@click.option("--graph-store", "way", flag_value="graph-store", help="Write by the Graph Store Protocol only.")
@click.option("--update", "way", flag_value="update", help="Write by SPARQL Update only, in bounded batches.")
@click.option("--default-graph", is_flag=True,
              help="Put everything into the default graph, as one: for stores whose default graph is no union of the named ones.")
@click.option("--user", default="", metavar="NAME",
              help="Who writes; the password comes from COPROKG_STORE_PASSWORD or a prompt.")
@click.option("--auth", "scheme", type=click.Choice(("basic", "digest", "bearer")),
              help="Default: what the store asks for. bearer: the token comes from COPROKG_STORE_TOKEN or a prompt.")
@click.option("--query-address", default="", metavar="URL", help="The query address, where it is not found.")
@click.option("--update-address", default="", metavar="URL", help="The update address, where it is not found.")
@click.option("--plain-http", is_flag=True, help="Let the password go over http:// to another machine.")
@click.option("--prune", is_flag=True, help="Also remove graphs of this project that the release does not have.")
def load(to: str, release: Path | None, way: str | None, scheme: str | None, **more: Any) -> None:
    """Put the graph into a triple store, each graph whole; read it back and compare.

    If the load breaks off, the store is as it was, or the message says what is there; the same command heals it.

    Example: coprokg load --to http://127.0.0.1:7878
    """
    from .stores.loading import load as run

    tell(lambda: run(to, release, way=way or "", scheme=scheme or "", **more))


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
