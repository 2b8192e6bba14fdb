"""What the graph says of an import itself, beside the works."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ..namespaces import BASE, COP, RDF, RDFS, XSD, expand

IMPORTED = f"{BASE}vocab/coding-method/imported"


def import_iri(name: str) -> str:
    """Return the IRI of an import.

    >>> import_iri("zotero")
    'https://w3id.org/coprokg/import/zotero'
    """
    return f"{BASE}import/{name}"


def about_import(name: str, files: Sequence[str], works: int) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Yield the triples of an import: a data set, the files it came from, how many works it has.

    The day is said only where ``SOURCE_DATE_EPOCH`` gives it: the same file gives the same bytes on any day.

    :param name: the name of the import.
    :param files: the files read, as the user named them; only their last part is said.
    :param works: how many works were imported.
    """
    node = ox.NamedNode(import_iri(name))
    names = [file.replace("\\", "/").rsplit("/", 1)[-1] for file in files]
    yield node, ox.NamedNode(RDF + "type"), ox.NamedNode(expand("void:Dataset"))
    yield node, ox.NamedNode(RDFS + "label"), ox.Literal(f"Works imported from {', '.join(names)}", language="en")
    for file in dict.fromkeys(names):
        yield node, ox.NamedNode(expand("dcterms:source")), ox.Literal(file)
    yield node, ox.NamedNode(COP + "codingMethod"), ox.NamedNode(IMPORTED)
    yield node, ox.NamedNode(expand("void:entities")), ox.Literal(str(works), datatype=ox.NamedNode(XSD + "integer"))
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        day = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
        yield node, ox.NamedNode(expand("dcterms:created")), ox.Literal(day, datatype=ox.NamedNode(XSD + "date"))
