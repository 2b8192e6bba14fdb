"""Compare what is found of citations and references in a text with what the graph has of them.

Both are in the order of the text. They are laid side by side so that as many as possible stand beside their
like, without a change of order; what then stands alone is missing on the other side, and what stands side by
side is compared field by field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Generic, TypeVar

from .bibliography.text import fold as _fold
from .citing import Citation, Found
from .editions import normalise
from .problems import Problem
from .reference_lists import Entry

RULE = "docs/citations.md"
One = TypeVar("One")
Other = TypeVar("Other")
_ALIKE = 0.75
fold = lru_cache(maxsize=4096)(_fold)


@dataclass(frozen=True)
class Pointer:
    """A citation as the graph has it, and where it is written down."""

    key: str
    position: int
    written: str
    name: str
    year: str
    form: str
    work: str | None = None
    locator: str | None = None
    group: str | None = None
    section: str | None = None
    page: int | None = None
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Listed:
    """An entry of a reference list as the graph has it, and where it is written down."""

    key: str
    position: int
    names: tuple[str, ...]
    year: str
    printed: str
    work: str
    page: int | None = None
    file: str = ""
    line: int = 0


@dataclass
class Side(Generic[One, Other]):
    """How found and coded agree: what the graph lacks, what the text lacks, and what differs in a pair."""

    what: str
    found: int
    coded: int
    pairs: list[tuple[One, Other]] = field(default_factory=list)
    lacking: list[One] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    differing: int = 0

    @property
    def agreeing(self) -> int:
        """Return how many agree in every field."""
        return len(self.pairs) - self.differing

    @property
    def sound(self) -> bool:
        """Say whether both sides agree in everything."""
        return not self.lacking and not self.problems


@dataclass(frozen=True)
class Comparison:
    """What the comparison of an edition has shown; ``found`` is all that its text holds."""

    short: str
    slug: str
    found: Found
    citations: Side[Citation, Pointer]
    references: Side[Entry, Listed]

    @property
    def sound(self) -> bool:
        """Say whether text and graph agree in everything."""
        return self.citations.sound and self.references.sound


def align(
    left: Sequence[One], right: Sequence[Other], score: Callable[[One, Other], int]
) -> list[tuple[One | None, Other | None]]:
    """Lay two sequences side by side, each in its order, so that the pairs have the highest score together.

    :param left: one sequence.
    :param right: the other.
    :param score: how well two fit; 0 where they must not be a pair.
    :returns: pairs, with None beside what stands alone.

    >>> align("acd", "abd", lambda one, other: int(one == other))
    [('a', 'a'), ('c', None), (None, 'b'), ('d', 'd')]
    """
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    scores = [[score(one, other) for other in right] for one in left]
    for row in range(len(left) - 1, -1, -1):
        for column in range(len(right) - 1, -1, -1):
            paired = best[row + 1][column + 1] + scores[row][column] if scores[row][column] else 0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    pairs: list[tuple[One | None, Other | None]] = []
    row = column = 0
    while row < len(left) and column < len(right):
        if scores[row][column] and best[row][column] == best[row + 1][column + 1] + scores[row][column]:
            pairs.append((left[row], right[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            pairs.append((left[row], None))
            row += 1
        else:
            pairs.append((None, right[column]))
            column += 1
    return [*pairs, *((one, None) for one in left[row:]), *((None, other) for other in right[column:])]


def compare(
    short: str, slug: str, found: Found, pointers: Sequence[Pointer], listed: Sequence[Listed]
) -> Comparison:
    """Compare what was found in the text of an edition with what the graph has of it.

    :param short: the short name of the edition.
    :param slug: its slug.
    :param found: what its text holds.
    :param pointers: the citations of the graph.
    :param listed: the references of the graph.
    """
    pointers = sorted(pointers, key=lambda one: one.position)
    listed = sorted(listed, key=lambda one: one.position)
    return Comparison(short, slug, found, _citations(found, pointers), _references(found, listed))


def _citations(found: Found, pointers: Sequence[Pointer]) -> Side[Citation, Pointer]:
    side: Side[Citation, Pointer] = Side("citations", len(found.citations), len(pointers))
    ours = Counter(one.group for one in found.citations)
    theirs = Counter(one.group for one in pointers)
    shift = 0
    for citation, pointer in align(found.citations, pointers, _fit):
        if pointer is None:
            assert citation is not None
            side.lacking.append(citation)
            shift -= 1
        elif citation is None:
            what = f"{pointer.written!r} is not found in the text after what goes before it"
            side.problems.append(_alone(pointer, what))
            shift += 1
        else:
            side.pairs.append((citation, pointer))
            sizes = ours[citation.group] if citation.group else 1, theirs[pointer.group] if pointer.group else 1
            fields: list[tuple[str, object, object]] = [
                ("position", citation.position + shift, pointer.position), ("name", citation.name, pointer.name),
                ("year", citation.year, pointer.year), ("section", citation.section, pointer.section),
                ("page", citation.page, pointer.page), ("locator", citation.locator, pointer.locator),
                ("form", citation.form, pointer.form), ("group", *sizes),
                ("written", citation.written, pointer.written)]
            differences = list(_differences(fields, pointer))
            side.problems += differences
            side.differing += bool(differences)
    return side


def _references(found: Found, listed: Sequence[Listed]) -> Side[Entry, Listed]:
    side: Side[Entry, Listed] = Side("references", len(found.entries), len(listed))
    shift = 0
    for entry, reference in align(found.entries, listed, _fit_reference):
        if reference is None:
            assert entry is not None
            side.lacking.append(entry)
            shift -= 1
        elif entry is None:
            side.problems.append(_alone(reference, f"{reference.printed[:60]!r} is not found in the reference list"))
            shift += 1
        else:
            side.pairs.append((entry, reference))
            fields: list[tuple[str, object, object]] = [
                ("position", entry.position + shift, reference.position), ("year", entry.year, reference.year),
                ("page", entry.page, reference.page), ("printed", entry.printed, reference.printed)]
            if not _names_meet(entry.names, reference.names):
                fields.append(("name", ", ".join(entry.names), ", ".join(reference.names)))
            differences = list(_differences(fields, reference))
            side.problems += differences
            side.differing += bool(differences)
    return side


def _fit(citation: Citation, pointer: Pointer) -> int:
    """Return how well a citation and a pointer fit: the more of work and place agree, the better."""
    one, other = fold(citation.name), fold(pointer.name)
    named, dated = one == other, citation.year == pointer.year
    if not (named or (dated and (one in other or other in one or _ratio(one, other) > _ALIKE))):
        return 0
    same_place = (citation.section == pointer.section) + (citation.page == pointer.page)
    return 10 * named + 10 * dated + 2 * (citation.locator == pointer.locator) + same_place


def _fit_reference(entry: Entry, reference: Listed) -> int:
    alike = _ratio(fold(entry.printed), fold(reference.printed))
    return round(10 * alike) + 10 * _names_meet(entry.names, reference.names) if alike > _ALIKE else 0


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE else 0.0


def _names_meet(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return not {fold(name) for name in ours}.isdisjoint(fold(name) for name in theirs)


def _alone(coded: Pointer | Listed, what: str) -> Problem:
    return Problem(coded.file, coded.line, coded.key, what, "mend its name, year or position, or delete it", RULE)


def _differences(fields: Sequence[tuple[str, object, object]], coded: Pointer | Listed) -> Iterator[Problem]:
    """Yield a problem for each field that differs by more than spaces, dashes and quotation marks."""
    for name, ours, theirs in fields:
        if ours == theirs or (isinstance(ours, str) and isinstance(theirs, str)
                              and normalise(ours).text == normalise(theirs).text):
            continue
        if name == "group":
            what = f"its parenthesis holds {ours} citation{'s' if ours != 1 else ''}, its group {theirs}"
            remedy = "give the pointers of one parenthesis, and no others, one `group`"
        elif name == "printed":
            what = f"the text reads {_from_difference(str(ours), str(theirs))}"
            remedy = "copy the entry from the text"
        else:
            what = f"the text has {_shown(ours)}, the graph {_shown(theirs)}"
            remedy = f"look at the place; leave out {name}" if ours is None else (
                f"look at the place, and write {name}: {ours}")
        yield Problem(coded.file, coded.line, f"{coded.key}.{name}", what, remedy, RULE)


def _shown(value: object) -> str:
    return "none" if value is None else repr(value) if isinstance(value, str) else str(value)


def _from_difference(ours: str, theirs: str) -> str:
    """Return a piece of each of two texts, from just before they part."""
    one, other = normalise(ours), normalise(theirs)
    same = next((at for at, (a, b) in enumerate(zip(one.text, other.text, strict=False)) if a != b),
                min(len(one.text), len(other.text)))

    def piece(text: str, offsets: Sequence[int]) -> str:
        begin = offsets[max(same - 12, 0)] if offsets else 0
        return repr(text[begin : begin + 40])

    return f"{piece(ours, one.offsets)}, the graph {piece(theirs, other.offsets)}"
