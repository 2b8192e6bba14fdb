"""Refuse a saved query whose head says less, or other, than the library's rules ask for.

What a head is made of, and that it fits its query, is seen where it is read (:mod:`coprokg.questions`); the rules
here are about words: tags, competency questions, caveats, where values come from, prefixes, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .controlled import COMPETENCY, HOLE, TAGS, Controlled
from .loading import concepts, loaders
from .namespaces import prefixes
from .problems import Problem, did_you_mean, hint

RULE = "queries/README.md"
RESERVED = ("format", "style", "evidence", "include-judgement", "endpoint", "help")
"""Options of ``coprokg ask`` itself, after which no parameter is called."""

TAG_KIND = "query-tag"
"""The kind of a tag, where it is the value of a parameter and a part of an IRI."""

CUBE_KIND = "cube"
"""The kind of a data set of the cube, likewise: which there are is known when the cube is made."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_BASE = re.compile(r"^\s*BASE\s*<", re.IGNORECASE | re.MULTILINE)
_OUTSIDE = {"GRAPH": "ask all graphs as one", "FROM": "ask all graphs as one", "SERVICE": "ask no other server"}
_NOT_CODE = re.compile(r"""<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*""")
_VARIABLE = re.compile(r"[?$]\w+")
_TOKEN = re.compile(r"""(?P<skip>\s+|\#[^\n]*)|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)|(?P<name>[A-Za-z_]?[\w.-]*:[\w.-]*|[A-Za-z_]\w*)|(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|(?P<sign>.)""",
                    re.VERBOSE)
_NUMBER = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?\Z")
_PER_HUNDRED = re.compile(r"%|(?i:per ?cent)")
_VALUES = ("text", "variable", "number")


def faults(question: Mapping[str, Any], known: Controlled, kinds: Mapping[str, Iterable[str] | None]) -> Iterator[Problem]:
    """Yield what is wrong with the head of one saved query, each with its line.

    :param question: the question, as :func:`coprokg.questions.read_question` gives it.
    :param known: the tags and competency questions.
    :param kinds: what values of parameters come from (see :func:`kinds_of_values`).

    >>> head = {"name": "x", "file": "x.rq", "body": "#+ tags: [drivrs]", "summary": "Who?", "description": "All.",
    ...         "tags": ["drivrs"], "competency": ["who"], "caveats": [], "parameters": {}, "columns": {}, "example": {}}
    >>> from .controlled import Competency, Tag
    >>> one = Controlled({"drivers": Tag(meaning="x")}, {}, {"who": Competency(asks="Who?", kind="x")})
    >>> [str(problem) for problem in faults(head, one, {})]
    ["x.rq:1 tags: the tag 'drivrs' is not known; did you mean 'drivers'? queries/tags.yaml lists them all (queries/README.md)"]
    """
    file, body = question["file"], question["body"]

    def problem(field: str, what: str, remedy: str) -> Problem:
        return Problem(file, line_of(body, field), field, what, remedy, RULE)

    if not _NAME.match(question["name"]):
        yield problem("", f"the name {question['name']!r} is not of the form of a name",
                      "call the file by lower-case words, digits and single hyphens")
    named: tuple[tuple[str, str, str, Mapping[str, Any]], ...] = (
        ("tags", "tag", TAGS, known.tags), ("competency", "competency question", COMPETENCY, known.competency))
    for field, called, list_, names in named:
        for name in question[field]:
            if name not in names:
                guess = did_you_mean(name, names)
                yield problem(field, f"the {called} {name!r} is not known",
                              f"{guess} queries/{list_} lists them all".strip())
            elif question[field].count(name) > 1:
                yield problem(field, f"the {called} {name!r} stands here twice", "write it once")
        if not question[field]:
            yield problem(field, f"there is no {called}", f"name one of queries/{list_}")
    summary = question["summary"].strip()
    if not summary.endswith("?") or "\n" in summary:
        yield problem("summary", "the summary is no question in one line", "end it with a question mark, e.g. `Who delivers?`")
    for field, texts in (("description", [question["description"]]), ("caveats", question["caveats"])):
        if any(not text.strip().endswith((".", "?")) for text in texts):
            yield problem(field, "this is no full sentence", "end it with a full stop")
    yield from (problem(*one) for one in _by_tags(question, known))
    yield from (problem(*one) for one in _parameters(question, kinds))
    yield from (problem("", what, remedy) for what, remedy in _query(body))


