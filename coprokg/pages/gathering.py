"""Gather the terms of the ontology and the concepts of its vocabularies from their files."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pyoxigraph as ox

from ..namespaces import BASE, COP, ONTOLOGY, OWL, RDFS, SKOS, compact
from ..problems import Misuse
from .expressions import manchester, words
from .terms import Concept, Grid, Module, Ontology, Passages, Scheme, Term
from .triples import Ref, Subject, Triples

DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "http://schema.org/"
BIBO = "http://purl.org/ontology/bibo/"
VANN = "http://purl.org/vocab/vann/"
FOAF = "http://xmlns.com/foaf/0.1/"

KINDS = {"Class": "class", "ObjectProperty": "object property", "DatatypeProperty": "datatype property",
         "AnnotationProperty": "annotation property"}
_LICENCES = {
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0: no rights reserved",
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
}
_CHARACTERISTICS = {
    "FunctionalProperty": "functional", "InverseFunctionalProperty": "inverse functional",
    "TransitiveProperty": "transitive", "SymmetricProperty": "symmetric",
    "AsymmetricProperty": "asymmetric", "ReflexiveProperty": "reflexive",
    "IrreflexiveProperty": "irreflexive",
}
_ALIGNED = {
    RDFS + "subClassOf": "a kind of", RDFS + "subPropertyOf": "a narrower property than",
    OWL + "equivalentClass": "the same as", OWL + "equivalentProperty": "the same as",
    SKOS + "exactMatch": "the same as", SKOS + "closeMatch": "close to", SKOS + "broadMatch": "narrower than",
    SKOS + "narrowMatch": "wider than", SKOS + "relatedMatch": "related to",
}


def gather(folder: Path, passages: Passages | None = None) -> Ontology:
    """Read the ontology and its vocabularies.

    :param folder: the folder ``ontology/``.
    :param passages: the passages of a term by its IRI, where the caller has some.
    :raises Misuse: if the folder has no header or a module is not named in it.
    :raises DataFault: if a file is not readable.

    >>> from coprokg.folders import folder
    >>> gather(folder("ontology")).terms["Phase"].ref.label
    'phase'
    """
    triples, alignments = Triples(), Triples()
    triples.read(folder / "coproduction.ttl")
    read = {path: triples.read(path) for path in sorted(folder.glob("modules/*.ttl"))}
    for path in sorted(folder.glob("vocabularies/*.ttl")):
        triples.read(path)
    for path in sorted(folder.glob("alignments/*.ttl")):
        alignments.read(path)
    gatherer = _Gatherer(triples, alignments, passages or {})
    return gatherer.ontology(read)


class _Gatherer:
    """Turns triples into terms; keeps what is asked of them again and again."""

    def __init__(self, triples: Triples, alignments: Triples, passages: Passages) -> None:
        self.triples = triples
        self.alignments = alignments
        self.passages = passages
        self.terms: dict[str, Term] = {}
        self.root = ox.NamedNode(ONTOLOGY)

    def refs(self, subject: Subject, name: str) -> list[Ref]:
        return [self.triples.ref(iri) for iri in self.triples.named(subject, name)]

    def ontology(self, read: dict[Path, list[Subject]]) -> Ontology:
        triples, root = self.triples, self.root
        if OWL + "Ontology" not in triples.types(root):
            raise Misuse("ontology/coproduction.ttl does not describe the ontology")
        modules = [self.module(path, subjects) for path, subjects in read.items()]
        order = triples.named(root, OWL + "imports")
        missing = [m.slug for m in modules if m.iri not in order]
        if missing:
            raise Misuse(f"ontology/coproduction.ttl does not import: {', '.join(missing)}")
        modules.sort(key=lambda m: (not m.terms, order.index(m.iri)))
        schemes = self.schemes()
        self.look_back(schemes)
        for module in modules:
            module.grids = self.grids(module)
        return Ontology(
            self.header(), triples.text(root, DCTERMS + "title"), triples.text(root, OWL + "versionInfo"),
            triples.text(root, DCTERMS + "description"), triples.text(root, DCTERMS + "abstract"),
            triples.text(root, DCTERMS + "bibliographicCitation"), modules, schemes,
            self.alignment_files(), self.terms)

    def header(self) -> list[tuple[str, list[Ref | str]]]:
        """Return the rows of the header; a row without a value is left out."""
        names = (
            ("IRI", ""), ("This version", OWL + "versionIRI"), ("Version", OWL + "versionInfo"),
            ("Status", BIBO + "status"), ("Issued", DCTERMS + "issued"), ("Modified", DCTERMS + "modified"),
            ("Created", DCTERMS + "created"), ("Creator", DCTERMS + "creator"),
            ("Contributor", DCTERMS + "contributor"), ("Publisher", DCTERMS + "publisher"),
            ("Licence", DCTERMS + "license"), ("Identifier", DCTERMS + "identifier"), ("DOI", BIBO + "doi"),
            ("Source", DCTERMS + "source"), ("Prefix", VANN + "preferredNamespacePrefix"),
            ("Namespace", VANN + "preferredNamespaceUri"), ("Catalogue", SCHEMA + "includedInDataCatalog"),
        )
        rows: list[tuple[str, list[Ref | str]]] = []
        for name, iri in names:
            values = self.triples.values(self.root, iri) if iri else [self.root]
            found = [self.header_value(value) for value in values]
            if found:
                rows.append((name, found))
        prior = self.refs(self.root, OWL + "priorVersion")
        rows.append(("Previous versions", list(prior) or ["none"]))
        return rows

    def header_value(self, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> Ref | str:
        if not isinstance(value, ox.NamedNode):
            return value.value
        name = self.triples.text(value, FOAF + "name")
        if value.value.startswith(BIBO + "status/"):
            name = value.value.rpartition("/")[2]
        name = name or _LICENCES.get(value.value, value.value)
        return Ref(value.value, name, value.value, value.value)

    def module(self, path: Path, subjects: list[Subject]) -> Module:
        triples = self.triples
        heads = [s for s in subjects if OWL + "Ontology" in triples.types(s)]
        if not heads:
            raise Misuse(f"{path.name} names no owl:Ontology; each file of ontology/modules/ is one")
        module = Module(path.stem, triples.text(heads[0], DCTERMS + "title"),
                        triples.text(heads[0], DCTERMS + "description"), heads[0].value)
        for subject in subjects:
            kinds = [KINDS[name] for t in triples.types(subject)
                     if (name := t.removeprefix(OWL)) in KINDS and t.startswith(OWL)]
            if isinstance(subject, ox.BlankNode):
                module.apart += self.apart(subject)
            elif kinds and subject.value.startswith(COP):
                term = self.term(subject, kinds[0])
                module.terms.append(term)
                self.terms[term.ref.code] = term
            elif kinds:
                prefix = compact(subject.value).partition(":")[0]
                module.declared.setdefault(prefix, []).append(triples.ref(subject.value))
        return module

    def apart(self, node: ox.BlankNode) -> list[tuple[str, list[Ref]]]:
        names = {"AllDisjointClasses": ("members",), "AllDifferent": ("distinctMembers", "members")}
        return [(kind, [self.triples.ref(m.value) for m in self.triples.members(head)
                        if isinstance(m, ox.NamedNode)])
                for kind, lists in names.items() if OWL + kind in self.triples.types(node)
                for name in lists for head in self.triples.nodes(node, OWL + name)]

    def term(self, node: ox.NamedNode, kind: str) -> Term:
        triples = self.triples
        term = Term(triples.ref(node.value), kind)
        term.definitions = triples.texts(node, SKOS + "definition") or triples.texts(node, RDFS + "comment")
        term.examples = triples.texts(node, SKOS + "example")
        for name in ("scopeNote", "note", "editorialNote", "historyNote", "changeNote"):
            title = {"scopeNote": "Scope", "historyNote": "History", "changeNote": "Change"}.get(name, "Note")
            term.notes += [(title, text) for text in triples.texts(node, SKOS + name)]
        term.deprecated = "true" in triples.texts(node, OWL + "deprecated")
        term.replaced_by = self.refs(node, DCTERMS + "isReplacedBy")
        term.aligned = [(_ALIGNED[name], triples.ref(iri))
                        for name in self.alignments.properties(node) if name in _ALIGNED
                        for iri in self.alignments.named(node, name)]
        term.annotations = [(triples.ref(name), triples.ref(iri)) for name in triples.properties(node)
                            if name.startswith(COP) for iri in triples.named(node, name)]
        term.passages = list(self.passages.get(node.value, ()))
        up = "subClassOf" if kind == "class" else "subPropertyOf"
        term.parents = self.refs(node, RDFS + up)
        if kind == "class":
            self.describe_class(term, node)
        else:
            self.describe_property(term, node)
        return term

    def describe_class(self, term: Term, node: ox.NamedNode) -> None:
        triples = self.triples
        blank = [n for n in triples.nodes(node, RDFS + "subClassOf") if isinstance(n, ox.BlankNode)]
        term.conditions = [(words(triples, n), manchester(triples, n)) for n in blank]
        term.equivalents = [(words(triples, n), manchester(triples, n))
                            for n in triples.nodes(node, OWL + "equivalentClass")]
        term.concept = SKOS + "Concept" in triples.named(node, RDFS + "subClassOf")
        for other in triples.named(node, OWL + "disjointWith"):
            term.disjoint.append([term.ref, triples.ref(other)])

    def describe_property(self, term: Term, node: ox.NamedNode) -> None:
        triples = self.triples
        term.characteristics = [_CHARACTERISTICS[name] for t in triples.types(node)
                                if (name := t.removeprefix(OWL)) in _CHARACTERISTICS]
        term.inverses = self.refs(node, OWL + "inverseOf")
        term.domain = [manchester(triples, n) for n in triples.nodes(node, RDFS + "domain")]
        term.range = [manchester(triples, n) for n in triples.nodes(node, RDFS + "range")]
        term.domain_includes = self.refs(node, SCHEMA + "domainIncludes")
        term.range_includes = self.refs(node, SCHEMA + "rangeIncludes")

    def schemes(self) -> list[Scheme]:
        triples = self.triples
        concepts: dict[str, list[ox.NamedNode]] = {}
        for node in triples.subjects():
            if isinstance(node, ox.NamedNode):
                for scheme in triples.named(node, SKOS + "inScheme"):
                    concepts.setdefault(scheme, []).append(node)
        return [self.scheme(node, concepts.get(node.value, [])) for node in list(triples.subjects())
                if isinstance(node, ox.NamedNode) and SKOS + "ConceptScheme" in triples.types(node)]

    def scheme(self, node: ox.NamedNode, members: list[ox.NamedNode]) -> Scheme:
        triples = self.triples
        found = [Concept(triples.ref(m.value), triples.text(m, SKOS + "definition"),
                         triples.text(m, SKOS + "scopeNote"), self.refs(m, SKOS + "broader"),
                         int(triples.text(m, COP + "position") or 0)) for m in members]
        classes = {iri: None for m in members for iri in triples.types(m) if iri.startswith(COP)}
        return Scheme(triples.ref(node.value), node.value.removeprefix(BASE + "vocab/"),
                      triples.text(node, SKOS + "definition"), triples.texts(node, SKOS + "scopeNote"),
                      [triples.ref(iri) for iri in classes], sorted(found, key=lambda c: c.position))

    def look_back(self, schemes: list[Scheme]) -> None:
        """Tell each term what others say of it."""
        def at(ref: Ref) -> Term | None:
            return self.terms.get(ref.code) if ref.iri.startswith(COP) else None

        for term in self.terms.values():
            mentions: list[tuple[str, list[Ref]]] = [
                ("children", term.parents),
                ("domain_of", [r for phrase in term.domain for r in phrase if isinstance(r, Ref)]),
                ("range_of", [r for phrase in term.range for r in phrase if isinstance(r, Ref)]),
                ("used_with", term.domain_includes), ("values_of", term.range_includes)]
            for name, refs in mentions:
                for other in filter(None, map(at, refs)):
                    if term.ref not in getattr(other, name):
                        getattr(other, name).append(term.ref)
        for node in self.triples.subjects():
            groups = self.apart(node) if isinstance(node, ox.BlankNode) else []
            for group in (refs for kind, refs in groups if kind == "AllDisjointClasses"):
                for other in filter(None, map(at, group)):
                    other.disjoint.append(group)
        for scheme in schemes:
            for other in filter(None, map(at, scheme.classes)):
                other.schemes.append(scheme)

    def grids(self, module: Module) -> list[Grid]:
        """Return the tables of the defined classes that two values each define."""
        found: dict[tuple[str, str, str], dict[tuple[str, str], list[Ref]]] = {}
        for term in module.of("class"):
            for node in self.triples.nodes(ox.NamedNode(term.ref.iri), OWL + "equivalentClass"):
                for head in self.triples.nodes(node, OWL + "intersectionOf"):
                    members = self.triples.members(head)
                    base = [m.value for m in members if isinstance(m, ox.NamedNode)]
                    pairs = [(p, v) for m in members for p in self.triples.named(m, OWL + "onProperty")
                             for v in self.triples.named(m, OWL + "hasValue")]
                    if len(base) == 1 and len(pairs) == 2:
                        (across, column), (down, row) = pairs
                        cells = found.setdefault((base[0], across, down), {})
                        cells.setdefault((column, row), []).append(term.ref)
        return [self.grid(key, cells) for key, cells in found.items() if len(cells) > 3]

    def grid(self, key: tuple[str, str, str], cells: dict[tuple[str, str], list[Ref]]) -> Grid:
        columns, rows = list(dict.fromkeys(c for c, _ in cells)), list(dict.fromkeys(r for _, r in cells))
        table: dict[str, list[list[Ref]]] = {row: [] for row in rows}
        for row, column in product(rows, columns):
            table[row].append(cells.get((column, row), []))
        base, across, down = map(self.triples.ref, key)
        return Grid(base, across, down, [self.triples.ref(c) for c in columns],
                    [(self.triples.ref(row), found) for row, found in table.items()])

    def alignment_files(self) -> list[tuple[str, str, str]]:
        """Return title, description and file name of each alignment."""
        return [(self.alignments.text(s, DCTERMS + "title"), self.alignments.text(s, DCTERMS + "description"),
                 f"{s.value.rpartition('/')[2]}.ttl")
                for s in self.alignments.subjects() if OWL + "Ontology" in self.alignments.types(s)]
