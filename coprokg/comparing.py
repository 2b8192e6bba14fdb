"""Set cases, or other things, side by side: dimensions as rows, and in each cell values with their passages.

A cell is what a saved query says of one thing: the query's head declares the dimension
(:mod:`coprokg.dimensions`). Nothing is asked here that `coprokg ask` could not ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from .asking import BASE, WORDS, Answer, Graph, bind
from .problems import Misuse, hint

SUBJECTS, ABSENCES, EDITIONS = "what-can-be-compared", "what-is-absent", "editions-of-works"
"""The saved queries that list what can be compared, what is known to be absent, and whose editions are quoted."""

NOT_CODED, JUDGED = "not yet coded", "by the coder's judgement only"
"""What an empty cell is where nobody recorded an absence: derived here, and never data."""

LEGEND = {
    NOT_CODED: "nothing is coded here and no absence is recorded, which says nothing either way",
    JUDGED: "what is coded rests on a coder's judgement alone, and is left out unless it is asked for",
}

PARTS = ("statement", "words", "edition", "section", "page", "memo")
"""The columns of the query that leads to the words, which a passage keeps."""

AT_ONCE = 500
"""Statements whose words are asked for in one query."""


@dataclass(frozen=True)
class Passage:
    """Words that stand behind a value, the sections in which nothing was found, or a coder's memo."""

    statement: str
    words: str = ""
    edition: str = ""
    section: str = ""
    page: str = ""
    memo: str = ""
    work: str = ""

    @property
    def place(self) -> str:
        """Return where it stands, as a reader cites it.

        >>> Passage("", "managed by local community groups", "par", "Caterham", "853").place
        'par, p. 853'
        >>> Passage("", edition="preprint", section="Caterham").place
        'preprint, Caterham'
        """
        return ", ".join(filter(None, (self.edition, f"p. {self.page}" if self.page else self.section)))

    def __str__(self) -> str:
        """Return the words with their place."""
        if self.words:
            return f"“{self.words}” ({self.place})"
        return f"the coder: {self.memo}" if self.memo else f"silent: {self.place}"


@dataclass
class Value:
    """One value of a cell, and what it rests on."""

    text: str
    statements: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


@dataclass
class Absence:
    """An absence that somebody recorded: in what way, of what, more exactly what."""

    kind: str
    aspect: str
    says: str
    statement: str
    passages: list[Passage] = field(default_factory=list)


@dataclass
class Cell:
    """What is said of one thing in one dimension.

    ``state`` says why a cell without values is empty, or in what way a cell with values is incomplete.
    """

    values: list[Value] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    derived: str = ""
    judged: int = 0

    @property
    def parts(self) -> list[Value | Absence]:
        """Return all that rests on statements: the values, and the absences."""
        return [*self.values, *self.absences]

    @property
    def state(self) -> str:
        """Return the kinds of absence, as data or derived; nothing where the cell simply has its values.

        >>> Cell(absences=[Absence("not reported", "founding year", "", "")]).state
        'not reported'
        >>> Cell([Value("2004")], [Absence("not reported", "start year", "", "")], judged=2).state
        'in part not reported; 2 more or other by judgement'
        """
        kinds = ", ".join(dict.fromkeys(absence.kind for absence in self.absences))
        if not self.values:
            return kinds or self.derived
        more = f"{self.judged} more or other by judgement" if self.judged else ""
        return "; ".join(filter(None, (f"in part {kinds}" if kinds else "", more)))

    @property
    def evidence(self) -> list[str]:
        """Return all the words behind the cell, each with its place, and what is absent more exactly."""
        words = [str(passage) for value in self.values for passage in value.passages]
        for absence in self.absences:
            read = "; ".join(dict.fromkeys(p.place for p in absence.passages if p.place))
            words.append(f"{absence.kind}: {absence.aspect}: {absence.says}" + (f" (read: {read})" if read else ""))
        return list(dict.fromkeys(words))


@dataclass(frozen=True)
class Subject:
    """One of the things that are set side by side."""

    iri: str
    label: str
    within: str = ""

    @property
    def name(self) -> str:
        """Return how a command names it."""
        return self.iri.removeprefix(BASE).partition("/")[2]

    @property
    def heading(self) -> str:
        """Return the heading of its column.

        >>> Subject("", "Startup phase", "Beacon").heading
        'Beacon: Startup phase'
        """
        return f"{self.within}: {self.label}" if self.within else self.label


