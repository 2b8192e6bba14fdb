"""The ontology's triples in the order of its files, and the name and link of everything they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..namespaces import BASE, COP, ONTOLOGY, RDF, RDFS, SKOS, compact
from ..problems import DataFault, Problem

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Subject = ox.NamedNode | ox.BlankNode

_VOCABULARY = BASE + "vocab/"
_MODULES = ONTOLOGY + "/modules/"


@dataclass(frozen=True)
class Ref:
    """Something the page names: its label, its short name, and where a link to it leads."""

    iri: str
    label: str
    code: str
    href: str


class Triples:
    """Triples by subject and property; values stand in the order in which the files give them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._values: dict[Subject, dict[str, list[Node]]] = {}

    def read(self, path: Path) -> list[Subject]:
        """Add a Turtle file.

        :returns: the subjects it describes, in its order.
        :raises DataFault: if it is not Turtle.
        """
        before: dict[Subject, None] = {}
        try:
            for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                subject, value = triple.subject, triple.object
                if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                    continue
                before.setdefault(subject)
                values = self._values.setdefault(subject, {}).setdefault(triple.predicate.value, [])
                if value not in values:
                    values.append(value)
        except SyntaxError as error:
            raise DataFault([Problem(path.name, error.lineno or 1, "", "not readable as Turtle",
                                     "mend the line", "ontology/README.md")]) from None
        return list(before)

    def subjects(self) -> Iterator[Subject]:
        """Yield every subject, in the order of the files."""
        yield from self._values

    def properties(self, subject: Subject) -> dict[str, list[Node]]:
        """Return the values of a subject by the IRI of the property."""
        return self._values.get(subject, {})

    def values(self, subject: Subject, name: str) -> list[Node]:
        """Return the values of a property."""
        return self._values.get(subject, {}).get(name, [])

    def nodes(self, subject: Subject, name: str) -> list[Subject]:
        """Return the values of a property that are no literals."""
        return [v for v in self.values(subject, name) if not isinstance(v, ox.Literal)]

    def named(self, subject: Subject, name: str) -> list[str]:
        """Return the IRIs among the values of a property."""
        return [v.value for v in self.values(subject, name) if isinstance(v, ox.NamedNode)]

    def texts(self, subject: Subject, name: str) -> list[str]:
        """Return the literals of a property: those in English or in no language."""
        return [v.value for v in self.values(subject, name)
                if isinstance(v, ox.Literal) and v.language in (None, "en")]

    def text(self, subject: Subject, name: str) -> str:
        """Return the first literal of a property, or an empty string."""
        return next(iter(self.texts(subject, name)), "")

    def types(self, subject: Subject) -> list[str]:
        """Return the IRIs of the types of a subject."""
        return self.named(subject, RDF + "type")

    def members(self, head: Subject) -> list[Subject]:
        """Return the members of an ``rdf:List``."""
        found: list[Subject] = []
        while isinstance(head, ox.BlankNode):
            found += self.nodes(head, RDF + "first")
            rest = self.nodes(head, RDF + "rest")
            if not rest:
                break
            head = rest[0]
        return found

    def ref(self, iri: str) -> Ref:
        """Return how the page names an IRI, and where it links.

        >>> Triples().ref(COP + "Phase")
        Ref(iri='https://w3id.org/coprokg/ontology#Phase', label='Phase', code='Phase', href='#Phase')
        """
        node = ox.NamedNode(iri)
        code = compact(iri)
        label = self.text(node, RDFS + "label") or self.text(node, SKOS + "prefLabel")
        if iri.startswith(COP):
            code = iri.removeprefix(COP)
            return Ref(iri, label or code, code, f"#{code}")
        if iri.startswith(_VOCABULARY):
            code = iri.removeprefix(_VOCABULARY)
            return Ref(iri, label or code, code.rpartition("/")[2], f"#vocab-{code}")
        if iri.startswith(_MODULES):
            code = iri.removeprefix(_MODULES)
            return Ref(iri, code, code, f"#module-{code}")
        return Ref(iri, label or code, code, iri)
