"""The VoID description: what the graph holds, counted; its parts by graph, class and property; its links.

Its partitions are what editors of SPARQL queries complete classes and properties from, in the form in which those
of the Swiss Institute of Bioinformatics ask for them. Partitions have addresses and no types: that they are data
sets follows from the properties that lead to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from ...namespaces import BASE, compact, prefixes, value
from ..files import Made, Written
from ..metadata import Metadata
from ..source import Source
from .contents import Contents, about_kind, contents, kind_of, subset
from .counting import TYPE, Counts, Property, Triple, count, is_entity, links, partitions
from .works import address, works
from .writing import FORMATS, TURTLE, Sheet, Term, agents, formats_of, iri, number, plain, says, text

FILE = "void.ttl"
COMMENT = """\
What the graph holds, in VoID (https://www.w3.org/TR/void/). Counted are the asserted and the inferred graphs, each
triple once; this description is in none of them. An entity is an IRI of ours that is a subject.
The addresses under https://w3id.org/coprokg/ do not resolve yet."""

WHOLES = {"coprokg": "", "asserted": "asserted", "inferred": "inferred"}
"""The name of a dump, without its ending -> the subset that it holds; nothing for the whole."""

_RECORD = re.compile(re.escape(BASE) + "([a-z-]+)/[^/#]+")


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the VoID description.

    :param source: what the release is made from.
    :param written: the files that are written already; the dumps among them are named.
    """
    sheet = describe(source.about, contents(source), written)
    sheet.say(source.about.iri, ("prov:wasDerivedFrom", [iri(address(item)) for item in works(source)]))
    data = sheet.turtle(COMMENT, part=parts(source.about))
    yield Made(FILE, data, TURTLE, "What the graph holds, counted (VoID)", "description",
               conforms_to="https://www.w3.org/TR/void/")


def describe(about: Metadata, held: Contents, written: Sequence[Written]) -> Sheet:
    """Return the VoID description of a release.

    :param about: the metadata.
    :param held: the triples by graph.
    :param written: the files that are written already.
    """
    sheet = Sheet()
    agents(sheet, about)
    every = held.together(held.graphs)
    sheet.add(about.iri, ("void:Dataset", "dcat:Dataset"), *says(about),
              ("foaf:homepage", iri(about.page)),
              ("void:uriSpace", plain(BASE)),
              ("void:feature", [iri(f"http://www.w3.org/ns/formats/{name}") for name in _formats(written)]),
              ("void:exampleResource", [iri(one) for one in _examples(every)]),
              ("void:vocabulary", [iri(space) for space in _vocabularies(every)]))
    sheet.add(about.address(FILE), "void:DatasetDescription",
              ("dcterms:title", text("What the graph holds, counted")),
              ("dcterms:creator", [iri(agent.iri) for agent in about.creators]),
              ("foaf:primaryTopic", iri(about.iri)))
    _counted(sheet, about.iri, count(every))
    _subsets(sheet, about, held)
    _dumps(sheet, about, written)
    _partitions(sheet, about, every)
    _links(sheet, about, every)
    return sheet


def parts(about: Metadata) -> str:
    """Return what the addresses of the partitions begin with."""
    return f"{about.address('void')}#"


def _counted(sheet: Sheet, node: str, counts: Counts) -> None:
    sheet.say(node, ("void:triples", number(counts.triples)), ("void:entities", number(counts.entities)),
              ("void:classes", number(len(counts.classes))), ("void:properties", number(len(counts.properties))),
              ("void:distinctSubjects", number(counts.subjects)), ("void:distinctObjects", number(counts.objects)))


def _formats(written: Sequence[Written]) -> list[str]:
    kinds = {file.media_type for file in written if file.role == "dump"}
    return sorted(name for media_type, name in FORMATS.items() if media_type in kinds)


def _examples(triples: Iterable[Triple]) -> list[str]:
    """Return one resource of each kind of record: the first by its name."""
    first: dict[str, str] = {}
    for s, _, _ in triples:
        if is_entity(s) and (match := _RECORD.fullmatch(s.value)):
            first[match[1]] = min(s.value, first.get(match[1], s.value))
    return sorted(first.values())


def _vocabularies(triples: Iterable[Triple]) -> list[str]:
    """Return the namespaces of the properties and classes that are used, ours among them."""
    terms = {p.value for _, p, _ in triples} | {value(o) for _, p, o in triples if p == TYPE}
    known = prefixes().values()
    return sorted({max((space for space in known if term.startswith(space)), key=len, default="")
                   or term[:max(term.rfind("#"), term.rfind("/")) + 1] for term in terms})


def _subsets(sheet: Sheet, about: Metadata, held: Contents) -> None:
    for side, names, title in (("asserted", held.asserted, "What the sources say"),
                               ("inferred", held.inferred, "What follows from what the sources say")):
        node = sheet.add(about.address(side), "void:Dataset", ("dcterms:title", text(title)),
                         ("dcterms:license", iri(about.licence("data"))))
        _counted(sheet, node, count(held.together(names)))
        sheet.say(about.iri, ("void:subset", iri(node)))
        for kind in sorted({kind_of(name) for name in names}):
            _kind(sheet, about, held, node, kind, sorted(name for name in names if kind_of(name) == kind))


def _kind(sheet: Sheet, about: Metadata, held: Contents, inside: str, kind: str, names: list[str]) -> None:
    said = about_kind(about, kind)
    licence = ("dcterms:license", iri(about.licence(said.licence)))
    whole = sheet.add(subset(about, kind), "void:Dataset", ("dcterms:title", text(said.title)), licence)
    sheet.say(inside, ("void:subset", iri(whole)))
    _counted(sheet, whole, count(held.together(names)))
    for name in names:
        if name != kind:
            node = sheet.add(subset(about, name), "void:Dataset", ("dcterms:title", text(f"The graph {name}")), licence)
            sheet.say(whole, ("void:subset", iri(node)))
            _counted(sheet, node, count(held.graphs[name]))


def _dumps(sheet: Sheet, about: Metadata, written: Sequence[Written]) -> None:
    paths = {file.path: file.media_type for file in written if file.role == "dump"}
    for path in paths:
        side = WHOLES.get(path.partition(".")[0])
        if side is not None and formats_of(paths, path)[0] in FORMATS:
            sheet.say(about.address(side) if side else about.iri, ("void:dataDump", iri(about.address(path))))


def _partitions(sheet: Sheet, about: Metadata, triples: set[Triple]) -> None:
    parts = partitions(triples)
    for node, part in sorted(parts.properties.items(), key=lambda pair: pair[0].value):
        name = _part(about, "property", node)
        sheet.say(about.iri, ("void:propertyPartition", iri(name)))
        sheet.say(name, ("void:property", node), ("void:triples", number(part.triples)),
                  ("void:distinctSubjects", number(len(part.subjects))),
                  ("void:distinctObjects", number(len(part.objects))))
    for node, one in sorted(parts.classes.items(), key=lambda pair: pair[0].value):
        name = _part(about, "class", node)
        sheet.say(about.iri, ("void:classPartition", iri(name)))
        sheet.say(name, ("void:class", node), ("void:entities", number(one.entities)),
                  ("void:distinctSubjects", number(len(one.instances))))
        for predicate, part in sorted(one.properties.items(), key=lambda pair: pair[0].value):
            _of_class(sheet, name, predicate, part)


def _of_class(sheet: Sheet, name: str, predicate: Term, part: Property) -> None:
    inner = f"{name}_{_local(predicate.value)}"
    sheet.say(name, ("void:propertyPartition", iri(inner)))
    sheet.say(inner, ("void:property", predicate), ("void:triples", number(part.triples)))
    for node, many in sorted(part.to_classes.items(), key=lambda pair: pair[0].value):
        leaf = f"{inner}_{_local(node.value)}"
        sheet.say(inner, ("void:classPartition", iri(leaf)))
        sheet.say(leaf, ("void:class", node), ("void:triples", number(many)))
    for node, many in sorted(part.to_datatypes.items(), key=lambda pair: pair[0].value):
        leaf = f"{inner}_{_local(node.value)}"
        sheet.say(inner, ("void-ext:datatypePartition", iri(leaf)))
        sheet.say(leaf, ("void-ext:datatype", node), ("void:triples", number(many)))


def _part(about: Metadata, kind: str, node: Term) -> str:
    return f"{parts(about)}{kind}-{_local(node.value)}"


def _local(address: str) -> str:
    """Return a name for an IRI that can stand at the end of another one.

    >>> _local("https://w3id.org/coprokg/ontology#Case"), _local("http://example.org/A")
    ('cop-Case', 'http%3A%2F%2Fexample.org%2FA')
    """
    short = compact(address)
    return quote(address, safe="") if short == address else quote(short.replace(":", "-", 1), safe="")


def _links(sheet: Sheet, about: Metadata, triples: set[Triple]) -> None:
    for name, found in links(triples, {name: target.space for name, target in about.targets.items()}).items():
        target = about.targets[name]
        other = sheet.add(about.address(f"target/{name}"), "void:Dataset", ("dcterms:title", text(target.name)),
                          ("void:uriSpace", plain(target.space)))
        node = sheet.add(about.address(f"links/{name}"), "void:Linkset",
                         ("dcterms:title", text(f"Links to {target.name}")),
                         ("void:subjectsTarget", iri(about.iri)), ("void:objectsTarget", iri(other)),
                         ("void:linkPredicate", sorted(found.by, key=lambda node: node.value)),
                         ("void:triples", number(found.triples)),
                         ("void:distinctSubjects", number(len(found.subjects))),
                         ("void:distinctObjects", number(len(found.objects))))
        sheet.say(about.iri, ("void:subset", iri(node)))
        for predicate, many in sorted(found.by.items(), key=lambda pair: pair[0].value):
            part = f"{node}#{_local(predicate.value)}"
            sheet.say(node, ("void:propertyPartition", iri(part)))
            sheet.say(part, ("void:property", predicate), ("void:triples", number(many)))
