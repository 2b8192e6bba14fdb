"""Read BibTeX and BibLaTeX, entry by entry: bibtexparser is given one at a time, so that none costs another."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

import bibtexparser
from bibtexparser.model import (
    DuplicateFieldKeyBlock,
    ExplicitComment,
    ImplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)
from bibtexparser.model import Entry as Block

from .bibtex_fields import USED, inherit, item_of
from .entries import Entry, Read, Rejected
from .latex import MONTHS, resolve
from .opening import Given

MOST = 1_000_000
"""The most characters that an entry has: more is a file whose braces are lost."""

UNDEFINED = "a value is the name of a @string that the file does not define: the name is kept"

_BEGIN = re.compile(r"[ \t]*@[ \t]*(\w+)\s*([{(])")
_CROSSREF = re.compile(r"\b(?:crossref|xdata)\s*=\s*[{\"]\s*([^}\"]+)", re.IGNORECASE)
_KEY = re.compile(r"[ \t]*@[ \t]*\w+\s*[{(]\s*([^\s,{}()=]*)")
_QUOTE = "\ue000"
"""Stands for a double quote in braces while bibtexparser reads, which would take it for the end of the value."""

_STEPS = 4
"""How many volumes may stand one in the other."""

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


class Chunk(NamedTuple):
    """A piece of a file from where one entry begins to before the next."""

    line: int
    kind: str
    text: str
    whole: bool


class Fields(NamedTuple):
    """An entry with its fields in small letters: name -> value, without the outer braces."""

    kind: str
    key: str
    values: dict[str, str]
    line: int
    notes: list[str]


def chunks(given: Given) -> Iterator[Chunk]:
    """Yield a file in pieces: a line that begins with ``@`` and a name begins one."""
    line, kind, size = 0, "", 0
    lines: list[str] = []
    for number, text in given.lines():
        if match := _BEGIN.match(text):
            if kind:
                yield Chunk(line, kind, "".join(lines), size <= MOST)
            line, kind, lines, size = number, match[1].lower(), [], 0
        size += len(text)
        if kind and size <= MOST:
            lines.append(text)
    if kind:
        yield Chunk(line, kind, "".join(lines), size <= MOST)


def read(given: Given) -> Read:
    """Read the entries of a BibTeX or BibLaTeX file.

    It is read twice: first for its strings and for the volumes that others refer to, which may come later.

    :param given: the file.
    """
    with closing(sqlite3.connect("")) as volumes:
        strings = prepare(given, volumes)
        for chunk in chunks(given):
            if chunk.kind not in ("string", "comment", "preamble"):
                yield from entries(given, chunk, strings, volumes)


def prepare(given: Given, volumes: sqlite3.Connection) -> dict[str, str]:
    """Keep the strings, and in a table on disk the entries that others take fields from."""
    strings = {name: value[1:-1] for name, value in MONTHS.items()}
    volumes.execute("CREATE TABLE wanted (key TEXT PRIMARY KEY)")
    volumes.execute("CREATE TABLE volume (key TEXT PRIMARY KEY, fields TEXT)")
    for chunk in chunks(given):
        if chunk.kind == "string":
            _define(chunk.text, strings)
        for named in _CROSSREF.finditer(chunk.text):
            keys = [(key.strip().lower(),) for key in named[1].split(",")]
            volumes.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", keys)
    if volumes.execute("SELECT 1 FROM wanted LIMIT 1").fetchone():
        for chunk in chunks(given):
            match = _KEY.match(chunk.text)
            key = match[1].lower() if match else ""
            if volumes.execute("SELECT 1 FROM wanted WHERE key = ?", (key,)).fetchone():
                for found in _parsed(given, chunk, strings):
                    if isinstance(found, Fields):
                        volumes.execute("INSERT OR IGNORE INTO volume VALUES (?, ?)",
                                        (found.key.lower(), json.dumps([found.kind, found.values])))
    return strings


def _define(text: str, strings: dict[str, str]) -> None:
    for found in (block for block in _blocks(_braced(text)) if isinstance(block, String)):
        try:
            strings[found.key.strip().lower()] = resolve(found.value, strings)
        except ValueError:
            # An entry that uses it is told of.
            continue


def _braced(text: str) -> str:
    """Return a piece with the round brackets that BibTeX allows around an entry made braces."""
    match = _BEGIN.match(text)
    if match is None:
        return text
    if match[2] == "(":
        end = text.rfind(")")
        return text[: match.end() - 1] + "{" + text[match.end(): end] + "}" + text[end + 1:]
    # bibtexparser wants nothing between the sign and the name.
    return text if "\n" not in match[0] and "@ " not in match[0] else f"@{match[1]}{{" + text[match.end():]


def _parsed(given: Given, chunk: Chunk, strings: dict[str, str]) -> Iterator[Fields | Rejected]:
    """Yield what bibtexparser finds in a piece, as plain fields."""
    if not chunk.whole:
        yield _refused(given, chunk, "it has no end: more than a million characters follow", "close its last brace")
        return
    text = _braced(chunk.text).replace('{"}', f"{{{_QUOTE}}}")
    blocks = _blocks(text)
    if not any(isinstance(block, Block | ParsingFailedBlock | Preamble | ExplicitComment) for block in blocks):
        yield _refused(given, chunk, "it is not of the form @type{key, field = {value}}", "mend its first line")
    for block in blocks:
        again = getattr(block, "ignore_error_block", None)
        if isinstance(block, ParsingFailedBlock) and not isinstance(again, Block):
            yield _refused(given, chunk, _why(block), "close each brace and quote, and part the fields by commas",
                           block.start_line or 0)
        elif isinstance(block, ParsingFailedBlock | Block):
            entry = again if isinstance(again, Block) else block
            assert isinstance(entry, Block)
            twice = block.duplicate_keys if isinstance(block, DuplicateFieldKeyBlock) else set()
            yield _fields(given, chunk, entry, strings, {name.lower() for name in twice})
        elif isinstance(block, ImplicitComment) and _BEGIN.search(block.comment):
            yield _refused(given, chunk, "what follows the entry is not understood", "begin an entry on a line of its own")


def _blocks(text: str) -> list[Any]:
    """Return what bibtexparser makes of a piece; it calls itself once for each plain line, and has enough of some 900."""
    try:
        return list(bibtexparser.parse_string(text, parse_stack=[]).blocks)
    except RecursionError:
        return list(bibtexparser.parse_string(text.replace("\n", " "), parse_stack=[]).blocks)


def _why(block: ParsingFailedBlock) -> str:
    why = str(getattr(block.error, "abort_reason", block.error)).strip().rstrip(".")
    return f"not readable as BibTeX: {why[:200]}"


def _refused(given: Given, chunk: Chunk, why: str, remedy: str, line: int = 0, key: str = "") -> Rejected:
    match = _KEY.match(chunk.text)
    return Rejected(given.name, chunk.line + line, key or (match[1] if match else ""), why, remedy)


def _fields(given: Given, chunk: Chunk, block: Block, strings: dict[str, str], twice: set[str]) -> Fields | Rejected:
    values: dict[str, str] = {}
    notes: list[str] = []
    line = chunk.line + (block.start_line or 0)
    for field in block.fields:
        name = field.key.strip().lower()
        try:
            unknown: list[str] = []
            value = resolve(str(field.value), strings, unknown).replace(_QUOTE, '"')
            notes += [UNDEFINED] if unknown and name in USED else []
        except ValueError as error:
            if name in USED:
                return Rejected(given.name, chunk.line + (field.start_line or 0), block.key, f"`{name}`: {error}",
                                "write the value in braces, and a comma after it")
            value = ""
        if name in twice and name in USED and values.get(name, value) != value:
            return Rejected(given.name, chunk.line + (field.start_line or 0), block.key,
                            f"`{name}` is given twice, and differently", "keep one of them")
        values.setdefault(name, value)
    return Fields(block.entry_type.lower(), block.key.strip(), values, line, notes)


def entries(given: Given, chunk: Chunk, strings: dict[str, str], volumes: sqlite3.Connection) -> Read:
    """Yield what a chunk holds: each entry, or why it was not understood."""
    for found in _parsed(given, chunk, strings):
        if isinstance(found, Rejected):
            yield found
            continue
        if found.kind in ("xdata", "set", "string", "comment", "preamble", "jabref-meta"):
            continue
        notes = found.notes
        values = _inherit(found, volumes, notes)
        try:
            item, dropped = item_of(found.kind, values, notes)
        except ValueError as error:
            why, _, remedy = str(error).partition("; ")
            yield Rejected(given.name, found.line, found.key, why, remedy or "close its braces")
            continue
        yield Entry(item, found.key, given.name, found.line, dropped, notes)


def _inherit(found: Fields, volumes: sqlite3.Connection, notes: list[str]) -> dict[str, str]:
    """Return the fields of an entry with those of the volume that it refers to, and of that volume's own."""
    values, kind, seen = dict(found.values), found.kind, {found.key.lower()}
    for data in filter(None, re.split(r"\s*,\s*", values.get("xdata", ""))):
        values = _volume(data, volumes)[1] | values
    wanted = values.get("crossref", "").strip()
    for _ in range(_STEPS):
        if not wanted or wanted.lower() in seen:
            break
        seen.add(wanted.lower())
        parent_kind, parent = _volume(wanted, volumes)
        if not parent:
            notes.append(f"`crossref` names {wanted!r}, which is not in the file")
            break
        values = inherit(kind, parent_kind, parent) | values
        wanted = parent.get("crossref", "").strip()
    return values


def _volume(key: str, volumes: sqlite3.Connection) -> tuple[str, dict[str, str]]:
    row = volumes.execute("SELECT fields FROM volume WHERE key = ?", (key.lower(),)).fetchone()
    if row is None:
        return "", {}
    kind, values = json.loads(row[0])
    return str(kind), dict(values)
