"""The library as data: each saved question in RDF, so that questions can be asked about questions.

The terms are those of SHACL (``sh:SPARQLExecutable``), as the collection of SPARQL examples of the SIB Swiss Institute
of Bioinformatics uses them, so that editors which list such examples list these; for parameters those of DASH too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from .controlled import HOLE, Controlled, read_controlled
from .linting import TAG_KIND, line_of
from .loading import Loaded, Place, graph_iri
from .namespaces import BASE, COP, XSD, expand, prefixes
from .questions import read_questions

QUERIES = graph_iri("queries")
TARGET = BASE + "sparql"
"""Where the questions are asked: the address chosen for the project's SPARQL endpoint."""

PREFIXES = BASE + "prefixes"
PARAMETER = BASE + "parameter/"
"""What goes before the name of a variable in the path of a parameter: SHACL takes the variable from its last part."""

DATATYPES = {"integer": "integer", "string": "string"}
CLASS = "class:"

Term = ox.NamedNode | ox.Literal
Pair = tuple[str, Term]


class Library(NamedTuple):
    """The saved questions, by name, and what their heads may name."""

    questions: dict[str, dict[str, Any]]
    known: Controlled


def read(base: Path) -> Library:
    """Read the library.

    :param base: the folder that holds the content folders.
    :raises DataFault: with every problem of every saved query.

    >>> from .folders import root
    >>> "who-does-what" in read(root()).questions
    True
    """
    folder = base / "queries"
    return Library(read_questions(folder, base), read_controlled(folder, base))


def add(loaded: Loaded, shelf: Library) -> None:
    """Add the library to what was loaded, in a graph of its own, with the place of each of its nodes.

    :param loaded: what was loaded; it is changed.
    :param shelf: the library.
    """
    for question in shelf.questions.values():
        iri = query_iri(question["name"])
        loaded.places[iri, ""] = Place(question["file"], 1, "")
        for kind in ("parameter", "column"):
            for name in question[f"{kind}s"]:
                loaded.places[f"{iri}/{kind}/{name}", ""] = Place(
                    question["file"], line_of(question["body"], name), f"{kind}s.{name}")
    for subject, predicate, obj in triples(*shelf):
        loaded.quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(expand(predicate)), obj, QUERIES))


def query_iri(name: str) -> str:
    """Return the IRI of a saved question.

    >>> query_iri("who-does-what")
    'https://w3id.org/coprokg/query/who-does-what'
    """
    return f"{BASE}query/{name}"


def triples(questions: Mapping[str, Mapping[str, Any]], known: Controlled) -> Iterator[tuple[str, str, Term]]:
    """Yield the library as triples: subject, predicate as a prefixed name, object.

    :param questions: the saved questions, by name.
    :param known: the tags and competency questions.
    """
    yield PREFIXES, "rdfs:label", _en("prefixes of the project")
    yield TARGET, "rdfs:label", _en("SPARQL endpoint of the project")
    variables = {about["variable"]: name for question in questions.values() for name, about in question["parameters"].items()}
    for variable, name in variables.items():
        yield from _all(PARAMETER + variable, ("rdf:type", _term("rdf:Property")), ("rdfs:label", _en(name)))
    for prefix, namespace in prefixes().items():
        node = f"{PREFIXES}/{prefix}"
        yield PREFIXES, "sh:declare", ox.NamedNode(node)
        yield node, "rdf:type", _term("sh:PrefixDeclaration")
        yield node, "sh:prefix", ox.Literal(prefix)
        yield node, "sh:namespace", ox.Literal(namespace, datatype=ox.NamedNode(XSD + "anyURI"))
    for name, tag in known.tags.items():
        node = f"{BASE}{TAG_KIND}/{name}"
        yield from _all(node, ("rdf:type", _term("schema:DefinedTerm")), ("rdfs:label", _en(name)),
                        ("rdfs:comment", _en(tag.meaning)))
        if tag.caveat_from:
            yield node, "rdfs:seeAlso", ox.NamedNode(query_iri(tag.caveat_from))
    for name, one in known.competency.items():
        yield from _all(f"{BASE}competency-question/{name}", ("rdf:type", _term("schema:Question")),
                        ("rdfs:label", _en(one.asks)), ("schema:keywords", ox.Literal(one.kind_)))
    for question in questions.values():
        yield from _question(question)


