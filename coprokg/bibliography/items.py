"""Works of the graph as CSL-JSON items: the middle form that every format is written from.

The words of the items are those of the Citation Style Language (https://docs.citationstyles.org). All that is
read of the graph comes through two saved queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ..asking import BASE
from ..problems import Misuse
from .types import TYPES, csl_type

if TYPE_CHECKING:
    from ..asking import Answer, Graph

Item = dict[str, Any]
Fields = dict[str, list[str]]

RECORDS, CONTRIBUTIONS = "work-records", "work-contributions"
"""The saved queries through which works are read."""

AT_ONCE = 500
"""Works asked for in one query: a query of a hundred thousand IRIs helps no engine."""

PLAIN = {
    "title": "title", "volume": "volume", "issue": "issue", "pages": "page", "publisher": "publisher",
    "place": "publisher-place", "series": "collection-title", "edition": "edition", "conference": "event-title",
    "url": "URL", "doi": "DOI", "note": "note",
}
"""What the graph says of a work -> the variable of CSL, where the value stays as it is."""

OF_THE_HOST = ("volume", "edition", "publisher", "place", "series", "number")
"""What a chapter takes from the volume it stands in, where it says nothing of its own."""

NUMBERED = ("report", "working-paper")
"""Kinds of work whose number is their own and not that of a volume in a series."""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")


def works_of(graph: Graph, answer: Answer) -> list[str]:
    """Return the works that the rows of an answer hold, each once, in the order of the rows.

    :param graph: the graph that was asked.
    :param answer: the answer; its columns of IRIs are looked at, and the IRIs that are works are kept.
    :raises Misuse: if none of its columns holds works; the message names questions that do.
    """
    columns = _columns_of_iris(answer.question)
    found = dict.fromkeys(str(row[n].value) for row in answer.rows for n in columns if row[n] is not None)
    known = _known(graph, found)
    works = [iri for iri in found if iri in known]
    if works or (columns and not answer.rows):
        return works
    others = ", ".join(questions_of_works(graph))
    raise Misuse(f"no column of {answer.question['name']} holds works, so there is nothing to export; "
                 f"questions that hold works: {others or 'none'}")


def questions_of_works(graph: Graph) -> list[str]:
    """Return the names of the questions whose heads describe a column as works by their IRIs.

    To ask them all would be sure, and would let a user wait for a sentence about a mistake.
    """
    return [name for name, question in sorted(graph.questions.items()) if name not in (RECORDS, CONTRIBUTIONS)
            and any(about["type"] == "iri" and re.search(r"\bworks?\b", about["meaning"])
                    for about in question["columns"].values())]


def _columns_of_iris(question: dict[str, Any]) -> list[int]:
    return [n for n, about in enumerate(question["columns"].values()) if about["type"] == "iri"]


def _known(graph: Graph, iris: Iterable[str]) -> set[str]:
    """Return those IRIs that the graph describes as works."""
    return set(_fields(graph, list(iris)))


def items(graph: Graph, iris: Sequence[str]) -> list[Item]:
    """Return the CSL-JSON items of some works, in their order.

    :param graph: the graph that describes them.
    :param iris: the IRIs of the works; one that the graph does not know as a work is left out.
    """
    fields = _fields(graph, iris)
    hosts = sorted({host for about in fields.values() for host in about.get("published-in", ())})
    host_fields = _fields(graph, hosts)
    names = _names(graph, [*fields, *host_fields])
    return [item(iri, fields[iri], names.get(iri, {}), host_fields.get(host, {}), names.get(host, {}))
            for iri in iris if iri in fields
            for host in [next(iter(fields[iri].get("published-in", ())), "")]]


def item(iri: str, about: Fields, names: dict[str, list[Item]], host: Fields, host_names: dict[str, list[Item]]) -> Item:
    """Return the CSL-JSON item of one work.

    :param iri: the work; its slug becomes the citation key.
    :param about: what is said of it: field -> values.
    :param names: ``author`` and ``editor`` -> the names in order.
    :param host: what is said of the volume that it stands in, or nothing.
    :param host_names: the authors and editors of that volume.

    >>> item(BASE + "work/doe-1999", {"type": ["book"], "title": ["Shops"], "year": ["1999"]}, {}, {}, {})
    {'id': 'doe-1999', 'type': 'book', 'title': 'Shops', 'issued': {'date-parts': [[1999]]}}
    """
    kind = next(iter(about.get("type", ())), "")
    said = {field: host[field] for field in OF_THE_HOST if field in host} | about
    made: Item = {"id": iri.removeprefix(f"{BASE}work/"), "type": csl_type(kind)}
    if kind in TYPES and TYPES[kind].genre:
        made["genre"] = TYPES[kind].genre
    made |= names
    if "editor" not in made and "editor" in host_names:
        made["editor"] = host_names["editor"]
    if "author" in host_names:
        made["container-author"] = host_names["author"]
    for field, variable in PLAIN.items():
        if field in said:
            made[variable] = "; ".join(said[field])
    if number := said.get("number"):
        made["number" if kind in NUMBERED else "collection-number"] = "; ".join(number)
    containers = about.get("journal") or host.get("title") or about.get("container")
    if containers:
        made["container-title"] = containers[0]
    made |= _dates(about)
    # A DOI is one thing; a work that an identifier is linked to twice still has one.
    if "doi" in said:
        made["DOI"] = said["doi"][0]
    return {name: made[name] for name in sorted(made, key=_place)}


_ORDER = ("id", "type", "genre", "title", "author", "editor", "container-title", "container-author", "collection-title",
          "collection-number", "number", "edition", "volume", "issue", "page", "publisher", "publisher-place",
          "event-title", "issued", "status", "DOI", "URL", "accessed", "note")
"""The order in which the variables of an item are written."""


def _place(name: str) -> int:
    return _ORDER.index(name)


def _dates(about: Fields) -> Item:
    made: Item = {}
    year, words = next(iter(about.get("year", ())), ""), next(iter(about.get("date-note", ())), "")
    if year:
        made["issued"] = {"date-parts": [[int(year)]]}
        if words:
            made["status"] = words
    elif words:
        made["issued"] = {"literal": words}
    if match := _DATE.match(next(iter(about.get("accessed", ())), "")):
        made["accessed"] = {"date-parts": [[int(part) for part in match.groups()]]}
    return made


def _fields(graph: Graph, iris: Sequence[str]) -> dict[str, Fields]:
    """Return work -> field -> values; an IRI that is no work is left out."""
    found: dict[str, Fields] = {}
    for work, field, value in _rows(graph, RECORDS, iris):
        values = found.setdefault(work.value, {}).setdefault(field.value, [])
        if value.value not in values:
            values.append(value.value)
    return found


def _names(graph: Graph, iris: Sequence[str]) -> dict[str, dict[str, list[Item]]]:
    """Return work -> role -> names in order."""
    rows = sorted(_rows(graph, CONTRIBUTIONS, iris), key=lambda row: int(row[2].value))
    found: dict[str, dict[str, list[Item]]] = {}
    for work, role, _, family, given, literal in rows:
        name = {"literal": literal.value} if family is None and literal is not None else None
        if family is not None:
            name = person(family.value, given.value if given is not None else "")
        if name:
            found.setdefault(work.value, {}).setdefault(role.value, []).append(name)
    return found


def person(family: str, given: str = "") -> Item:
    """Return the name of a person as CSL has it, the particle by itself.

    >>> person("van der Veen", "Wouter")
    {'non-dropping-particle': 'van der', 'family': 'Veen', 'given': 'Wouter'}
    >>> person("Bache")
    {'family': 'Bache'}
    """
    name: Item = {}
    words = family.split()
    particles = list(takewhile(lambda word: word[0].islower(), words[:-1]))
    if particles:
        name["non-dropping-particle"] = " ".join(particles)
        family = " ".join(words[len(particles):])
    name["family"] = family
    if given:
        name["given"] = given
    return name


def _rows(graph: Graph, question: str, iris: Sequence[str]) -> Iterator[list[Any]]:
    """Yield the rows of a question about works; an IRI from elsewhere is not asked about."""
    ours = [iri for iri in dict.fromkeys(iris) if iri.startswith(BASE)]
    for start in range(0, len(ours), AT_ONCE):
        yield from graph.ask(question, {"work": ours[start:start + AT_ONCE]}).rows
