"""Ask a saved query: bind its parameters, run it, follow each row to its words.

On the path of ``coprokg ask``: imports nothing but pyoxigraph and the standard library.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from . import builds
from .problems import Misuse, allowed_values, did_you_mean, hint

if TYPE_CHECKING:
    from .querying import Result

BASE = "https://w3id.org/coprokg/"
COP = BASE + "ontology#"
EVIDENCE = ("statement", "statements")
WORDS = "words-behind-statement"
"""The one documented query that leads from a statement to its words."""

CLASS = "class:"
"""What begins the name of a parameter's vocabulary that is a class of the ontology with its subclasses."""

_DIGITS = re.compile(r"-?[0-9]+\Z")


class Answer:
    """The rows that answer a question, and the words behind each."""

    def __init__(self, question: dict[str, Any], columns: list[str], rows: list[list[Any]]) -> None:
        """Keep the question, its columns and the rows, one list of terms each."""
        self.question = question
        self.columns = columns
        self.rows = rows
        self.words: list[list[str]] = []

    @property
    def shown(self) -> list[int]:
        """Return the positions of the columns that are shown: all but those of statements."""
        about = self.question["columns"]
        return [n for n, name in enumerate(self.columns) if about[name]["type"] not in EVIDENCE]

    @property
    def readable(self) -> list[int]:
        """Return the positions of the columns for a table: all that are shown, but for addresses of this graph.

        Names stand beside them; where nothing does, they are all there is to show.
        """
        about = self.question["columns"]

        def address(n: int) -> bool:
            terms = [row[n] for row in self.rows if row[n] is not None]
            return about[self.columns[n]]["type"] == "iri" and all(t.value.startswith(BASE) for t in terms)

        return [n for n in self.shown if not address(n)] or self.shown

    def statements(self, row: list[Any]) -> list[str]:
        """Return the IRIs of the statements that a row rests on."""
        about = self.question["columns"]
        found: dict[str, None] = {}
        for name, term in zip(self.columns, row, strict=True):
            if about[name]["type"] in EVIDENCE and term is not None:
                found |= dict.fromkeys(term.value.split())
        return list(found)


