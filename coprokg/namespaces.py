"""The IRIs of the graph: the base, the ontology's namespace, and those of others."""

from __future__ import annotations

from functools import lru_cache

from .folders import folder

BASE = "https://w3id.org/coprokg/"
"""The base of every IRI that the project mints."""

ONTOLOGY = BASE + "ontology"
COP = ONTOLOGY + "#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SH = "http://www.w3.org/ns/shacl#"


@lru_cache(maxsize=1)
def prefixes() -> dict[str, str]:
    """Return prefix -> namespace, from ``ontology/prefixes.ttl``: the one list of prefixes.

    >>> prefixes()["cop"]
    'https://w3id.org/coprokg/ontology#'
    """
    import pyoxigraph as ox

    text = (folder("ontology") / "prefixes.ttl").read_bytes()
    found: dict[str, dict[str, str]] = {}
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        found.setdefault(str(triple.subject), {})[triple.predicate.value] = triple.object.value
    pairs = (
        (entry[SH + "prefix"], entry[SH + "namespace"])
        for entry in found.values()
        if SH + "prefix" in entry
    )
    return dict(sorted(pairs))


def expand(name: str) -> str:
    """Return the IRI of a prefixed name.

    :raises KeyError: if the prefix is not declared in ``ontology/prefixes.ttl``.

    >>> expand("cop:Phase")
    'https://w3id.org/coprokg/ontology#Phase'
    """
    prefix, _, local = name.partition(":")
    try:
        return prefixes()[prefix] + local
    except KeyError:
        raise KeyError(
            f"prefix {prefix!r} is not declared in ontology/prefixes.ttl"
        ) from None


def value(term: object) -> str:
    """Return the text of an RDF term: nothing of a triple, and nothing of the default graph.

    >>> import pyoxigraph as ox
    >>> value(ox.Literal("words")), value(ox.DefaultGraph())
    ('words', '')
    """
    return str(getattr(term, "value", ""))


def compact(iri: str) -> str:
    """Return an IRI as a prefixed name where a prefix fits, else the IRI as it stands.

    >>> compact("https://w3id.org/coprokg/ontology#Phase")
    'cop:Phase'
    """
    best = ""
    answer = iri
    for prefix, namespace in prefixes().items():
        if iri.startswith(namespace) and len(namespace) > len(best):
            best, answer = namespace, f"{prefix}:{iri[len(namespace):]}"
    return answer
