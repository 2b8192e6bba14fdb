"""The graph in every format: everything, what is asserted, and what is inferred."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pyoxigraph as ox

from ..namespaces import ONTOLOGY
from .context import context, text
from .files import Made
from .metadata import Metadata
from .source import Source
from .writing_rdf import canonical, json_ld, lines, rdf_xml, said, turtle

CONTEXT = "context.jsonld"


class Format(NamedTuple):
    """A format of RDF."""

    name: str
    media_type: str
    graphs: bool
    """Whether it keeps the named graphs."""


FORMATS = {
    "nq": Format("N-Quads", "application/n-quads", True),
    "trig": Format("TriG", "application/trig", True),
    "nt": Format("N-Triples", "application/n-triples", False),
    "ttl": Format("Turtle", "text/turtle", False),
    "jsonld": Format("JSON-LD", "application/ld+json", False),
    "rdf": Format("RDF/XML", "application/rdf+xml", False),
}
"""The end of a file's name -> its format."""


def context_of(source: Source) -> dict[str, Any]:
    """Return the one JSON-LD context of a release.

    :param source: what the release is made from.
    """
    return context([*source.asserted, *source.inferred])


def files(source: Source) -> Iterator[Made]:
    """Yield the dumps, and the context by which the JSON-LD is read.

    :param source: what the release is made from.
    """
    known = context_of(source)
    yield Made(CONTEXT, text({"@context": known}), FORMATS["jsonld"].media_type,
               "The JSON-LD context: a name for each property and class", "description", "ontology")
    for name, quads, title in (
        ("coprokg", [*source.asserted, *source.inferred], "Everything, asserted and inferred"),
        ("asserted", source.asserted, "What the files of the project say"),
        ("inferred", source.inferred, "What follows, by rules and by OWL 2 RL"),
    ):
        yield from written(name, quads, title, source.about, known)


def written(name: str, quads: Iterable[ox.Quad], title: str, about: Metadata, known: dict[str, Any]) -> Iterator[Made]:
    """Yield some quads in each format.

    :param name: the name of the files, without its end.
    :param title: what they are.
    :param about: what the release says of itself.
    :param known: the JSON-LD context.
    """
    given = {True: canonical(quads := list(quads)), False: canonical(quads, merged=True)}
    for suffix, form in FORMATS.items():
        full = f"{title}, {'in named graphs' if form.graphs else 'in one graph'} ({form.name})"
        yield Made(f"{name}.{suffix}", serialized(given[form.graphs], suffix, known, heading(about, full)),
                   form.media_type, full, "dump", "data", ONTOLOGY, zip=True)


def heading(about: Metadata, title: str, licence: Any = "data") -> str:
    """Return the comment at the head of a file.

    :param about: what the release says of itself.
    :param title: what the file is.
    :param licence: which of its licences holds for it.
    """
    return f"{about.title}, {about.version}, {about.issued}. {title}. Licence: {about.licences[licence]}"


def serialized(quads: list[ox.Quad], suffix: str, known: dict[str, Any], title: str) -> bytes:
    """Return canonical quads in a format.

    :param quads: the quads, from :func:`coprokg.release.writing_rdf.canonical`.
    :param suffix: the format, by the end of a file's name.
    :param known: the JSON-LD context.
    :param title: a comment, for the formats that people read.
    :raises DataFault: where the format cannot hold them.
    """
    writers: dict[str, Callable[[], bytes]] = {
        "nq": lambda: lines(quads, ox.RdfFormat.N_QUADS),
        "nt": lambda: lines(quads, ox.RdfFormat.N_TRIPLES),
        "trig": lambda: turtle(quads, ox.RdfFormat.TRIG, title),
        "ttl": lambda: turtle(quads, ox.RdfFormat.TURTLE, title),
        "rdf": lambda: rdf_xml(quads),
        "jsonld": lambda: json_ld(quads, known),
    }
    return said(writers[suffix](), suffix, quads)