def _by_tags(question: Mapping[str, Any], known: Controlled) -> Iterator[tuple[str, str, str]]:
    """Yield what the rules that tags carry find: field, fault, remedy."""
    offered = {kind for about in question["parameters"].values() for kind in (about["values"] or "").split()}
    for name, tag in known.tags.items():
        columns = [column for column in tag.demanded_by_columns if column in question["columns"]]
        values = sorted(offered & set(tag.demanded_by_values))
        if name not in question["tags"]:
            if columns or values:
                why = f"column {columns[0]!r}" if columns else f"parameter with values from {values[0]!r}"
                yield "tags", f"a question with a {why} has the tag {name!r}", f"add it: {tag.meaning}"
            continue
        for rule in tag.forbids.values():
            texts = [expressions_of(question["body"])] if rule.where == "query" else question["caveats"]
            if found := next((match for text in texts if (match := re.search(rule.text, text))), None):
                yield ("caveats" if rule.where == "caveats" else "",
                       f"{found[0]!r} may not stand in a question with the tag {name!r}", rule.because)


def _parameters(question: Mapping[str, Any], kinds: Mapping[str, Iterable[str] | None]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with parameters: their names, where their values come from, and values given."""
    for name, about in question["parameters"].items():
        if name in RESERVED:
            yield name, f"`--{name}` is an option of `coprokg ask` itself", "call the parameter otherwise"
        if about["values"] and about["type"] != "iri":
            yield name, f"a parameter of type {about['type']!r} has `values`", "leave `values` out, or the type"
            continue
        sources = (about["values"] or "").split()
        for source in sources:
            if source not in kinds and not source.startswith("class:"):
                yield name, f"the values {source!r} are not known", hint(source, kinds)
        allowed = kinds.get(sources[0]) if len(sources) == 1 else None
        for value in (*about["default"], *question["example"].get(name, ())):
            if allowed is not None and value not in allowed:
                yield name, f"{value!r} is no value of {sources[0]}", hint(value, allowed)


def _query(body: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the text of the query: its prefixes, and graphs or servers that it names."""
    declared = prefixes()
    code = code_of(_PREFIX.sub("", body))
    for prefix, namespace in _PREFIX.findall(body):
        if prefix not in declared:
            yield f"the prefix {prefix!r} is not of the project", "declare it in ontology/prefixes.ttl, or write another"
        elif declared[prefix] != namespace:
            yield (f"the prefix {prefix!r} is {namespace} here, and {declared[prefix]} in ontology/prefixes.ttl",
                   "write the one of ontology/prefixes.ttl")
        elif not re.search(rf"(?<![\w:-]){re.escape(prefix)}:", code):
            yield f"the prefix {prefix!r} is not used", "take its line out"
    if _BASE.search(body):
        yield "the query has a BASE", "write whole addresses, or prefixed names"
    for word, remedy in _OUTSIDE.items():
        if re.search(rf"(?<![\w:?$-]){word}(?![\w:-])", code, re.IGNORECASE):
            yield f"the query says {word}", f"{remedy}: take it out"


def code_of(body: str) -> str:
    """Return the text of a query without comments, strings, addresses and variables.

    >>> code_of('SELECT ?x { ?x a <x:y> # FROM' + chr(10) + 'FILTER(?x != "GRAPH") }').split()
    ['SELECT', '{', 'a', 'FILTER(', '!=', ')', '}']
    """
    return _VARIABLE.sub("", _NOT_CODE.sub("", body))


def expressions_of(body: str) -> str:
    """Return the text of a query so that what it reckons can be told by a pattern, however it is written.

    Names are in capitals and numbers in their shortest form, a space stands between any two, and of a text only what
    says per cent is left. The slashes and stars of paths are left out, as are comments, addresses and variables; so
    each slash that stays is a division.

    >>> expressions_of('SELECT (xsd:decimal(?n)/COUNT(?of)*1e2 AS ?x) { ?s p:a/(p:b|^p:c)*/p:d ?n } # / 2')
    'SELECT ( XSD:DECIMAL ( ) / COUNT ( ) * 100 AS ) { P:A ( P:B | ^ P:C ) P:D }'
    >>> expressions_of('BIND(CONCAT(STR(?n), " %") AS ?x)')
    'BIND ( CONCAT ( STR ( ) , % ) AS )'
    """
    tokens = [(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(body) if match.lastgroup != "skip"]
    # A bracket that closes a value: a call, or one around values; the others are those of paths.
    values, open_ = set(), []
    for n, (_, text) in enumerate(tokens):
        if text == "(":
            open_.append(n)
        elif text == ")" and open_:
            start = open_.pop()
            called = start > 0 and tokens[start - 1][0] == "name"
            if called or any(kind in _VALUES for kind, _ in tokens[start + 1: n]):
                values.add(n)
    found = []
    for n, (kind, text) in enumerate(tokens):
        if text in ("/", "*") and not (n and (tokens[n - 1][0] in _VALUES or n - 1 in values)):
            continue
        if kind == "text" and not _NUMBER.match(text[1:-1]):
            found += _PER_HUNDRED.findall(text)
        elif kind in ("number", "text"):
            found.append(f"{float(text.strip(chr(34) + chr(39))):g}")
        elif kind not in ("iri", "variable"):
            found.append(text.upper())
    return " ".join(found)


def line_of(body: str, field: str) -> int:
    """Return the line of a field of a head, or of an entry in it; the first line where there is none.

    >>> line_of("#+ summary: x" + chr(10) + "#+ tags: [x]", "tags")
    2
    """
    found = field and re.search(rf"^#\+ +{re.escape(field)}:", body, re.MULTILINE)
    return body.count("\n", 0, found.start()) + 1 if found else 1


def kinds_of_values(base: Path, known: Controlled) -> dict[str, list[str] | None]:
    """Return what values of a parameter come from: vocabularies with their concepts, and kinds of record.

    :param base: the folder that holds the content folders.
    :param known: the tags, which are values too.

    >>> from .folders import root
    >>> kinds_of_values(root(), Controlled())["vocab/support"]
    ['implies', 'judgement', 'states']
    """
    found: dict[str, list[str] | None] = {module.MODEL.kind: None for module in loaders()}
    found[TAG_KIND] = sorted(known.tags)
    found[CUBE_KIND] = None
    return found | {f"vocab/{scheme}": sorted(labels) for scheme, labels in concepts(base).items()}


def across(questions: Mapping[str, Mapping[str, Any]], known: Controlled, tags_file: str) -> Iterator[Problem]:
    """Yield what is wrong with the library as a whole: names, caveats that rest on a question.

    :param questions: all questions, by name.
    :param known: the tags.
    :param tags_file: how to call the list of tags.
    """
    said: dict[str, str] = {}
    for question in questions.values():
        other = said.setdefault(question["summary"].casefold(), question["file"])
        if other != question["file"]:
            yield Problem(question["file"], line_of(question["body"], "summary"), "summary",
                          f"{other} asks the same", "join the two, or say what sets them apart", RULE)
    for name, tag in known.tags.items():
        if tag.caveat_from is None or tag.caveat is None:
            continue
        source = questions.get(tag.caveat_from)
        if source is None:
            yield Problem(tags_file, 1, name, f"its caveat rests on the question {tag.caveat_from!r}, which is not there",
                          hint(tag.caveat_from, questions), RULE)
            continue
        for column in HOLE.findall(tag.caveat):
            if column not in source["columns"]:
                yield Problem(tags_file, 1, name, f"the question {tag.caveat_from!r} has no column {column!r}",
                              hint(column, source["columns"]), RULE)
