"""Write descriptions: Turtle without blank nodes, and JSON, the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from ...namespaces import XSD, prefixes
from ..metadata import Metadata

OWN = {
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void-ext": "http://ldf.fi/void-ext#",
}
"""Prefixes of vocabularies that nothing but descriptions uses."""

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
TURTLE = "text/turtle"

FORMATS = {
    "application/ld+json": "JSON-LD", "application/n-quads": "N-Quads", "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML", "application/trig": "TriG", TURTLE: "Turtle",
}
"""The media types of RDF -> the name of each in W3C's list of formats."""

GZIP = "application/gzip"

LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"

Term = ox.NamedNode | ox.Literal


def iri(address: str) -> ox.NamedNode:
    """Return a node."""
    return ox.NamedNode(address)


def text(words: str, language: str = "en") -> ox.Literal:
    """Return words of a language."""
    return ox.Literal(words, language=language)


def plain(words: str) -> ox.Literal:
    """Return a text that is of no language, such as an identifier."""
    return ox.Literal(words)


def number(count: int) -> ox.Literal:
    """Return a whole number: of no type that a store would change on loading."""
    return ox.Literal(count)


def day(date: dt.date) -> ox.Literal:
    """Return a day."""
    return ox.Literal(date.isoformat(), datatype=ox.NamedNode(XSD + "date"))


def midnight(date: dt.date) -> ox.Literal:
    """Return the first moment of a day: descriptions know the day of a release, and ask no clock."""
    return ox.Literal(f"{date.isoformat()}T00:00:00Z", datatype=ox.NamedNode(XSD + "dateTime"))


def expand(name: str) -> str:
    """Return the IRI of a prefixed name, with the prefixes of descriptions.

    >>> expand("sd:Service")
    'http://www.w3.org/ns/sparql-service-description#Service'
    """
    prefix, _, local = name.partition(":")
    return (OWN.get(prefix) or prefixes()[prefix]) + local


class Sheet:
    """Triples on their way into a Turtle file, in the order in which they are said."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.nodes: dict[ox.NamedNode, dict[ox.Triple, None]] = {}

    def add(self, subject: str, kind: str | Iterable[str], *pairs: tuple[str, Term | Iterable[Term]]) -> str:
        """Describe a node.

        :param subject: its IRI.
        :param kind: its class or classes, as prefixed names.
        :param pairs: property, as a prefixed name, and its value or values.
        :returns: the IRI, so that what is described can be pointed to.
        """
        kinds = [kind] if isinstance(kind, str) else kind
        self.say(subject, ("rdf:type", [iri(expand(name)) for name in kinds]), *pairs)
        return subject

    def say(self, subject: str, *pairs: tuple[str, Term | Iterable[Term]]) -> None:
        """Say more of a node.

        :param subject: its IRI.
        :param pairs: property, as a prefixed name, and its value or values.
        """
        node = iri(subject)
        said = self.nodes.setdefault(node, {})
        for name, values in pairs:
            predicate = iri(expand(name))
            for value in ([values] if isinstance(values, ox.NamedNode | ox.Literal) else values):
                said[ox.Triple(node, predicate, value)] = None

    def subjects(self, kind: str) -> list[str]:
        """Return the IRIs of what is of a class, sorted.

        :param kind: the class, as a prefixed name.
        """
        wanted = (iri(expand("rdf:type")), iri(expand(kind)))
        return sorted(node.value for node, said in self.nodes.items()
                      if ox.Triple(node, *wanted) in said)

    def turtle(self, comment: str, **more: str) -> bytes:
        """Return everything as Turtle.

        :param comment: what the file is, for those who open it; it stands on top.
        :param more: prefix -> namespace, beside the usual ones.
        """
        import rdflib

        graph = rdflib.Graph(bind_namespaces="none")
        # Oxigraph writes prefixes in another order each time; rdflib sorts what it writes.
        for prefix, namespace in (prefixes() | OWN | more).items():
            graph.bind(prefix, namespace)
        for said in self.nodes.values():
            for triple in said:
                graph.add((_same(triple.subject), _same(triple.predicate), _same(triple.object)))
        top = "".join(f"# {line}\n" for line in comment.splitlines())
        return f"{top}\n{graph.serialize(format='turtle').strip()}\n".encode()


def _same(term: Any) -> Any:
    """Return a term as rdflib has it, the words of a literal as they stand."""
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    kind = None if term.language else rdflib.URIRef(term.datatype.value)
    # Without its type a plain text is written as one.
    return rdflib.Literal(term.value, lang=term.language, normalize=False,
                          datatype=None if kind == rdflib.XSD.string else kind)


def says(about: Metadata, licence: str = "data") -> list[tuple[str, Term | Iterable[Term]]]:
    """Return what every description in RDF says of a release, in Dublin Core.

    :param about: the metadata.
    :param licence: which of the licences holds for what is described.
    """
    return [
        ("dcterms:title", text(about.title, about.language)),
        ("dcterms:description", text(about.description, about.language)),
        ("dcterms:identifier", plain(about.iri)),
        ("dcterms:creator", [iri(agent.iri) for agent in about.creators]),
        ("dcterms:publisher", iri(about.publisher.iri)),
        ("dcterms:created", day(about.created)),
        ("dcterms:issued", day(about.issued)),
        ("dcterms:language", iri(LANGUAGES + about.language)),
        ("dcterms:license", iri(about.licence(licence))),
        ("dcat:version", plain(about.version)),
        ("dcat:keyword", [text(word, about.language) for word in about.keywords]),
    ]


def agents(sheet: Sheet, about: Metadata) -> None:
    """Describe who made and publishes the graph.

    :param sheet: where to.
    :param about: the metadata.
    """
    for agent in (*about.creators, about.publisher):
        sheet.add(agent.iri, ("foaf:Organization", "foaf:Agent"), ("foaf:name", text(agent.name, about.language)))


def as_json(data: dict[str, Any]) -> bytes:
    r"""Return JSON for people and machines, in the order given.

    >>> as_json({"name": "Pôrto"}).decode()
    '{\n  "name": "Pôrto"\n}\n'
    """
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def formats_of(paths: dict[str, str], path: str) -> tuple[str, str]:
    """Return the media type of a file, and of the compression around it, if there is one.

    :param paths: path -> media type, of all files.
    :param path: the file.

    >>> formats_of({"a.nq": "application/n-quads", "a.nq.gz": "application/gzip"}, "a.nq.gz")
    ('application/n-quads', 'application/gzip')
    """
    inner = path.removesuffix(".gz")
    return (paths[inner], GZIP) if inner != path and inner in paths else (paths[path], "")