@dataclass(frozen=True)
class Row:
    """A dimension as a saved query declares it."""

    name: str
    label: str
    question: str
    about: dict[str, Any]


@dataclass
class Comparison:
    """Things side by side: ``cells[dimension][subject]``, in the order of ``rows`` and ``subjects``."""

    kind: str
    subjects: list[Subject]
    rows: list[Row]
    cells: list[list[Cell]]
    caveats: list[str]

    @property
    def passages(self) -> Iterator[Passage]:
        """Yield every passage behind a cell, in the order of the cells."""
        for row in self.cells:
            for cell in row:
                for part in cell.parts:
                    yield from part.passages

    @property
    def legend(self) -> dict[str, str]:
        """Return what the derived kinds of emptiness mean that occur here."""
        states = {cell.state for row in self.cells for cell in row}
        return {state: meaning for state, meaning in LEGEND.items() if state in states}


def compare(graph: Graph, kind: str = "", names: Sequence[str] = (), by: Sequence[str] = (), *,
            include_judgement: bool = False) -> Comparison:
    """Set things of one kind side by side.

    :param graph: the graph, here or behind an endpoint.
    :param kind: the kind of thing; where blank, the one with the most dimensions.
    :param names: which; all of the kind where none is given.
    :param by: the dimensions; all of the kind where none is given.
    :param include_judgement: take in what rests on a coder's judgement alone.
    :raises Misuse: for an unknown kind, thing or dimension.
    """
    every = dimensions(graph)
    kind = kind or max(every, key=lambda name: len(every[name]), default="")
    if kind not in every:
        raise Misuse(f"nothing of the kind {kind!r} can be compared; {hint(kind, every)}")
    rows = _chosen(kind, every[kind], by)
    subjects = _subjects(graph, kind, names)
    cells = [[_cell(graph, row, subject, include_judgement) for subject in subjects] for row in rows]
    _follow(graph, cells)
    absences = [ABSENCES] if any(row.about["absent"] for row in rows) else []
    used = [graph.question(name) for name in (*(row.question for row in rows), *absences)]
    caveats = dict.fromkeys(caveat for question in used for caveat in question["caveats"])
    return Comparison(kind, subjects, rows, cells, list(caveats))


def listed(by: Sequence[str]) -> list[str]:
    """Return the names of dimensions, several in one text by commas.

    :raises Misuse: if something is given and names none.

    >>> listed(["driver, stage", "type"])
    ['driver', 'stage', 'type']
    """
    names = [name.strip() for text in by for name in text.split(",") if name.strip()]
    if by and not names:
        raise Misuse("--by is blank; name dimensions, or leave it out")
    return names


def dimensions(graph: Graph) -> dict[str, dict[str, Row]]:
    """Return kind of thing -> name -> dimension, in the order in which they are shown.

    :param graph: the graph whose saved queries declare them.
    """
    found = [(about["of"], Row(name, about["label"], question["name"], about))
             for question in graph.questions.values() for name, about in question.get("dimensions", {}).items()]
    found.sort(key=lambda pair: (pair[0], pair[1].about["position"], pair[1].name))
    answer: dict[str, dict[str, Row]] = {}
    for kind, row in found:
        answer.setdefault(kind, {})[row.name] = row
    return answer


def _chosen(kind: str, every: dict[str, Row], by: Sequence[str]) -> list[Row]:
    for name in by:
        if name not in every:
            raise Misuse(f"--by {name!r} is no dimension of a {kind}; {hint(name, every)}")
    return [every[name] for name in dict.fromkeys(by)] or list(every.values())


def _records(graph: Graph, question: str, given: dict[str, list[str]]) -> list[dict[str, str]]:
    """Return the rows of a question by the names of their columns, the empty cells left out."""
    answer = graph.ask(question, given)
    return [{name: term.value for name, term in zip(answer.columns, row, strict=True) if term is not None}
            for row in answer.rows]


