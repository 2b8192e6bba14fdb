"""Each finding as a nanopublication: what it says, whence it is known, who publishes it. Unsigned.

A nanopublication is four named graphs: a head, the assertion, its provenance, and information on the publication.

Source: https://nanopub.net/guidelines/working_draft/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..namespaces import BASE, COP, RDF, RDFS, SKOS, XSD, expand, prefixes
from .files import Made
from .metadata import Metadata
from .source import Source

NP, NPX = "http://www.nanopub.org/nschema#", "http://purl.org/nanopub/x/"
SPEC = "https://nanopub.net/guidelines/working_draft/"
PATH = "nanopublications.trig"

GROUNDS = ("evidence", "sectionRead")
"""The properties of a finding that lead to what it rests on; what rests on them are the passages and sections."""

CODING = ("support", "certainty", "memo")
"""The properties that say how the coder came to it: of the provenance, not of what is asserted."""

REPORTED = BASE + "vocab/voice/author-reporting-work"
"""The voice by which the source passes on what works say, which are then sources too."""

RIGHTS = "Quoted words stay their owners'; they are cited, and not relicensed."

Quads = list[ox.Quad]
Term = ox.NamedNode | ox.Literal


def files(source: Source) -> Iterator[Made]:
    """Yield the file of nanopublications.

    :param source: what the release is made from.
    """
    known = _Known(source.asserted)
    texts = [_HEAD, *(in_trig(nanopublication(known, finding, source.about)) for finding in known.findings())]
    yield Made(PATH, "\n".join(texts).encode(), "application/trig", "A nanopublication for each finding, unsigned",
               "nanopublications", conforms_to=SPEC, zip=True)


_HEAD = """\
# A nanopublication for each finding: what it says (assertion), the words, the work and the coding that it comes from
# (provenance), and who publishes it under which licence (pubinfo). They are unsigned, and their addresses are not
# trusty: who would publish them in the nanopublication network signs them, which gives each its final address.
"""


class _Known:
    """What the files say, by subject."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.by_subject: dict[str, list[tuple[str, Term]]] = {}
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                self.by_subject.setdefault(quad.subject.value, []).append((quad.predicate.value, quad.object))

    def said(self, subject: str) -> list[tuple[str, Term]]:
        """Return what is said of something, its kind first."""
        return sorted(self.by_subject.get(subject, ()), key=lambda pair: (pair[0] != RDF + "type", pair[0], str(pair[1])))

    def to(self, subject: str, *path: str) -> list[str]:
        """Return the addresses at the end of a path of properties of the ontology, in order and each once."""
        found = [subject]
        for name in path:
            found = [term.value for one in found for predicate, term in self.said(one)
                     if predicate == COP + name and isinstance(term, ox.NamedNode)]
        return list(dict.fromkeys(found))

    def label(self, thing: str) -> Term | None:
        """Return what something is called in English, or in no language."""
        called = {predicate: term for predicate, term in self.said(thing) if predicate in (RDFS + "label", SKOS + "prefLabel")
                  and isinstance(term, ox.Literal) and (term.language or "en") == "en"}
        return called.get(SKOS + "prefLabel") or called.get(RDFS + "label")

    def findings(self) -> list[str]:
        """Return the addresses of all findings, of every kind, in order."""
        below = {COP + "Finding"}
        while wider := {subject for subject, said in self.by_subject.items() if subject not in below
                        for predicate, term in said if predicate == RDFS + "subClassOf" and term.value in below}:
            below |= wider
        return sorted(subject for subject, said in self.by_subject.items()
                      if any(predicate == RDF + "type" and term.value in below for predicate, term in said))


def nanopublication_iri(about: Metadata, finding: str) -> str:
    """Return the address of the nanopublication of a finding: that of the release, and the finding's own path.

    >>> from ..folders import root
    >>> from .metadata import read_metadata
    >>> nanopublication_iri(read_metadata(root()), BASE + "case/x/aim/y").partition("/np/")[2]
    'case/x/aim/y'
    """
    return f"{about.iri}/np/{finding.removeprefix(BASE)}"


