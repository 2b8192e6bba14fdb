"""``coprokg citations``: find the citations of texts, compare them with the graph, and tell what was found."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .bibliography.text import fold
from .building import Say, assemble, silent
from .citation_stubs import as_yaml, head, pointers, references, works_of
from .citing import Citation, Found, find
from .comparing_citations import Comparison, Listed, Pointer, compare
from .editions import EditionText
from .folders import root
from .inspecting import Report as Told
from .loading import Loaded, Place
from .problems import Misuse
from .proving import editions, read_texts, rows
from .records import MOST_BYTES
from .reference_lists import Entry

FORMATS = ("text", "json", "yaml")
POINTERS, REFERENCES = "all-pointers", "all-references"
CITATION_FILE, REFERENCE_FILE = "data/literature/citations/{}.yaml", "data/literature/references/{}.yaml"
_LIST = "references"
_ALIKE = 0.75


def survey(given: Sequence[str], form: str = "text", say: Say = silent) -> Told:
    """Find the citations of texts; of an edition's text, also compare them with the graph.

    :param given: ``edition=file`` for each text to compare, ``file`` for each that is only to be read, ``-`` for
        standard input.
    :param form: one of :data:`FORMATS`.
    :param say: called with a word about each step.
    :returns: what to print; what the text and the graph do not agree in is a fault.
    :raises DataFault: if a data file is faulty, or a text is not that of its edition.
    :raises Misuse: if an argument names no edition or no readable file.
    """
    alone = [one for one in given if "=" not in one or Path(one).is_file()]
    told = Told()
    surveyed: dict[str, Any] = {}
    for name in alone:
        found = find(_read(name))
        _add(told, form, surveyed, name, found, None)
    if len(alone) < len(given):
        for comparison, section in _compared([one for one in given if one not in alone], say):
            _add(told, form, surveyed, comparison.short, comparison.found, comparison, section)
    if form == "json":
        told.lines.append(json.dumps(surveyed, ensure_ascii=False, indent=1))
    return told


def _read(name: str) -> str:
    """Return the text of a file that no edition is named for; ``-`` is standard input."""
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Misuse(f"{name}: {error.strerror}; give a text file, or EDITION=TEXTFILE") from None
    if len(raw) > MOST_BYTES:
        raise Misuse(f"{name} has more than {MOST_BYTES:,} bytes; give the text of one paper")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misuse(f"{name} is not UTF-8; save it as UTF-8, and as text") from None


def _compared(given: Sequence[str], say: Say) -> Iterator[tuple[Comparison, str]]:
    """Yield the comparison of each text with the graph, and the key of the section that is its list."""
    base = root()
    store, loaded = assemble(base, say)
    known = editions(store, loaded, base)
    texts = read_texts(given, known)
    coded, listed, sections = _pointers(store, loaded, base), _listed(store, loaded, base), _sections(store, base)
    for edition in known.values():
        if edition.slug in texts:
            say(f"looking for the citations of {edition.short}")
            section = sections.get(edition.slug, _LIST)
            found = find(texts[edition.slug], edition, section)
            yield compare(edition.short, edition.slug, found, coded.get(edition.slug, []),
                          listed.get(edition.slug, [])), section if _has(edition, section) else ""


def _has(edition: EditionText, section: str) -> bool:
    return any(one.key == section for one in edition.sections)


def _pointers(store: ox.Store, loaded: Loaded, base: Path) -> dict[str, list[Pointer]]:
    """Return the citations of the graph by edition."""
    answer: dict[str, list[Pointer]] = {}
    for row in rows(store, base, POINTERS):
        place = loaded.place(row["pointer"]) or Place("", 0, "")
        answer.setdefault(_slug(row["edition"]), []).append(Pointer(
            key=place.field or _slug(row["pointer"]), position=int(row["position"]), written=row["written"],
            name=row["name"], year=row["year"], form=_slug(row["form"]),
            work=_slug(row["work"]) if "work" in row else None, locator=row.get("locator"), group=row.get("group"),
            section=_slug(row["section"]), page=int(row["page"]) if "page" in row else None,
            file=place.file, line=place.line))
    return answer


def _listed(store: ox.Store, loaded: Loaded, base: Path) -> dict[str, list[Listed]]:
    """Return the references of the graph by edition."""
    found: dict[str, tuple[dict[str, str], list[str]]] = {}
    for row in rows(store, base, REFERENCES):
        found.setdefault(row["reference"], (row, []))[1].append(row["name"])
    answer: dict[str, list[Listed]] = {}
    for iri, (row, names) in found.items():
        place = loaded.place(iri) or Place("", 0, "")
        answer.setdefault(_slug(row["edition"]), []).append(Listed(
            key=place.field or _slug(iri), position=int(row["position"]), names=tuple(names), year=row["year"],
            printed=row["printed"], work=_slug(row["work"]), page=int(row["page"]) if "page" in row else None,
            file=place.file, line=place.line))
    return answer


def _sections(store: ox.Store, base: Path) -> dict[str, str]:
    """Return the key of the section that is the reference list, by edition."""
    return {_slug(row["edition"]): _slug(row["section"]) for row in rows(store, base, REFERENCES)}


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _add(
    told: Told, form: str, surveyed: dict[str, Any], name: str, found: Found, comparison: Comparison | None,
    section: str = "",
) -> None:
    """Add what one text holds, in the format asked for, to what is told."""
    if form == "json":
        surveyed[name] = _as_data(found, comparison)
    elif form == "yaml":
        told.lines += _stubs(found, comparison, section)
    elif comparison is None:
        told.lines += _listing(name, found)
    else:
        told.lines += _agreement(comparison)
        for problem in (*comparison.references.problems, *comparison.citations.problems):
            told.fault(str(problem))
    if comparison is not None and not comparison.sound:
        # Told by the exit code alone where the output is for a machine.
        told.faults.add(name)


def _listing(name: str, found: Found) -> Iterator[str]:
    """Yield the lines for a text that is compared with nothing."""
    yield f"{name}: {len(found.citations)} citations, {len(found.entries)} references"
    for entry in found.entries:
        yield f"  reference {entry.position}: {entry.printed}"
    for citation in found.citations:
        entry_ = f"reference {citation.entry}" if citation.entry else "no reference has this name and year"
        yield f"  citation {citation.position}: {citation.written} ({entry_}): {citation.around}"
    yield from _loose_ends(name, found)


def _loose_ends(name: str, found: Found) -> Iterator[str]:
    """Yield what text and list of references say without each other."""
    if not found.entries:
        yield f"{name}: no reference list was found; it begins with a heading such as References, on a line of its own"
        return
    unlisted = {f"{one.name} {one.year}": _near(one, found) for one in found.citations if one.entry is None}
    if unlisted:
        each = (f"{one} (the list has {near})" if near else one for one, near in unlisted.items())
        yield f"{name}: cited under a name and year that the list does not have: {', '.join(each)}"
    uncited = [f"{entry.names[0]} {entry.year}" for entry in found.uncited()]
    if uncited:
        yield f"{name}: listed under a name and year that nothing cites: {', '.join(uncited)}"


def _near(citation: Citation, found: Found) -> str:
    """Return the entry that a citation without one may mean: another year of the name, or a like name of the year."""
    own = fold(citation.name)
    for entry in found.entries:
        if own in map(fold, entry.names):
            return f"{entry.names[0]} {entry.year}"
    same_year = [entry.names[0] for entry in found.entries if entry.year == citation.year]
    like = get_close_matches(citation.name, same_year, n=1, cutoff=_ALIKE)
    return f"{like[0]} {citation.year}" if like else ""


def _agreement(comparison: Comparison) -> Iterator[str]:
    """Yield the lines for a text that is compared with the graph: counts, and what the graph lacks."""
    name = comparison.short
    for side in (comparison.references, comparison.citations):
        yield f"{name}: {side.found} {side.what} found, {side.coded} in the graph, {side.agreeing} agree"
    yield from _loose_ends(name, comparison.found)
    works = _works(comparison)
    if comparison.references.lacking:
        yield f"{name}: the graph lacks these references, for {REFERENCE_FILE.format(comparison.slug)}:"
        yield as_yaml(references(comparison.references.lacking, works)).rstrip()
    for citation in comparison.citations.lacking:
        where = f"section {citation.section}" + (f", page {citation.page}" if citation.page is not None else "")
        yield f"{name}: the graph lacks {citation.written} ({where}): {citation.around}"
    if comparison.citations.lacking:
        yield f"{name}: to code from, in {CITATION_FILE.format(comparison.slug)}:"
        yield as_yaml(pointers(comparison.citations.lacking, works)).rstrip()


def _works(comparison: Comparison) -> Mapping[int, str]:
    known = {entry.position: listed.work for entry, listed in comparison.references.pairs}
    return works_of(comparison.found.entries, known)


def _stubs(found: Found, comparison: Comparison | None, section: str) -> Iterator[str]:
    """Yield two YAML documents: the references and the citations that the graph lacks, or all of a text."""
    entries: Sequence[Entry] = found.entries
    citations: Sequence[Citation] = found.citations
    slug, works = "EDITION", works_of(found.entries)
    if comparison:
        entries, citations = comparison.references.lacking, comparison.citations.lacking
        slug, works = comparison.slug, dict(_works(comparison))
    for path, about, where, what, stubs in (
        (REFERENCE_FILE, "The reference list of the edition.", section or _LIST, "reference",
         references(entries, works)),
        (CITATION_FILE, "The citations in the running text of the edition.", None, "pointer",
         pointers(citations, works)),
    ):
        if stubs:
            yield f"--- # {path.format(slug)}\n" + as_yaml(head(slug, about, where) | {what: stubs}).rstrip()


def _as_data(found: Found, comparison: Comparison | None) -> dict[str, Any]:
    """Return what one text holds, and how the graph agrees with it, as plain data."""
    def plain(one: Citation | Entry) -> dict[str, Any]:
        return {key: value for key, value in asdict(one).items() if key != "place"}

    data: dict[str, Any] = {"citations": [plain(one) for one in found.citations],
                            "references": [plain(one) for one in found.entries],
                            "never_cited": [entry.position for entry in found.uncited()]}
    if comparison:
        data["compared"] = {
            side.what: {"found": side.found, "in_graph": side.coded, "agree": side.agreeing,
                        "graph_lacks": [one.position for one in side.lacking],
                        "faults": [problem._asdict() for problem in side.problems]}
            for side in (comparison.citations, comparison.references)}
    return data
