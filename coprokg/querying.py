"""Run a SPARQL query of the user's over the graph, within bounds, and give or print its answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import pyoxigraph as ox

from .problems import Misuse
from .tables import default_format, write

if TYPE_CHECKING:
    from .asking import Graph

MOST_CHARACTERS, MOST_DEPTH = 30_000, 100
"""The longest query, and the deepest nesting in it: past them the engine's parser can crash."""

class Solutions(NamedTuple):
    """What a SELECT gives: the names of its variables, and its rows of terms, None where one is unbound."""

    names: list[str]
    rows: list[list[Any]]


Result = bool | Solutions | list[ox.Triple]
"""What a query gives: ASK a truth value, SELECT solutions, CONSTRUCT and DESCRIBE triples."""

_QUOTED = re.compile(r'''"""(?:\\.|(?!""")[^\\])*"""|"(?:\\.|[^"\\\n])*"'''
                     r"""|'''(?:\\.|(?!''')[^\\])*'''|'(?:\\.|[^'\\\n])*'"""
                     r"""|<[^<>"{}|^`\\\s]*>|#[^\n]*""", re.DOTALL)
_UPDATE = re.compile(r"\s*(?:(?:PREFIX\s*[\w.-]*:|BASE)\s*<>\s*)*"
                     r"(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE)
_PREFIXES = re.compile(rf"(?:[-!+^]\s*){{{MOST_DEPTH}}}")


def run(graph: Graph, text: str, form: str | None, stream: TextIO) -> None:
    """Run a query over all graphs as one and print what it gives.

    :param graph: the built graph.
    :param text: SPARQL 1.1 Query.
    :param form: ``table``, ``csv``, ``json`` or ``ttl``; by default what fits query and stream.
    :param stream: where to print.
    :raises Misuse: if the query does not parse, asks another server, or the format does not fit.
    """
    found = result(graph, text)
    if isinstance(found, bool):
        _boolean(found, form, stream)
    elif isinstance(found, Solutions):
        if form == "ttl":
            raise Misuse("a SELECT gives rows, not triples; use --format table, csv or json")
        write(found.names, found.rows, form or default_format(stream), stream)
    else:
        if form not in (None, "ttl"):
            raise Misuse("CONSTRUCT and DESCRIBE give triples; use --format ttl")
        _turtle(found, stream)


def result(graph: Graph, text: str) -> Result:
    """Return what a query gives over all graphs as one, once it is known to be harmless.

    :param graph: the built graph, or the graph behind an endpoint.
    :param text: SPARQL 1.1 Query.
    :returns: a truth value for ASK, solutions for SELECT, triples for CONSTRUCT and DESCRIBE.
    :raises Misuse: if the query does not parse, would change the graph or asks another server.
    """
    if not text.strip():
        raise Misuse("the query is empty; give a file, or a query on standard input")
    _refuse_huge(text)
    if _UPDATE.match(_QUOTED.sub(lambda match: " " if match[0].startswith("#") else "<>", text)):
        raise Misuse("this would change the graph, which is only read here; ask by SELECT, ASK, CONSTRUCT or DESCRIBE")
    _refuse_service(text)
    try:
        return graph.query(text)
    except SyntaxError as error:
        raise Misuse(f"not SPARQL 1.1 Query: {wrong_with_query(text, error)}") from None


def evaluate(store: ox.Store, text: str) -> Result:
    """Return what a store gives for a query; its default graph is the union unless the query names its own.

    >>> evaluate(ox.Store(), "ASK {}")
    True
    >>> evaluate(ox.Store(), "SELECT ?s { ?s ?p ?o }")
    Solutions(names=['s'], rows=[])

    :raises SyntaxError: if the query does not parse.
    """
    found = store.query(text, use_default_graph_as_union=fault_without(text, "FROM") is None)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        names = [v.value for v in found.variables]
        return Solutions(names, [[row[name] for name in names] for row in found])
    return list(found)


def _refuse_huge(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise Misuse(f"the query has {len(text):,} characters, more than {MOST_CHARACTERS:,}; split it")
    depth, deepest = 0, 0
    bare = _QUOTED.sub(" ", text)
    for bracket in re.findall(r"[][(){}]", bare):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    if deepest > MOST_DEPTH or _PREFIXES.search(bare):
        raise Misuse(f"the query is nested deeper than {MOST_DEPTH}; flatten it")


def _refuse_service(text: str) -> None:
    fault = fault_without(text, "SERVICE")
    if fault is None:
        return
    start = _offset(text, *position(fault))
    if re.search(r"(?<![?$:@])service", text[max(0, start - 24): start + 8], re.IGNORECASE):
        raise Misuse("SERVICE would ask another server; run such a query in a store of your own")
    raise Misuse(f"not SPARQL 1.1 Query: {wrong_with_query(text, fault)}")


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1


def fault_without(text: str, keyword: str) -> SyntaxError | None:
    """Return what is wrong with a query once another word stands where a keyword does, or None.

    To look for the word tells too much and too little: it may be part of a name, of a string or of
    a comment, and the engine takes ``SERVICEex:a`` for the keyword and a name. So the engine itself
    decides. None says that the query does without the keyword.

    >>> fault_without("SELECT * { SERVICE <http://example.org/> {} }", "SERVICE") is None
    False
    >>> fault_without("SELECT ?service { ?service ?p 'service' } # service", "SERVICE") is None
    True
    """
    if keyword.lower() not in text.lower():
        return None
    others = [keyword[:-2] + letter * 2 for letter in "QXZJVK"]
    other = next((o for o in others if o.lower() not in text.lower()), others[0])
    replaced = re.sub(keyword, lambda match: _in_case_of(match[0], other), text, flags=re.IGNORECASE)
    try:
        ox.Store().query(replaced)
    except SyntaxError as error:
        return error
    return None


def _in_case_of(word: str, other: str) -> str:
    return "".join(o.lower() if w.islower() else o for w, o in zip(word, other, strict=True))


def position(error: SyntaxError) -> tuple[int, int]:
    """Return line and column of a query's fault, from 1, as the engine tells them.

    >>> position(SyntaxError("error at 2:7: expected one of FILTER"))
    (2, 7)
    """
    match = re.match(r"error at (\d+):(\d+)", str(error))
    return (int(match[1]), int(match[2])) if match else (1, 1)


def wrong_with_query(text: str, error: SyntaxError) -> str:
    """Return one line that says where a query is wrong, and shows what stands there.

    >>> wrong_with_query("SELECT ?s { ?s a cop:Case }", SyntaxError("error at 1:26: expected OPTIONAL"))
    "line 1, column 26, after '?s a cop:Case': is a prefix not declared, a word misspelt, a bracket missing?"
    """
    line, column = position(error)
    before = text.split("\n")[line - 1][: column - 1].rpartition("{")[2].strip()[-40:]
    return (f"line {line}, column {column}, after {before!r}:"
            " is a prefix not declared, a word misspelt, a bracket missing?")


def _boolean(value: bool, form: str | None, stream: TextIO) -> None:
    answer = "true" if value else "false"
    stream.write(f'{{"head": {{}}, "boolean": {answer}}}\n' if form == "json" else answer + "\n")


def _turtle(triples: list[ox.Triple], stream: TextIO) -> None:
    """Write triples as Turtle, with the prefixes that are used, in order."""
    from .namespaces import prefixes

    unique = sorted(set(triples), key=str)
    text = (ox.serialize(unique, format=ox.RdfFormat.TURTLE, prefixes=prefixes()) or b"").decode()
    lines = text.splitlines(keepends=True)
    body = "".join(line for line in lines if not line.startswith("@prefix "))
    head = sorted(line for line in lines if line.startswith("@prefix ") and line.split(" ")[1] in body)
    stream.write("".join(head) + body)
