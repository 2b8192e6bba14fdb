"""The graph for Python code and notebooks: ask saved questions, run SPARQL, read a record along with its text.

>>> from coprokg import open_graph
>>> open_graph.__name__
'open_graph'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import asking, front
from .answers import Answer, Rows
from .asking import WORDS
from .describing import SHOW, find
from .problems import Misuse, did_you_mean
from .querying import Solutions, result

if TYPE_CHECKING:
    import rdflib

    from .comparison_answers import Compared
    from .plots.plot import Plot
    from .record import Record

CASES = "case"
"""The kind of record that a case is, as in its address."""

Given = str | int | Iterable[str | int]
"""What a parameter may be given: one value or several."""


def open_graph(endpoint: str = "") -> Graph:
    """Open the graph; build it first where there is no build, or its sources have changed.

    :param endpoint: the address of a SPARQL endpoint that holds the graph, its default graph being the union of the
        named graphs; then all rows come from there, and the questions and their values from the local build.
    :raises DataFault: if the graph must be built and its sources are faulty.
    :raises Misuse: if the graph cannot be opened, or the address is not one.
    """
    try:
        return Graph(front.graph(endpoint))
    except Misuse as error:
        raise _in_python(error, ["endpoint"]) from None


class Graph:
    """The graph, opened to read: the same answers from the embedded store and from an endpoint."""

    def __init__(self, opened: asking.Graph) -> None:
        """Take a graph as the engine has opened it; :func:`open_graph` does both."""
        self._graph = opened

    def __repr__(self) -> str:
        endpoint = getattr(self._graph, "endpoint", None)
        where = endpoint.address if endpoint else "the embedded store"
        return f"<Graph in {where}: {len(self._graph.questions)} questions>"

    def questions(self, tag: str = "", search: str = "") -> Rows:
        """Return the saved questions: name, question, tags, parameters.

        Example: graph.questions("drivers")
        Example: graph.questions(search="who delivers")

        :param tag: only those with this tag.
        :param search: only those with these words, the best first.
        :raises Misuse: if none has it.
        """
        every = sorted(self._graph.questions.values(), key=lambda q: (q["topic"], q["name"]))
        tags = {one for q in every for one in q["tags"]}
        if tag and tag not in tags:
            raise Misuse(f"no question has the tag {tag!r}; {did_you_mean(tag, tags)}".rstrip("; "))
        found: Sequence[Mapping[str, Any]] = [q for q in every if not tag or tag in q["tags"]]
        if search:
            found = _found(found, search, self._graph.catalogue.get("competency", {}))
        return Rows(["name", "question", "tags", "parameters"],
                    [{"name": q["name"], "question": q["summary"], "tags": list(q["tags"]),
                      "parameters": list(q["parameters"])} for q in found],
                    "The questions that can be asked")

    def parameters(self, name: str) -> Rows:
        """Return the parameters of a saved question: what each means, its default, and the values it takes.

        Example: graph.parameters("drivers-by-case")

        :param name: the name of the question.
        :raises Misuse: if there is no question of that name.
        """
        question = self._graph.question(name)
        return Rows(["parameter", "meaning", "type", "default", "values"],
                    [{"parameter": parameter, "meaning": about["meaning"], "type": about["type"],
                      "default": list(about["default"]), "values": self._allowed(about)}
                     for parameter, about in question["parameters"].items()],
                    f"The parameters of {name}")

    def _allowed(self, about: dict[str, Any]) -> list[str]:
        kinds = (about["values"] or "").split()
        every = self._graph.catalogue["values"]
        if len(kinds) == 1:
            return sorted(every.get(kinds[0], {}))
        return sorted(f"{kind}/{slug}" for kind in kinds for slug in every.get(kind, {}))

    def ask(self, name: str, /, *, include_judgement: bool = False, **parameters: Given) -> Answer:
        """Ask a saved question.

        Example: graph.ask("drivers-by-case", case=["beacon", "caterham"])

        :param name: its name.
        :param include_judgement: take statements in that rest on a coder's judgement.
        :param parameters: parameter -> one value or several; a record is named by any unambiguous part of its slug.
            A parameter that Python has another use for takes an underscore at its end.
        :raises Misuse: for an unknown question, parameter or value; it says which there are.
        """
        about = self._graph.question(name)["parameters"]
        given = {_written(word, about): _texts(word, value) for word, value in parameters.items()}
        try:
            found = self._graph.ask(name, given, include_judgement=include_judgement)
        except Misuse as error:
            raise _in_python(error, given) from None
        return Answer(found, self._words)

    def compare(self, *things: str, of: str = "", by: str | Iterable[str] = (),
                include_judgement: bool = False) -> Compared:
        """Set cases, or other things, side by side: rows are dimensions.

        Example: graph.compare("tackley", "villa-family", by=["driver", "start"])

        :param things: which, each by any unambiguous part of its name; none: all of the kind.
        :param of: the kind of thing; the usual one where it is left out.
        :param by: the dimensions; all of the kind where it is left out.
        :param include_judgement: take in what rests on a coder's judgement alone.
        :raises Misuse: for an unknown kind, thing or dimension; it says which there are.
        """
        from .comparing import compare, listed
        from .comparison_answers import Compared

        names = _texts("a thing", things) if things else []
        try:
            found = compare(self._graph, of, names, listed([by] if isinstance(by, str) else list(by)),
                            include_judgement=include_judgement)
        except Misuse as error:
            raise _in_python(error, ["by"]) from None
        return Compared(found, self._graph)

    def plots(self) -> Rows:
        """Return the pictures that can be drawn: name, title, questions.

        Example: graph.plots()
        """
        from .plots.templates import listed

        columns = ["name", "title", "questions"]
        return Rows(columns, [dict(zip(columns, row, strict=True)) for row in listed()], "The pictures that can be drawn")

    def plot(self, name: str, /, **parameters: Given) -> Plot:
        """Draw a picture of saved questions; a notebook shows it.

        Example: graph.plot("timeline", case="beacon")

        :param name: its name, or a file of one's own that ends in ``.yaml``.
        :param parameters: parameter -> one value or several, for each of its questions that has the parameter.
        :raises Misuse: for an unknown picture, parameter or value, and where there is nothing to draw.
        :raises DataFault: where the picture does not fit its questions.
        """
        from .plots.drawing import draw
        from .plots.plot import Plot
        from .plots.templates import read

        known = {one for about in read(name)["rows"].values() for one in self._graph.question(about["question"])["parameters"]}
        given = {_written(word, known): _texts(word, value) for word, value in parameters.items()}
        try:
            return Plot(lambda words: draw(self._graph, name, given, words=words))
        except Misuse as error:
            raise _in_python(error, given) from None

    def _words(self, statements: list[str]) -> asking.Answer:
        return self._graph.ask(WORDS, {"statement": statements})

    def sparql(self, text: str) -> Rows | bool | rdflib.Graph:
        """Run a SPARQL 1.1 query over all graphs as one.

        Example: graph.sparql("SELECT ?case { ?case a <https://w3id.org/coprokg/ontology#Case> }")

        :param text: the query.
        :returns: rows for SELECT, a truth value for ASK, an ``rdflib.Graph`` for CONSTRUCT and DESCRIBE.
        :raises Misuse: if it does not parse, would change the graph or asks another server.
        """
        found = result(self._graph, text)
        if isinstance(found, bool):
            return found
        if isinstance(found, Solutions):
            return Rows.of(found)
        return _rdflib(found)

    def record(self, slug: str) -> Record:
        """Return a case, a definition, a work or another record, to read it along with its text.

        Example: graph.record("definition/ostrom-1996")

        :param slug: its slug or an unambiguous part of it; ``kind/slug`` where several kinds have one of that name.
        :raises Misuse: if none or several fit.
        """
        from .record import Record

        name = find(self._graph, slug.removeprefix(asking.BASE))
        kind, _, rest = name.partition("/")
        label = self._graph.catalogue["values"][kind][rest] or rest
        statements = self._graph.ask(SHOW, {"record": [asking.BASE + name]}, include_judgement=True)
        return Record(self._graph, name, label, Answer(statements, self._words))

    def case(self, slug: str) -> Record:
        """Return a case, to read it along with its text.

        Example: graph.case("sure-start").explain()

        :param slug: its slug, or an unambiguous part of it.
        :raises Misuse: if no case fits, or several do.
        """
        start = f"{CASES}/"
        known = self._graph.catalogue["values"].get(CASES, {})
        return self.record(start + self._graph.slug(CASES, slug.removeprefix(asking.BASE).removeprefix(start), known))


def _found(questions: Iterable[Mapping[str, Any]], text: str, asks: Mapping[str, str]) -> list[Mapping[str, Any]]:
    from .searching import search

    try:
        return search(questions, text, asks)
    except Misuse as error:
        raise _in_python(error, ["search"]) from None


def _written(word: str, known: Iterable[str]) -> str:
    """Return a parameter as its question has it, of what Python could write.

    >>> _written("from_", ["from"]), _written("actor_kind", ["actor-kind"]), _written("x", ["y"])
    ('from', 'actor-kind', 'x')
    """
    names = set(known)
    tries = (word, word.rstrip("_"), word.rstrip("_").replace("_", "-"))
    return next((name for name in tries if name in names), word)


def _texts(word: str, value: Given) -> list[str]:
    """Return the values of a parameter as texts.

    :raises Misuse: if there is none, or one is neither text nor a whole number.

    >>> _texts("page", 853), _texts("case", ("beacon", "caterham"))
    (['853'], ['beacon', 'caterham'])
    """
    several = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    if not several:
        raise Misuse(f"{word} is given no value; leave it out to ask for any")
    found = []
    for one in several:
        whole = getattr(one, "__index__", None)
        if isinstance(one, bool) or not (isinstance(one, str) or whole):
            raise Misuse(f"{word} {one!r} is neither text nor a whole number; give text, a number, or a list of them")
        found.append(one if isinstance(one, str) else str(whole()) if whole else "")
    return found


def _in_python(error: Misuse, names: Iterable[str]) -> Misuse:
    """Return what is wrong as Python writes parameters, not as the command line does.

    >>> print(_in_python(Misuse("--case 'x' is not known"), ["case"]))
    case 'x' is not known
    """
    said = str(error)
    for name in names:
        said = said.replace(f"--{name}", name, 1)
    return Misuse(said)


def _rdflib(triples: Iterable[Any]) -> rdflib.Graph:
    import pyoxigraph as ox
    import rdflib

    from .namespaces import prefixes

    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    graph = rdflib.Graph()
    for prefix, namespace in prefixes().items():
        graph.bind(prefix, namespace)
    return graph.parse(data=text, format="nt")
