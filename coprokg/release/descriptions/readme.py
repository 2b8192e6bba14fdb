"""The page that people read of a release first: what is in it, how to load it, how to cite it, what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..files import Made, Written
from ..metadata import LICENCES, Metadata
from ..source import Source
from .contents import Contents, about_kind, contents, kind_of
from .crate import FILE as CRATE
from .schema_org import citation
from .works import cited, works

FILE = "README.md"

OTHERS = {"tables": "Tables for those who use no RDF"}
"""The folders that hold no part of the graph."""


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the page.

    :param source: what the release is made from.
    :param written: the files that are written already, other descriptions too.
    """
    about = source.about
    parts = [f"# {about.title}", f"Version {about.version} of {about.issued.isoformat()}. {about.description}",
             *_contents(about, contents(source)), *_files(about, written),
             *_loading(written), *_citing(source), *_rights(about)]
    yield Made(FILE, ("\n\n".join(parts) + "\n").encode(), "text/markdown", "What is in the release: read this first",
               "description")


def _contents(about: Metadata, held: Contents) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for name in held.graphs:
        kinds.setdefault(kind_of(name), []).append(name)
    total = len(held.together(held.graphs))
    yield "## What it says"
    yield f"{total:,} triples in {len(held.graphs)} named graphs, `https://w3id.org/coprokg/graph/<name>`:"
    rows = [f"| `{kind}{'/...' if names != [kind] else ''}` | {about.graphs[kind].title} | {len(names)} "
            f"| {len(held.together(names)):,} |" for kind, names in sorted(kinds.items())]
    yield "\n".join(["| graphs | what they hold | how many | triples |", "|---|---|--:|--:|", *rows])


def _files(about: Metadata, written: Sequence[Written]) -> Iterator[str]:
    yield "## What is here"
    top = [file for file in written if "/" not in file.path and not file.path.endswith(".gz")]
    rows = [f"| `{file.path}` | {_cell(file.title)} |" for file in top]
    rows.append(f"| `{CRATE}` | Every file with its size, licence and checksum, as a research object |")
    folders: dict[str, int] = {}
    for file in written:
        folder, slash, _ = file.path.partition("/")
        if slash:
            folders[folder] = folders.get(folder, 0) + 1
    rows += [f"| `{folder}/` | {OTHERS.get(folder) or about_kind(about, folder).title}: "
             f"{count} file{'s' if count != 1 else ''} |" for folder, count in folders.items()]
    rows.append("| `SHA256SUMS` | The checksum of every file: `sha256sum -c SHA256SUMS` |")
    yield "\n".join(["| file | what it holds |", "|---|---|", *rows])
    zipped = sum(file.path.endswith(".gz") for file in written)
    if zipped:
        yield f"Beside {zipped} of the files stands one that ends in `.gz`: the same, compressed."


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _loading(written: Sequence[Written]) -> Iterator[str]:
    yield "## How to load it"
    yield ("Into a store: `coprokg load --to URL`. By hand: `coprokg.nq` (or `coprokg.trig`) where the store keeps named "
           "graphs, `coprokg.nt` (or `coprokg.ttl`) where it has one; and `void.ttl` into the graph "
           "`https://w3id.org/coprokg/graph/metadata`. The two forms hold the same triples: load one of them.")
    yield "In Python:"
    yield "```python\nimport rdflib\n\ngraph = rdflib.Graph().parse(\"coprokg.nt\")\n```"
    if any(file.role == "table" for file in written):
        yield "Without RDF: the tables, which are described by `tables/csv-metadata.json` (CSV on the Web)."


def _citing(source: Source) -> Iterator[str]:
    yield "## How to cite it"
    yield citation(source.about)
    yield "Cite the works whose statements you use, too:"
    yield "\n".join(f"- {cited(item)}" for item in works(source))


def _rights(about: Metadata) -> Iterator[str]:
    yield "## What is allowed"
    names = {"data": "The data", "ontology": "The ontology, vocabularies, alignments and shapes",
             "code": "The queries and code"}
    yield "\n".join(f"- {names[part]}: [{LICENCES[place][1]}]({place})" for part, place in about.licences.items())
    yield ("The words quoted from the works remain their owners'. They are short quotations for the purpose of citation, "
           "each with its source, section and page; the full text of no work is part of the release.")
    yield ("The addresses under https://w3id.org/coprokg/ do not resolve yet: they are names, and every description "
           "that is to be found there is in these files.")
