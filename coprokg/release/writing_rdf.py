"""Write RDF in every format, the same bytes for the same graph.

pyoxigraph, rdflib and PyLD write; here it is seen to that blank nodes are labelled by RDFC-1.0, that everything comes in one
order, and that a reader finds the type and the label of a thing first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from ..namespaces import BASE, RDF, RDFS, SKOS, XSD, compact, prefixes, value
from ..problems import DataFault, Problem
from .context import text
from .metadata import RULE

KEPT = "no release was written; an older one stays as it was"

FIRST = (RDF + "type", RDFS + "label", SKOS + "prefLabel", SKOS + "definition")
"""What is said first of a thing, in this order; the rest follows by its prefixed name."""

_UNWRITTEN = {XSD + "string", RDF + "langString"}
"""Datatypes that no format writes out."""

_QNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile(rb" \.\n(?=[^@])")


def canonical(quads: Iterable[ox.Quad], *, merged: bool = False) -> list[ox.Quad]:
    """Return quads with canonical labels of blank nodes, in the order in which people read them.

    :param quads: the quads.
    :param merged: leave their graphs out.

    >>> node = ox.NamedNode(BASE + "case/x")
    >>> [q.object.value for q in canonical([ox.Quad(node, ox.NamedNode(RDFS + "label"), ox.Literal("x")),
    ...                                     ox.Quad(node, ox.NamedNode(RDF + "type"), node)])]
    ['https://w3id.org/coprokg/case/x', 'x']
    """
    found = labelled(ox.Quad(q.subject, q.predicate, q.object) for q in quads) if merged else labelled(quads)
    rank = {iri: f"{place} " for place, iri in enumerate(FIRST)}
    names: dict[str, str] = {}

    def key(quad: ox.Quad) -> tuple[str, bool, str, str, str]:
        predicate = quad.predicate.value
        name = names.get(predicate) or names.setdefault(predicate, rank.get(predicate) or compact(predicate))
        return (value(quad.graph_name), isinstance(quad.subject, ox.BlankNode), value(quad.subject), name,
                str(quad.object))

    return sorted(found, key=key)


def labelled(quads: Iterable[ox.Quad]) -> ox.Dataset:
    """Return quads with the labels of blank nodes that RDFC-1.0 gives them.

    :param quads: the quads.

    >>> [str(quad.subject) for quad in labelled([ox.Quad(ox.BlankNode("b"), ox.NamedNode(RDF + "type"), ox.BlankNode("b"))])]
    ['_:c14n0']
    """
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def lines(quads: Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    r"""Return quads in one of the formats that take a line for each, sorted as ``LC_ALL=C sort`` sorts.

    :param quads: canonical quads.
    :param form: N-Quads or N-Triples.

    >>> lines([ox.Quad(ox.NamedNode(BASE), ox.NamedNode(RDFS + "label"), ox.Literal("x"))], ox.RdfFormat.N_TRIPLES)
    b'<https://w3id.org/coprokg/> <http://www.w3.org/2000/01/rdf-schema#label> "x" .\n'
    """
    written = ox.serialize(_for(quads, form), format=form) or b""
    return b"".join(sorted(written.splitlines(keepends=True)))


def turtle(quads: Iterable[ox.Quad], form: ox.RdfFormat, title: str = "") -> bytes:
    """Return quads as Turtle or TriG: relative to the base, an empty line after each thing.

    :param quads: canonical quads.
    :param form: Turtle or TriG.
    :param title: a comment for the first line.

    >>> quads = [ox.Quad(ox.NamedNode(BASE + "case/x"), ox.NamedNode(RDFS + "label"), ox.Literal("x"))]
    >>> print(turtle(quads, ox.RdfFormat.TURTLE).decode(), end="")
    @base <https://w3id.org/coprokg/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <BLANKLINE>
    <case/x> rdfs:label "x" .
    """
    known = _used(quads := list(quads))
    written = ox.serialize(_for(quads, form), format=form, prefixes=known, base_iri=BASE) or b""
    # The library writes prefixes in no order, and relative to the base.
    body = b"".join(line for line in written.splitlines(keepends=True) if not line.startswith((b"@prefix", b"@base")))
    head = [f"# {title}\n"] if title else []
    head += [f"@base <{BASE}> .\n", *(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(known.items())), "\n"]
    return "".join(head).encode() + _LINE_END.sub(b" .\n\n", body)


def rdf_xml(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as RDF/XML, without their graphs.

    :param quads: canonical quads.
    :raises DataFault: for a property that is no XML name, or text that XML cannot hold.

    >>> quads = [ox.Quad(ox.NamedNode(BASE + "case/x"), ox.NamedNode(RDFS + "label"), ox.Literal("x"))]
    >>> b'<rdf:Description rdf:about="case/x">' in rdf_xml(quads)
    True
    """
    quads = list(quads)
    if faults := list(_no_xml(quads)):
        raise DataFault(faults, KEPT)
    written = ox.serialize(_for(quads, ox.RdfFormat.RDF_XML), format=ox.RdfFormat.RDF_XML, prefixes=_used(quads),
                           base_iri=BASE) or b""
    # The library writes the names of namespaces in no order, and carriage returns as they are: XML takes those for line ends.
    return re.sub(rb"<rdf:RDF ([^>]*)>", lambda found: b"<rdf:RDF\n\t" + b"\n\t".join(sorted(found[1].split())) + b">",
                  written, count=1).replace(b"\r", b"&#13;")