def nanopublication(known: _Known, finding: str, about: Metadata) -> Quads:
    """Return the four graphs of the nanopublication of a finding.

    :param known: what the files say.
    :param finding: the address of the finding.
    :param about: what the release says of itself.
    """
    this = nanopublication_iri(about, finding)
    assertion = [(finding, predicate, term) for predicate, term in known.said(finding)
                 if predicate not in {COP + name for name in (*GROUNDS, *CODING)}]
    provenance = list(_provenance(known, finding, this, about))
    graphs = {
        "Head": _head(this),
        "assertion": assertion,
        "provenance": provenance,
        "pubinfo": [*_publication(known, finding, this, about), *_labels(known, [*assertion, *provenance], about)],
    }
    return [ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term, ox.NamedNode(f"{this}#{name}"))
            for name, triples in graphs.items() for subject, predicate, term in dict.fromkeys(triples)]


Triple = tuple[str, str, Term]


def _head(this: str) -> list[Triple]:
    parts = (("hasAssertion", "assertion"), ("hasProvenance", "provenance"), ("hasPublicationInfo", "pubinfo"))
    return [(this, RDF + "type", ox.NamedNode(NP + "Nanopublication")),
            *((this, NP + name, ox.NamedNode(f"{this}#{graph}")) for name, graph in parts)]


def _provenance(known: _Known, finding: str, this: str, about: Metadata) -> Iterator[Triple]:
    """Yield whence an assertion is known: the words and works, who says it, and how it was coded by whom."""
    assertion, coding = f"{this}#assertion", f"{this}#coding"
    passages, sections = known.to(finding, "evidence"), known.to(finding, "sectionRead")
    editions = list(dict.fromkeys(_editions(known, finding, passages)))
    reported = known.to(finding, "work") if REPORTED in known.to(finding, "voice") else []
    for name, things in (
        ("wasDerivedFrom", [*passages, *sections]),
        ("hadPrimarySource", [*editions, *reported]),
        # The words are those of the authors of the edition; whom they report, or let speak, says it too.
        ("wasAttributedTo", [author for edition in editions for author in known.to(edition, "editionOf", "author", "agent")]),
        ("wasAttributedTo", [author for work in reported for author in known.to(work, "author", "agent")]),
        ("wasAttributedTo", known.to(finding, "speaker")),
        ("wasGeneratedBy", [coding]),
    ):
        for thing in dict.fromkeys(things):
            yield assertion, expand(f"prov:{name}"), ox.NamedNode(thing)
    yield from _coding(known, finding, coding, editions, about)
    for predicate, term in known.said(finding):
        if predicate in {COP + name for name in CODING}:
            yield finding, predicate, term
    for passage in passages:
        yield from _quoted(known, passage)


def _editions(known: _Known, finding: str, passages: list[str]) -> Iterator[str]:
    """Yield the editions that a finding is read from: those of its passages, else that of its record."""
    sources = [term.value for passage in passages for predicate, term in known.said(passage)
               if predicate == expand("oa:hasSource")]
    yield from sources or known.to(finding, "record", "edition")


def _coding(known: _Known, finding: str, coding: str, editions: list[str], about: Metadata) -> Iterator[Triple]:
    """Yield how the finding was coded: by which method, whether anybody has checked it, by which manual, by whom."""
    yield coding, RDF + "type", ox.NamedNode(expand("prov:Activity"))
    yield coding, RDF + "type", ox.NamedNode(COP + "Coding")
    for told in known.to(finding, "record", "coding"):
        for predicate, term in known.said(told):
            if predicate not in (RDF + "type", RDFS + "label", COP + "record"):
                yield coding, predicate, term
    for edition in editions:
        yield coding, expand("prov:used"), ox.NamedNode(edition)
    for creator in about.creators:
        yield coding, expand("prov:wasAssociatedWith"), ox.NamedNode(creator.iri)