class Graph:
    """A built graph, opened to read."""

    def __init__(self, build: Path) -> None:
        """Open a build.

        :raises Misuse: if the store cannot be opened.
        """
        try:
            self.catalogue = builds.catalogue(build)
            self.store = ox.Store.read_only(str(build / builds.STORE))
        except (OSError, RuntimeError, ValueError) as error:
            raise Misuse(f"the built graph cannot be opened ({error}); run `coprokg build`") from None

    @property
    def questions(self) -> dict[str, Any]:
        """Return the saved queries by name."""
        found: dict[str, Any] = self.catalogue["questions"]
        return found

    def question(self, name: str) -> dict[str, Any]:
        """Return a saved query by its name.

        :raises Misuse: if there is none of that name.
        """
        if name not in self.questions:
            guess = did_you_mean(name, self.questions)
            raise Misuse(f"no question {name!r}; {guess + ' ' if guess else ''}"
                         "`coprokg questions` lists them")
        found: dict[str, Any] = self.questions[name]
        return found

    def ask(self, name: str, given: dict[str, list[str]] | None = None, *,
            evidence: bool = False, include_judgement: bool = False) -> Answer:
        """Ask a saved query.

        :param name: its name.
        :param given: parameter -> values, as text.
        :param evidence: follow each row to its words.
        :param include_judgement: take statements in that rest on a coder's judgement.
        :raises Misuse: for an unknown question, parameter or value.
        """
        question = self.question(name)
        values = self.resolve(question, given or {}, include_judgement=include_judgement)
        answer = Answer(question, list(question["columns"]), self.rows(bind(question, values)))
        if evidence:
            answer.words = self._words(answer)
        return answer

    def rows(self, text: str) -> list[list[Any]]:
        """Return the rows of a SELECT query over all graphs as one.

        :raises Misuse: for another query.
        """
        solutions = self.store.query(text, use_default_graph_as_union=True)
        if not isinstance(solutions, ox.QuerySolutions):
            raise Misuse("only a SELECT query has rows")
        names = [v.value for v in solutions.variables]
        return [[row[name] for name in names] for row in solutions]

    def query(self, text: str) -> Result:
        """Return what a query of any form gives; :func:`coprokg.querying.result` refuses harmful ones first.

        :raises SyntaxError: if it does not parse.
        """
        from .querying import evaluate

        return evaluate(self.store, text)

    def resolve(self, question: dict[str, Any], given: dict[str, list[str]], *,
                include_judgement: bool = False) -> dict[str, list[Any]]:
        """Return variable -> terms for a question's parameters.

        :raises Misuse: for an unknown parameter or a value outside its vocabulary.
        """
        parameters = question["parameters"]
        for name in given:
            if name not in parameters:
                raise Misuse(f"{question['name']} has no parameter --{name}; "
                             + (hint(name, parameters) if parameters else "it has none"))
        found = {}
        for name, about in parameters.items():
            values = given.get(name) or about["default"]
            if about["values"] == "vocab/support" and include_judgement and name not in given:
                values = []
            if values:
                found[about["variable"]] = [self._term(name, about, value) for value in values]
        return found

    def _term(self, name: str, about: dict[str, Any], value: str) -> Any:
        if about["type"] == "integer":
            if not _DIGITS.match(value):
                raise Misuse(f"--{name} {value!r} is not a whole number; write digits only")
            return ox.Literal(int(value))
        if about["type"] == "string":
            return ox.Literal(value)
        if about["values"]:
            return self._named(name, about["values"].split(), value)
        try:
            if value.startswith(BASE):
                return ox.NamedNode(value)
        except ValueError:
            pass
        raise Misuse(f"--{name} {value!r} is not an IRI of this graph; write it in full, from {BASE} on")

    def _named(self, name: str, kinds: list[str], value: str) -> ox.NamedNode:
        """Return what a value names: a concept, a class, or a record of one of some kinds."""
        starts = {kind: COP if kind.startswith(CLASS) else f"{BASE}{kind}/" for kind in kinds}
        every = self.catalogue["values"]
        if len(kinds) == 1:
            start = starts[kinds[0]]
            known = every.get(kinds[0], {})
            return ox.NamedNode(start + self.slug(f"--{name}", value.removeprefix(start), known))
        known = {f"{kind}/{slug}": label for kind in kinds for slug, label in every.get(kind, {}).items()}
        return ox.NamedNode(BASE + self.slug(f"--{name}", value.removeprefix(BASE), known))

    @staticmethod
    def slug(what: str, value: str, known: dict[str, str]) -> str:
        """Return the one of some slugs that a value names, whole or by an unambiguous part.

        :raises Misuse: if none or several fit.
        """
        if value in known:
            return value
        if not value.strip():
            raise Misuse(f"{what} is blank; {allowed_values(known)}")
        exact = [slug for slug in known if value.lower() == slug.lower()]
        near = exact or [slug for slug in known if value.lower() in slug.lower()]
        if len(near) == 1:
            return near[0]
        if near:
            raise Misuse(f"{what} {value!r} fits several: {', '.join(sorted(near))}; say more of it")
        raise Misuse(f"{what} {value!r} is not known; {hint(value, known)}")

    def _words(self, answer: Answer) -> list[list[str]]:
        per_row = [answer.statements(row) for row in answer.rows]
        every = sorted({iri for row in per_row for iri in row})
        if not every:
            return [[] for _ in per_row]
        question = self.question(WORDS)
        terms = [ox.NamedNode(iri) for iri in every]
        columns = list(question["columns"])
        found: dict[str, list[str]] = {}
        for row in self.rows(bind(question, {"_statement_iri": terms})):
            cells = {n: c.value for n, c in zip(columns, row, strict=True) if c is not None}
            found.setdefault(cells["statement"], []).append(said(cells))
        for many in found.values():
            many.sort(key=lambda text: (not text.startswith("“"), text))
        return [list(dict.fromkeys(w for iri in row for w in found.get(iri, ()))) for row in per_row]


def said(cells: dict[str, str]) -> str:
    """Return a passage, memo or silence as a reader cites it.

    >>> said({"edition": "par", "page": "853", "words": "managed by local community groups"})
    '“managed by local community groups” (par, p. 853)'
    >>> said({"memo": "one step"})
    'the coder: one step'
    """
    if "words" in cells:
        place = cells.get("edition", "")
        place += f", p. {cells['page']}" if "page" in cells else f", {cells.get('section', '')}"
        return f"“{cells['words']}” ({place})"
    if "memo" in cells:
        return f"the coder: {cells['memo']}"
    return f"silent: {cells.get('section', '')} ({cells.get('edition', '')})"


def bind(question: dict[str, Any], values: dict[str, list[Any]]) -> str:
    r"""Return the query with a VALUES block at each line marked for a variable that has values.

    >>> bind({"body": "SELECT * {\n# bind: ?x\n}"}, {"x": [ox.Literal(1)]})
    'SELECT * {\nVALUES ?x { "1"^^<http://www.w3.org/2001/XMLSchema#integer> }\n}'
    """
    text: str = question["body"]
    for variable, terms in values.items():
        block = f"VALUES ?{variable} {{ {' '.join(map(str, terms))} }}"
        pieces = re.split(rf"^\s*# bind: \?{variable}\s*$", text, flags=re.MULTILINE)
        text = block.join(pieces)
    return text