def _no_xml(quads: Iterable[ox.Quad]) -> Iterable[Problem]:
    for quad in quads:
        where = (value(quad.subject), 0, compact(quad.predicate.value))
        name = re.split("[/#]", quad.predicate.value)[-1]
        if not _QNAME.fullmatch(name):
            yield Problem(*where, f"{name!r} is no name in XML, so RDF/XML cannot hold the property",
                          "let the property's last part begin with a letter", RULE)
        if isinstance(quad.object, ox.Literal) and (sign := _NO_XML.search(quad.object.value)):
            yield Problem(*where, f"the text holds the sign {sign[0]!r}, which XML cannot hold", "take it out", RULE)


def json_ld(quads: Iterable[ox.Quad], context: dict[str, Any]) -> bytes:
    """Return quads as JSON-LD, without their graphs, with the context in it.

    :param quads: canonical quads.
    :param context: see :func:`coprokg.release.context.context`.

    >>> quads = [ox.Quad(ox.NamedNode(BASE + "case/x"), ox.NamedNode(RDFS + "label"), ox.Literal("x"))]
    >>> b'"label": "x"' in json_ld(quads, {"id": "@id", "graph": "@graph", "label": RDFS + "label"})
    True
    """
    from pyld import jsonld

    # As a data set, not as text: from a text it takes the square of the number of triples.
    triples = [{"subject": _json(q.subject), "predicate": _json(q.predicate), "object": _json(q.object)} for q in quads]
    expanded = jsonld.from_rdf({"@default": triples}, {"useNativeTypes": True})
    found = jsonld.compact(expanded, {"@context": context}, {"skipExpansion": True, "ordered": True, "graph": True})
    nodes = sorted(found["graph"], key=lambda node: node["id"].startswith("_:"))
    return text({"@context": context, "graph": [_label_first(node) for node in nodes]})


def _json(term: Any) -> dict[str, str]:
    """Return a term as PyLD has it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "IRI", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "blank node", "value": str(term)}
    language = {"language": term.language} if term.language else {}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value, **language}


def _label_first(node: dict[str, Any]) -> dict[str, Any]:
    return {key: node[key] for key in ("id", "type", "label") if key in node} | node


def graph_of(quads: Iterable[ox.Quad]) -> Any:
    """Return quads as an rdflib graph, every literal as it is written and every blank node under its label.

    :param quads: the quads.

    >>> len(graph_of([ox.Quad(ox.NamedNode(BASE), ox.NamedNode(RDFS + "label"), ox.Literal("x"))]))
    1
    """
    import rdflib

    def term(node: Any) -> Any:
        if isinstance(node, ox.NamedNode):
            return rdflib.URIRef(node.value)
        if isinstance(node, ox.BlankNode):
            return rdflib.BNode(node.value)
        if node.language or node.datatype.value == str(rdflib.XSD.string):
            return rdflib.Literal(node.value, lang=node.language)
        return rdflib.Literal(node.value, datatype=node.datatype.value, normalize=False)

    graph = rdflib.Graph(bind_namespaces="none")
    for name, iri in prefixes().items():
        graph.bind(name, iri)
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def nested_turtle(quads: Iterable[ox.Quad], title: str = "") -> bytes:
    """Return quads as Turtle with what has no name written where it is used: slower, for what people open to read.

    :param quads: canonical quads, without graphs.
    :param title: a comment for the first line.

    >>> b'rdfs:label "x"' in nested_turtle([ox.Quad(ox.NamedNode(BASE), ox.NamedNode(RDFS + "label"), ox.Literal("x"))])
    True
    """
    written: str = graph_of(quads).serialize(format="turtle")
    return (f"# {title}\n" if title else "").encode() + written.encode()


def said(data: bytes, suffix: str, quads: Iterable[ox.Quad]) -> bytes:
    """Return a text of RDF if it says what it should.

    A library's fault, or a term that a format cannot hold, is found here and not by whoever reads the file.

    :param data: the text.
    :param suffix: its format, by the end of a file's name.
    :param quads: the canonical quads that it was made of.
    :raises DataFault: where reading it again gives another graph.
    """
    form = ox.RdfFormat.from_extension(suffix)
    assert form is not None
    found, meant = set(labelled(ox.parse(data, format=form))), set(quads)
    if found == meant:
        return data
    which = min(map(str, found ^ meant))
    raise DataFault([Problem(which, 0, "", f"{form.name} does not keep it: {len(meant - found)} triples are lost and"
                             f" {len(found - meant)} are new", "write the value in another way", RULE)], KEPT)


def _used(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Return the prefixes that shorten a name, but for the base: names below it are written relative to it."""
    iris = {value(term) for q in quads for term in (q.subject, q.predicate, q.object) if isinstance(term, ox.NamedNode)}
    iris |= {q.object.datatype.value for q in quads if isinstance(q.object, ox.Literal)} - _UNWRITTEN
    names = {compact(iri).partition(":")[0] for iri in iris}
    return {name: iri for name, iri in prefixes().items() if name in names and iri != BASE}


def _for(quads: Iterable[ox.Quad], form: ox.RdfFormat) -> Iterable[Any]:
    return quads if form.supports_datasets else (quad.triple for quad in quads)
