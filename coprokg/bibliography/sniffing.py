"""Find out in which format a bibliography is written: from its content, and its ending where that is not enough."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple

from ..problems import Misuse
from .entries import Read
from .json_stream import elements
from .opening import Given


class Format(NamedTuple):
    """A format that can be read: its name, the endings of its files, the module that reads it."""

    name: str
    endings: tuple[str, ...]
    module: str

    @property
    def read(self) -> Callable[[Given], Read]:
        """Return the function that reads it; its library is imported now, not before."""
        found: Callable[[Given], Read] = importlib.import_module(f"{__package__}.{self.module}").read
        return found


FORMATS = {
    "bibtex": Format("BibTeX or BibLaTeX", (".bib", ".bibtex", ".biblatex"), "bibtex"),
    "ris": Format("RIS", (".ris",), "ris"),
    "csl-json": Format("CSL-JSON", (".json",), "csl_json"),
    "openalex": Format("OpenAlex works JSON", (".json", ".jsonl"), "openalex"),
    "crossref": Format("Crossref works JSON", (".json", ".jsonl"), "crossref"),
}
"""The formats, by the name that `--format` takes."""

_OTHERS = {
    r"\s*<\?xml|\s*<xml": "XML (EndNote, MODS, PubMed)", r"PMID- ": "PubMed's own format",
    r"FN (?:Clarivate|Thomson)|PT [JBSP]\s": "the Web of Science's own format", r"%0 \w": "EndNote's refer format",
    r"\s*<(?:!doctype )?html": "a web page",
}


def format_of(given: Given) -> Format:
    """Return the format of a file.

    :param given: the file.
    :raises Misuse: if it is none of those that can be read; the message lists them.
    """
    start = given.start().lstrip("\ufeff")
    if not start.strip():
        raise Misuse(f"{given.name} is empty; export the references again")
    if start.lstrip()[0] in "{[":
        return FORMATS[_json(given)]
    if re.search(r"^\s?TY {1,2}- ", start, re.MULTILINE):
        return FORMATS["ris"]
    if re.search(r"^[ \t]*@[ \t]*\w+\s*[{(]", start, re.MULTILINE):
        return FORMATS["bibtex"]
    other = next((what for begin, what in _OTHERS.items() if re.match(begin, start, re.IGNORECASE)), "")
    by_ending = next((f for f in FORMATS.values() if given.path.suffix.lower() in f.endings), None)
    if by_ending and not other and by_ending.module in ("bibtex", "ris"):
        return by_ending
    known = ", ".join(f.name for f in FORMATS.values())
    raise Misuse(f"{given.name} is {other or 'in no format that is known'}; formats that can be read: {known};"
                 " export it as one of these")


def _json(given: Given) -> str:
    """Say whose JSON it is, by its first objects."""
    for element in islice(elements(given), 5):
        if isinstance(value := element.value, dict):
            if _openalex(value):
                return "openalex"
            if isinstance(value.get("title"), list) or ("DOI" in value and "deposited" in value):
                return "crossref"
            return "csl-json"
    return "csl-json"


def _openalex(value: dict[str, Any]) -> bool:
    return "authorships" in value or str(value.get("id", "")).startswith("https://openalex.org/")
