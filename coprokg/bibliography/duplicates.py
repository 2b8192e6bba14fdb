"""Find the entries that are likely the same work, by DOI, then by title, year and first author; decide nothing."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ..namespaces import BASE, COP, RDF, RDFS, SKOS, value
from ..problems import DataFault, Misuse, Problem
from .converting import who, year_of
from .entries import Item
from .text import doi_of, fold

COLUMNS = ("file", "key", "other", "decision", "rule", "title", "other_title", "other_place")
DECISIONS = ("same", "different")
_LONG = 20
_ALIKE = 0.6


class Sign(NamedTuple):
    """By what a work is compared."""

    doi: str
    mark: str
    title: str
    issue: str = ""


class Match(NamedTuple):
    """Another work that is likely the same: its slug, by which rule, its title, and where it stands."""

    other: str
    rule: str
    title: str
    place: str


class Case(NamedTuple):
    """A likely duplicate as the table has it, with the decision where there is one."""

    file: str
    key: str
    other: str
    decision: str
    rule: str
    title: str
    other_title: str
    other_place: str


def sign_of(item: Item) -> Sign:
    """Return by what an item is compared."""
    words = item.get("issued", {}).get("literal", "")
    return sign(item.get("DOI", ""), item["title"], year_of(item) or words, next(iter(who(item)), ""),
                item.get("volume", ""), item.get("issue", ""))


def sign(doi: str, title: str, year: str, author: str, volume: str = "", issue: str = "") -> Sign:
    """Return by what a work is compared: of its first author the last word of the family name.

    A short title that nobody signs ("Editorial") is no sign of anything.

    >>> sign("10.1000/A", "Crossing the Divide", "1996", "van Ostrom").mark
    'crossingthedivide|1996|ostrom'
    """
    name = fold((author.split() or [""])[-1])
    levelled = fold(title)
    mark = f"{levelled}|{fold(year)}|{name}" if levelled and (name or len(levelled) >= _LONG) else ""
    return Sign(doi.lower(), mark, title, f"{fold(volume)}|{fold(issue)}" if volume and issue else "")


class Index:
    """The works met so far, in a table on disk: an import of any size needs no more memory."""

    def __init__(self, table: sqlite3.Connection) -> None:
        """Begin with no work.

        :param table: where they are kept.
        """
        self._table = table
        table.execute("CREATE TABLE work (slug TEXT, doi TEXT, mark TEXT, title TEXT, issue TEXT, place TEXT)")
        table.execute("CREATE INDEX by_doi ON work (doi) WHERE doi != ''")
        table.execute("CREATE INDEX by_mark ON work (mark) WHERE mark != ''")

    def add(self, slug: str, sign: Sign, place: str) -> None:
        """Add a work."""
        self._table.execute("INSERT INTO work VALUES (?, ?, ?, ?, ?, ?)", (slug, *sign, place))

    def matches(self, sign: Sign) -> Iterator[Match]:
        """Yield the works that are likely the same, those with the same DOI first.

        What stands in two issues of a journal is two works, whatever it is called: "Editor's introduction".
        """
        seen = set()
        if sign.doi:
            for slug, title, place in self._table.execute(
                    "SELECT slug, title, place FROM work WHERE doi = ? AND doi != '' ORDER BY rowid", (sign.doi,)):
                seen.add(slug)
                yield Match(slug, "doi" if alike(sign.title, title) else "doi-conflict", title, place)
        if sign.mark:
            for slug, title, place in self._table.execute(
                    "SELECT slug, title, place FROM work WHERE mark = ? AND mark != ''"
                    " AND (issue = '' OR ? IN (issue, '')) ORDER BY rowid", (sign.mark, sign.issue)):
                if slug not in seen:
                    yield Match(slug, "title-year-author", title, place)


def alike(one: str, other: str) -> bool:
    """Say whether two titles may be of one work: where the DOI is the same and they are not, one is wrong.

    >>> alike("Crossing the Great Divide", "Crossing the great divide: synergy"), alike("Crossing", "Planning")
    (True, False)
    """
    first, second = sorted((fold(one), fold(other)), key=len)
    return second.startswith(first) or SequenceMatcher(None, first[:300], second[:300], False).ratio() >= _ALIKE


def works_in(store: ox.Store, left_out: Iterable[str] = ()) -> Iterator[tuple[str, Sign]]:
    """Yield the works of a graph by slug, with what they are compared by.

    :param store: the graph.
    :param left_out: the IRIs of graphs whose works do not count: those about to be imported again.
    """
    without = set(left_out)
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(COP + "Work"), None):
        work = quad.subject
        if value(quad.graph_name) in without or not isinstance(work, ox.NamedNode):
            continue
        # Where the editions of a work are described, a DOI is that of one of them.
        texts = [q.subject for q in store.quads_for_pattern(None, ox.NamedNode(COP + "editionOf"), work, None)]
        linked = (doi_of(iri) for node in (work, *texts) if isinstance(node, ox.NamedNode)
                  for iri in _objects(store, node, SKOS + "exactMatch"))
        doi = next(filter(None, (*_objects(store, work, COP + "doi"), *linked)), "")
        year = next(filter(None, (*_objects(store, work, COP + "year"), *_objects(store, work, COP + "dateNote"))), "")
        title = next(_objects(store, work, COP + "title"), "")
        volume, issue = (next(_objects(store, work, COP + name), "") for name in ("volume", "issue"))
        sign_ = sign(doi, title, year, _first_author(store, work), volume, issue)
        yield work.value.removeprefix(f"{BASE}work/"), sign_


def _objects(store: ox.Store, node: ox.NamedNode, predicate: str) -> Iterator[str]:
    return (value(q.object) for q in store.quads_for_pattern(node, ox.NamedNode(predicate), None, None))


def _nodes(store: ox.Store, node: ox.NamedNode, predicate: str) -> list[ox.NamedNode]:
    found = (q.object for q in store.quads_for_pattern(node, ox.NamedNode(predicate), None, None))
    return [term for term in found if isinstance(term, ox.NamedNode)]


def _first_author(store: ox.Store, work: ox.NamedNode) -> str:
    """Return the name of the first author, or else editor."""
    for role in ("author", "editor"):
        for contribution in _nodes(store, work, COP + role):
            if "1" not in _objects(store, contribution, COP + "position"):
                continue
            agents = _nodes(store, contribution, COP + "agent")
            places = [(node, COP + name) for node in (contribution, *agents) for name in ("familyName", "literalName")]
            labels = [(agent, RDFS + "label") for agent in agents]
            return next((name for place in (*places, *labels) for name in _objects(store, *place)), "")
    return ""


def read_decisions(path: Path) -> dict[tuple[str, str, str], Case]:
    """Return what was decided of likely duplicates, from a table with the columns of :data:`COLUMNS`.

    :param path: the table; only its first four columns are needed.
    :raises DataFault: if a decision is neither ``same`` nor ``different``, with its line.
    :raises Misuse: if it is no such table.
    """
    found, problems = {}, []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            # Some spreadsheets part the columns by semicolons.
            parted = ";" if ";" in stream.readline() else ","
            stream.seek(0)
            rows = csv.DictReader(stream, delimiter=parted)
            if lacking := [name for name in COLUMNS[:4] if name not in (rows.fieldnames or ())]:
                raise Misuse(f"{path} has no column {', '.join(lacking)};"
                             f" take the table that an import writes: {', '.join(COLUMNS[:4])}")
            for row in rows:
                case = Case(*((row.get(name) or "").strip() for name in COLUMNS))
                case = case._replace(file=case.file.removeprefix("'"))
                if case.decision not in ("", *DECISIONS):
                    problems.append(Problem(str(path), rows.line_num, "decision", f"{case.decision!r} is no decision",
                                            "write same or different, or leave it blank", "docs/importing.md"))
                found[case.file, case.key, case.other] = case
    except (UnicodeDecodeError, csv.Error) as error:
        raise Misuse(f"{path} is no table of decisions: {error}; save it as CSV in UTF-8") from None
    if problems:
        raise DataFault(problems)
    return found


def write_cases(cases: Iterable[Case], path: Path) -> None:
    """Write the table of likely duplicates, ready to be filled in."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_tame(cell) for cell in case] for case in cases)


def _tame(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> _tame("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