def _quoted(known: _Known, passage: str) -> Iterator[Triple]:
    """Yield a passage with its words, so that a nanopublication is read without the rest of the graph."""
    told = [(predicate, term) for predicate, term in known.said(passage) if predicate not in (RDFS + "label", COP + "record")]
    for predicate, term in told:
        yield passage, predicate, term
    for predicate, term in told:
        if predicate == expand("oa:hasSelector"):
            for inner, words in known.said(term.value):
                if inner not in (RDFS + "label", COP + "record"):
                    yield term.value, inner, words


def _publication(known: _Known, finding: str, this: str, about: Metadata) -> Iterator[Triple]:
    """Yield who publishes a nanopublication, when, under which licence, and of which kind it is."""
    if label := known.label(finding):
        yield this, RDFS + "label", label
    for creator in about.creators:
        yield this, expand("dcterms:creator"), ox.NamedNode(creator.iri)
    day = ox.Literal(f"{about.issued.isoformat()}T00:00:00Z", datatype=ox.NamedNode(XSD + "dateTime"))
    yield this, expand("dcterms:created"), day
    yield this, expand("dcterms:license"), ox.NamedNode(about.licences["data"])
    yield this, expand("dcterms:rights"), ox.Literal(RIGHTS, language="en")
    yield this, expand("dcterms:isPartOf"), ox.NamedNode(about.iri)
    for predicate, term in known.said(finding):
        if predicate == RDF + "type":
            yield this, NPX + "hasNanopubType", term


def _labels(known: _Known, triples: list[Triple], about: Metadata) -> Iterator[Triple]:
    """Yield what the things are called that a nanopublication names and does not describe."""
    described = {subject for subject, _, _ in triples}
    called = {creator.iri: ox.Literal(creator.name) for creator in about.creators}
    for thing in sorted({term.value for _, _, term in triples if isinstance(term, ox.NamedNode)} - described):
        if label := called.get(thing) or known.label(thing):
            yield thing, RDFS + "label", label


def in_trig(quads: Quads) -> str:
    """Return a nanopublication in TriG: ``this:`` is itself, ``sub:`` its graphs, and each other namespace has a short name.

    :param quads: its four graphs, in order.
    """
    this = quads[0].subject.value if isinstance(quads[0].subject, ox.NamedNode) else ""
    names = {"this": this, "sub": f"{this}#", **_names(quads, this)}
    text = (ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=names) or b"").decode()
    # The serializer puts its prefixes in no order; within literals no line begins anew.
    lines = [line for line in text.splitlines() if not line.startswith("@prefix ")]
    body = "\n".join(line.replace("\t", "    ") + ("\n" if line == "}" else "") for line in lines)
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in names.items()) + "\n" + body


def _names(quads: Quads, this: str) -> dict[str, str]:
    """Return the prefixes of a nanopublication, for the namespaces that it uses and no others."""
    declared = {**prefixes(), "np": NP, "npx": NPX}
    del declared["coprokg"]
    used: set[str] = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object):
            named = (None if term.language else term.datatype) if isinstance(term, ox.Literal) else term
            if isinstance(named, ox.NamedNode) and not named.value.startswith(this):
                used.add(named.value)
    used.discard(RDF + "type")  # which is written as `a`
    found = {name: namespace for name, namespace in declared.items() if any(iri.startswith(namespace) for iri in used)}
    own = {iri.rpartition("/")[0] + "/" for iri in used if iri.startswith(BASE) and "#" not in iri and iri != BASE}
    for namespace in sorted(own):
        # What is within a thing that has a short name, such as the quote of a passage, is called after that.
        if namespace.rstrip("/").rpartition("/")[0] + "/" not in own:
            found[_name(namespace, found)] = namespace
    return found


def _name(namespace: str, taken: dict[str, str]) -> str:
    """Return a prefix for a namespace: the kind of thing in it, with more of its path where another has that name.

    >>> _name("https://w3id.org/coprokg/vocab/voice/", {}), _name("https://w3id.org/coprokg/vocab/voice/", {"voice": ""})
    ('voice', 'vocab-voice')
    """
    steps = namespace.removeprefix(BASE).strip("/").split("/")
    return next(name for length in range(1, len(steps) + 2)
                if (name := "-".join(steps[-length:]) + "-" * (length > len(steps))) not in taken)