def _question(question: Mapping[str, Any]) -> Iterator[tuple[str, str, Term]]:
    iri = query_iri(question["name"])
    yield from _all(iri, ("rdf:type", _term("sh:SPARQLExecutable")), ("rdf:type", _term("sh:SPARQLSelectExecutable")),
                    ("rdfs:label", _en(question["summary"])), ("rdfs:comment", _en(question["description"])),
                    ("dcterms:identifier", ox.Literal(question["name"])),
                    ("sh:select", ox.Literal(select_of(question["body"]))), ("sh:prefixes", ox.NamedNode(PREFIXES)),
                    ("schema:target", ox.NamedNode(TARGET)))
    for tag in question["tags"]:
        yield iri, "schema:keywords", ox.Literal(tag)
        yield iri, "dcterms:subject", ox.NamedNode(f"{BASE}{TAG_KIND}/{tag}")
    for name in question["competency"]:
        yield iri, "schema:about", ox.NamedNode(f"{BASE}competency-question/{name}")
    for caveat in question["caveats"]:
        yield iri, "skos:scopeNote", _en(caveat)
    for position, (name, about) in enumerate(question["parameters"].items(), 1):
        node = f"{iri}/parameter/{name}"
        yield iri, "sh:parameter", ox.NamedNode(node)
        yield from _all(node, *_parameter(name, about, position))
    for position, (name, about) in enumerate(question["columns"].items(), 1):
        node = f"{iri}/column/{name}"
        yield iri, "schema:variableMeasured", ox.NamedNode(node)
        yield from _all(node, ("rdf:type", _term("schema:PropertyValue")), ("schema:name", ox.Literal(name)),
                        ("schema:description", _en(about["meaning"])), ("schema:position", ox.Literal(position)),
                        ("schema:additionalType", ox.Literal(about["type"])))


def _parameter(name: str, about: Mapping[str, Any], position: int) -> Iterator[Pair]:
    """Yield what is said of a parameter; the last part of its path is the name of its variable, as SHACL has it."""
    yield "rdf:type", _term("sh:Parameter")
    yield "sh:path", ox.NamedNode(PARAMETER + about["variable"])
    yield "sh:name", ox.Literal(name)
    yield "sh:description", _en(about["meaning"])
    yield "sh:order", ox.Literal(position)
    yield "sh:optional", ox.Literal(True)
    if about["type"] in DATATYPES:
        yield "sh:datatype", ox.NamedNode(XSD + DATATYPES[about["type"]])
    else:
        yield "sh:nodeKind", _term("sh:IRI")
    kinds = (about["values"] or "").split()
    classes = [kind.removeprefix(CLASS) for kind in kinds if kind.startswith(CLASS)]
    for kind in classes:
        yield "dash:rootClass", ox.NamedNode(COP + kind)
    if kinds and not classes:
        yield "sh:pattern", ox.Literal(f"^{BASE}({'|'.join(kinds)})/[^/]+$")
    for value in about["default"]:
        yield "sh:defaultValue", _value(about, kinds, value)


def _value(about: Mapping[str, Any], kinds: list[str], value: str) -> Term:
    if about["type"] == "integer":
        return ox.Literal(int(value))
    if about["type"] == "string":
        return ox.Literal(value)
    if not kinds or value.startswith(BASE):
        return ox.NamedNode(value)
    if kinds[0].startswith(CLASS):
        return ox.NamedNode(COP + value)
    return ox.NamedNode(f"{BASE}{kinds[0]}/{value}" if len(kinds) == 1 else BASE + value)


def select_of(body: str) -> str:
    r"""Return the text of a query without its head: it runs as it is, anywhere.

    >>> select_of("#+ summary: Who?\nSELECT * {}\n")
    'SELECT * {}'
    """
    return "\n".join(line for line in body.splitlines() if not line.startswith("#+")).strip()


def _all(subject: str, *pairs: Pair) -> Iterator[tuple[str, str, Term]]:
    for predicate, obj in pairs:
        yield subject, predicate, obj


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def _en(text: str) -> ox.Literal:
    return ox.Literal(" ".join(text.split()), language="en")


def values(known: Controlled) -> dict[str, dict[str, str]]:
    """Return what a parameter may be that names a tag: value -> what it means.

    >>> values(Controlled())
    {'query-tag': {}}
    """
    return {TAG_KIND: {name: tag.meaning for name, tag in known.tags.items()}}


def with_caveats(shelf: Library, store: ox.Store) -> dict[str, dict[str, Any]]:
    """Return the questions, each with the caveats that its tags bring, made of the data.

    :param shelf: the library.
    :param store: the graph.
    """
    questions, known = shelf
    brought = {name: _caveats(questions[tag.caveat_from]["body"], tag.caveat, store)
               for name, tag in known.tags.items() if tag.caveat_from and tag.caveat}
    return {name: {**question, "caveats": [*question["caveats"], *(
        caveat for tag in question["tags"] for caveat in brought.get(tag, ()))]} for name, question in questions.items()}


def _caveats(text: str, template: str, store: ox.Store) -> list[str]:
    rows = store.query(text, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    return [_filled(template, row) for row in rows]


def _filled(template: str, row: ox.QuerySolution) -> str:
    return HOLE.sub(lambda hole: str(getattr(row[hole[1]], "value", "")), template)
