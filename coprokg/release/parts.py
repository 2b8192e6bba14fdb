"""What a release has as files of their own: ontology, vocabularies, shapes, alignments, links, questions, licences.

What people wrote is copied byte for byte. Beside it stands each part as one graph, in the formats of one graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ..folders import in_checkout
from ..loading import graph_iri
from ..namespaces import ONTOLOGY, OWL, RDF, SH, SKOS, value
from ..problems import Misuse
from .dumps import FORMATS, context_of, heading, serialized
from .files import Made
from .metadata import Part as Licence
from .source import Source
from .writing_rdf import canonical, nested_turtle, said

SPARQL = "https://www.w3.org/TR/sparql11-query/"
SSSOM = "https://w3id.org/sssom/"
LICENCES: dict[str, Licence] = {"LICENSE": "code", "LICENSE-DATA": "data", "LICENSE-ONTOLOGY": "ontology"}

MEDIA = {".ttl": "text/turtle", ".rq": "application/sparql-query", ".csv": "text/csv", ".md": "text/markdown",
         ".tsv": "text/tab-separated-values", ".yaml": "application/yaml"}


class Part(NamedTuple):
    """A part of the content that has a folder of its own."""

    copied: str
    """The folder of what is copied, within the content."""
    patterns: tuple[str, ...]
    """What is copied of it."""
    into: str
    """The folder that takes it, within the part's own."""
    title: str
    conforms_to: str


PARTS = {
    "ontology": Part("ontology", ("coproduction.ttl", "prefixes.ttl", "modules/*.ttl"), "source/", "The ontology (OWL 2)", OWL),
    "vocabularies": Part("ontology/vocabularies", ("*.ttl",), "source/", "The vocabularies (SKOS)", SKOS),
    "shapes": Part("ontology/shapes", ("*.ttl", "*.md"), "source/", "What data must look like (SHACL)", SH),
    "alignments": Part("ontology/alignments", ("*.ttl",), "source/", "How our terms stand to those of others", OWL),
    "links": Part("data/links", ("*.sssom.tsv",), "", "Identifiers elsewhere, with their justification (SSSOM)", SSSOM),
    "queries": Part("queries", ("*.md", "*.yaml", "*/**/*.rq", "*/**/*.csv"), "", "The saved questions", SH),
}
"""The name of a part's folder, and of its named graph -> what is in it. Its licence is that of its graphs."""


def files(source: Source) -> Iterator[Made]:
    """Yield the parts, and the texts of the licences.

    :param source: what the release is made from.
    :raises Misuse: if the text of a licence is not there.
    """
    known = context_of(source)
    for name, part in PARTS.items():
        licence = source.about.graphs[name].licence
        yield from _copied(source, name, part, licence)
        quads = canonical(_graphs(source, name), merged=True)
        for suffix, form in FORMATS.items():
            if not form.graphs:
                title = f"{part.title}, as one graph ({form.name})"
                head = heading(source.about, title, licence)
                data = (said(nested_turtle(quads, head), suffix, quads) if suffix == "ttl"
                        else serialized(quads, suffix, known, head))
                yield Made(f"{name}/{name}.{suffix}", data, form.media_type, title, "part", licence, part.conforms_to)
    for name, which in LICENCES.items():
        yield Made(name, _licence(name), "text/plain", f"The licence of the {which}: {source.about.licences[which]}",
                   "licence", which)


def _copied(source: Source, name: str, part: Part, licence: Licence) -> Iterator[Made]:
    folder = source.base / part.copied
    for path in sorted({path for pattern in part.patterns for path in folder.glob(pattern)}):
        inside = path.relative_to(folder).as_posix()
        conforms = {".rq": SPARQL, ".ttl": part.conforms_to, ".tsv": SSSOM}.get(path.suffix, "")
        yield Made(f"{name}/{part.into}{inside}", path.read_bytes(), MEDIA[path.suffix],
                   _title(source, path, inside, part.title), "part", licence, conforms)


def _title(source: Source, path: Path, inside: str, title: str) -> str:
    """Say what a copied file is: for a saved question and its rows what it asks, else where it belongs."""
    question = source.graph.questions.get(path.stem)
    if question and path.suffix in (".rq", ".csv"):
        return question["summary"] if path.suffix == ".rq" else f"Rows expected of: {question['summary']}"
    return f"{title}: {inside}"


def _graphs(source: Source, name: str) -> Iterator[ox.Quad]:
    """Yield the quads of the graphs of a part; the merged ontology does without its modules' headers.

    What a module would import is in the file already, and a reader would go and look for it.
    """
    start = graph_iri(name).value
    found = [q for q in source.asserted if f"{value(q.graph_name)}/".startswith(f"{start}/")]
    modules = {value(q.subject) for q in found if q.predicate.value == RDF + "type" and value(q.object) == OWL + "Ontology"
               and value(q.subject).startswith(f"{ONTOLOGY}/modules/")}
    for quad in found:
        imports = quad.predicate.value == OWL + "imports" and value(quad.object) in modules
        if value(quad.subject) not in modules and not imports:
            yield quad


def _licence(name: str) -> bytes:
    """Return the text of a licence: from the checkout, or from what was installed with the wheel."""
    if in_checkout():
        return (Path(__file__).parents[2] / name).read_bytes()
    from importlib.metadata import files as installed

    for file in installed("coprokg") or ():
        if file.name == name and re.search(r"\.dist-info/", file.as_posix()):
            return file.read_binary()
    raise Misuse(f"the file {name} was not installed with coprokg; install it again from its wheel")
