"""Make a Vega-Lite specification of a picture: ask its saved queries, and put their rows into it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import DataFault, Misuse, Problem, hint
from .templates import RULE, read, theme

if TYPE_CHECKING:
    from ..asking import Answer, Graph

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
VALUES = "$values"
"""What stands in a specification for the values of a column, in the order of its rows: ``{$values: rows.column}``."""

WORDS = "words"
_NUMBERS = {"integer": int, "year": int, "decimal": float}
_MOST_WORDS = 4


class Drawing(NamedTuple):
    """A picture with its data: a Vega-Lite specification, and what a page says beside it."""

    name: str
    title: str
    description: str
    spec: dict[str, Any]
    caveats: list[str]
    rows: dict[str, tuple[str, int]]
    """Name of the rows -> the question that gave them, and how many there are."""


def draw(graph: Graph, name: str, given: dict[str, list[str]] | None = None, *, words: bool = False) -> Drawing:
    """Draw a picture of a graph.

    :param graph: the graph that is asked.
    :param name: the name of the picture, or a file of one's own.
    :param given: parameter -> values, for each of the picture's questions that has the parameter.
    :param words: whether each mark carries the words behind it; only a page can show them.
    :raises Misuse: for an unknown picture, parameter or value, and where there is nothing to draw.
    :raises DataFault: where the picture does not fit its questions.
    """
    picture = read(name)
    _known(graph, picture, given or {})
    answers = {key: _ask(graph, about, given or {}, words) for key, about in picture["rows"].items()}
    data = {key: _data(answers[key], about) for key, about in picture["rows"].items()}
    if not next(iter(data.values())):
        raise Misuse("no row answers the question of this picture, so that nothing can be drawn;"
                     " give fewer parameters")
    columns = {key: {*answer.columns, WORDS} for key, answer in answers.items()}
    _fits(name, picture["spec"], set().union(*columns.values()))
    caveats = list(dict.fromkeys(c for answer in answers.values() for c in answer.question["caveats"]))
    counted = {key: (about["question"], len(data[key])) for key, about in picture["rows"].items()}
    spec = {
        "$schema": SCHEMA, "description": picture["description"], "config": theme(),
        "title": {"text": picture["title"], "subtitle": _above(picture, caveats, counted)},
        "datasets": data, **_filled(name, picture["spec"], data),
    }
    if words:
        spec["config"] |= {"mark": {"tooltip": {"content": "data"}}}
    return Drawing(name, picture["title"], picture["description"], spec, caveats, counted)


def _known(graph: Graph, picture: dict[str, Any], given: dict[str, list[str]]) -> None:
    """Refuse a parameter that no question of the picture has."""
    every = {name for about in picture["rows"].values() for name in graph.question(about["question"])["parameters"]}
    for name in given:
        if name not in every:
            raise Misuse(f"no question of this picture has a parameter --{name}; {hint(name, every)}")


def _ask(graph: Graph, about: dict[str, Any], given: dict[str, list[str]], words: bool) -> Answer:
    known = graph.question(about["question"])["parameters"]
    values = about["given"] | {name: many for name, many in given.items() if name in known}
    return graph.ask(about["question"], values, evidence=words and about["words"])


def _data(answer: Answer, about: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of an answer as Vega-Lite reads them: numbers are numbers, what is missing is null."""
    found = []
    described = answer.question["columns"]
    for number, row in enumerate(answer.rows):
        cells: dict[str, Any] = {}
        for n in answer.shown:
            column, term = answer.columns[n], row[n]
            kind = _NUMBERS.get(described[column]["type"], str)
            cells[column] = None if term is None else kind(term.value)
            if column in about["wrap"] and isinstance(cells[column], str):
                cells[column] = "\n".join(wrap(cells[column], about["wrap"][column]))
        if answer.words:
            cells[WORDS] = _shortened(answer.words[number])
        found.append(cells)
    return found


def _shortened(words: list[str]) -> str:
    more = len(words) - _MOST_WORDS
    return "\n".join([*words[:_MOST_WORDS], *([f"... and {more} more"] if more > 0 else [])])


def _above(picture: dict[str, Any], caveats: list[str], counted: dict[str, tuple[str, int]]) -> list[str]:
    """Return what stands below the title: how to read the picture, its caveats, and what it is drawn from."""
    asked = list(dict.fromkeys(question for question, _ in counted.values()))
    of_which = f"{asked[0]} (n = {next(iter(counted.values()))[1]} rows)"
    said = [picture["subtitle"], *caveats, f"Drawn from the saved queries {', '.join([of_which, *asked[1:]])}."]
    return [line for text in said for line in wrap(text, picture["line"])]


def _filled(name: str, part: Any, data: dict[str, list[dict[str, Any]]]) -> Any:
    """Return a specification in which the values of columns stand where ``$values`` names them."""
    if isinstance(part, list):
        return [_filled(name, item, data) for item in part]
    if not isinstance(part, dict):
        return part
    if VALUES not in part:
        return {key: _filled(name, item, data) for key, item in part.items()}
    rows, _, column = str(part[VALUES]).partition(".")
    if rows not in data:
        raise _fault(name, f"{VALUES} names the rows {rows!r}", hint(rows, data))
    if data[rows] and column not in data[rows][0]:
        raise _fault(name, f"{VALUES} names the column {column!r}", hint(column, data[rows][0]))
    return list(dict.fromkeys(row[column] for row in data[rows] if row[column] is not None))


def _fits(name: str, spec: Any, columns: set[str]) -> None:
    """Refuse an encoding of what is neither a column of a question nor made by a transform."""
    made = {text for value in _under(spec, "as") for text in (value if isinstance(value, list) else [value])}
    for field in _under(spec, "field"):
        if isinstance(field, str) and field not in columns | made:
            raise _fault(name, f"the encoding names the field {field!r}", hint(field, columns | made))


def _under(part: Any, key: str) -> Iterator[Any]:
    """Yield every value that stands under a key, at any depth."""
    if isinstance(part, list):
        for item in part:
            yield from _under(item, key)
    elif isinstance(part, dict):
        for own, item in part.items():
            if own == key:
                yield item
            yield from _under(item, key)


def _fault(name: str, what: str, remedy: str) -> DataFault:
    file = name if name.endswith(".yaml") else f"{name}.yaml"
    return DataFault([Problem(file, 0, "spec", f"{what}, which is not there", remedy, RULE)])
