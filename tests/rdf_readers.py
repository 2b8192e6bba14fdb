"""Four independent parsers of RDF, each to the same form: pyoxigraph, rdflib, raptor and Jena's RIOT."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from coprokg.release.writing_rdf import labelled
from tests.stores import tools

RDFLIB = {"nq": "nquads", "trig": "trig", "nt": "nt", "ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
RAPTOR = {"nq": "nquads", "trig": "trig", "nt": "ntriples", "ttl": "turtle", "rdf": "rdfxml"}
"""The end of a file's name -> what the parser calls its format. Raptor reads no JSON-LD."""

GRAPHS = ("nq", "trig")
ELSEWHERE = "http://example.org/elsewhere/"
"""A base that no file may need."""


def digest(quads: Iterable[Any]) -> str:
    """Return the hash of the canonical form (RDFC-1.0) of triples or quads."""
    return hashlib.sha256("\n".join(sorted(map(str, labelled(map(_quad, quads))))).encode()).hexdigest()


def _quad(found: Any) -> ox.Quad:
    return found if isinstance(found, ox.Quad) else ox.Quad(found.subject, found.predicate, found.object)


def pyoxigraph(path: Path) -> Iterator[Any]:
    yield from ox.parse(path=str(path), base_iri=ELSEWHERE)


def by_rdflib(path: Path) -> Iterator[Any]:
    """Read with rdflib, told to leave literals as they are written."""
    suffix = path.suffix[1:]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        data = rdflib.Dataset() if suffix in GRAPHS else rdflib.Graph()
        data.parse(str(path), format=RDFLIB[suffix], publicID=ELSEWHERE)
    found: Iterable[Any] = data.quads() if isinstance(data, rdflib.Dataset) else ((*triple, None) for triple in data)
    for subject, predicate, obj, graph in found:
        yield ox.Quad(_term(subject), _term(predicate), _term(obj), ox.NamedNode(str(graph)) if graph else None)


def _term(node: Any) -> Any:
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    return ox.Literal(str(node), language=node.language,
                      datatype=ox.NamedNode(str(node.datatype)) if node.datatype and not node.language else None)


def raptor(path: Path) -> Iterator[Any]:
    """Read with raptor; a warning is an error."""
    command = [tools.command("rapper"), "-q", "-i", RAPTOR[path.suffix[1:]], "-o", "nquads", str(path), ELSEWHERE]
    yield from _lines(command)


def riot(path: Path) -> Iterator[Any]:
    """Read with Jena's RIOT, which checks IRIs and literals too; a warning is an error."""
    command = tools.needed(tools.jena(), tools.JENA)
    yield from _lines([f"{command}/bin/riot", "--strict", "--base", ELSEWHERE, "--stream=nquads", str(path)])


def _lines(command: list[str]) -> Iterator[Any]:
    done = subprocess.run(command, capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    yield from ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)


READERS = {"pyoxigraph": pyoxigraph, "rdflib": by_rdflib, "raptor": raptor, "riot": riot}


def reads(reader: str, suffix: str) -> bool:
    """Say whether a parser reads a format."""
    return reader != "raptor" or suffix in RAPTOR