def _subjects(graph: Graph, kind: str, names: Sequence[str]) -> list[Subject]:
    every = [Subject(row["thing"], row["label"], row.get("within", ""))
             for row in _records(graph, SUBJECTS, {"kind": [kind]})]
    if not every:
        raise Misuse(f"the graph has nothing of the kind {kind!r}; add some to data/ and build again")
    chosen: dict[str, Subject] = {}
    for name in names:
        near = [s for s in every if name in (s.iri, s.name)]
        near = near or [s for s in every if name.strip() and name.lower() in s.name.lower()]
        # A part that names several means them only where they are the parts of one thing: the phases of a case.
        if len(near) == 1 or (near and near[0].within and len({s.within for s in near}) == 1):
            chosen |= {s.iri: s for s in near}
        elif near:
            raise Misuse(f"{name!r} fits several: {', '.join(sorted(s.name for s in near))}; say more of it")
        else:
            raise Misuse(f"no {kind} {name!r}; {hint(name, [s.name for s in every])}")
    return list(chosen.values()) or every


def _cell(graph: Graph, row: Row, subject: Subject, include_judgement: bool) -> Cell:
    bound = row.about["parameter"] or row.about["of"]
    given = {bound: [subject.iri], **row.about["given"]}
    cell = Cell(_values(graph.ask(row.question, given, include_judgement=include_judgement), row))
    if not include_judgement and "vocab/support" in {
            about["values"] for about in graph.question(row.question)["parameters"].values()}:
        shown = {value.text for value in cell.values}
        every = _values(graph.ask(row.question, given, include_judgement=True), row)
        cell.judged = sum(value.text not in shown for value in every)
    if row.about["absent"]:
        found = _records(graph, ABSENCES, {row.about["of"]: [subject.iri], "aspect": row.about["absent"]})
        cell.absences = [Absence(r["kind"], r["aspect"], r["says"], r["statement"]) for r in found]
    if not cell.values:
        cell.derived = JUDGED if cell.judged else NOT_CODED
    return cell


def _values(answer: Answer, row: Row) -> list[Value]:
    """Return the values of the rows, each once, with all the statements that its rows rest on."""
    found: dict[str, Value] = {}
    for terms in answer.rows:
        cells = dict(zip(answer.columns, ("" if t is None else t.value for t in terms), strict=True))
        if any(cells[column] not in texts for column, texts in row.about["where"].items()):
            continue
        first, *others = (cells[column] for column in row.about["value"])
        behind = ", ".join(filter(None, others))
        if first:
            text = f"{first} ({behind})" if behind else first
            value = found.setdefault(text, Value(text))
            value.statements += [s for s in answer.statements(terms) if s not in value.statements
                                 and (not row.about["rests_on"] or kind_of(s) in row.about["rests_on"])]
    return list(found.values())


def kind_of(statement: str) -> str:
    """Return the kind of a statement, which its IRI tells.

    >>> kind_of("https://w3id.org/coprokg/case/gb-x/location/y")
    'location'
    """
    return statement.rstrip("/").rsplit("/", 2)[-2]


def _follow(graph: Graph, cells: list[list[Cell]]) -> None:
    """Lead every value and absence to its passages, all in few queries."""
    parts = [part for row in cells for cell in row for part in cell.parts]
    every = sorted({iri for part in parts for iri in _statements(part)})
    works = {row["short"]: row["iri"] for row in _records(graph, EDITIONS, {})} if every else {}
    found: dict[str, list[Passage]] = {}
    question = graph.question(WORDS)
    for start in range(0, len(every), AT_ONCE):
        terms = [ox.NamedNode(iri) for iri in every[start:start + AT_ONCE]]
        for row in graph.rows(bind(question, {"_statement_iri": terms})):
            about = {name: t.value for name, t in zip(question["columns"], row, strict=True) if t is not None}
            passage = Passage(work=works.get(about.get("edition", ""), ""),
                              **{name: about.get(name, "") for name in PARTS})
            found.setdefault(passage.statement, []).append(passage)
    for many in found.values():
        many.sort(key=lambda p: (not p.words, p.memo, p.edition, p.page, p.section, p.words))
    for part in parts:
        part.passages = [passage for iri in _statements(part) for passage in found.get(iri, ())]


def _statements(part: Value | Absence) -> list[str]:
    return part.statements if isinstance(part, Value) else [part.statement]
