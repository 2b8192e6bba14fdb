"""Write what a text holds of citations and references as YAML: to code from, not to keep as it is.

What a machine can find is filled in. What a coder must judge is :data:`TO_DO`, a value that no loader takes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, count, product
from string import ascii_lowercase
from typing import Any

from .bibliography.text import slug_of
from .citing import Citation
from .reference_lists import Entry, work_key

TO_DO = "TO-DO"
_SMALL_WORD, _WORDS_OF_KEY = 4, 3


def works_of(entries: Sequence[Entry], known: Mapping[int, str] | None = None) -> dict[int, str]:
    """Return the key of the work of each entry by its position: as the graph has it, else made from the entry."""
    return {entry.position: (known or {}).get(entry.position) or work_key(entry) for entry in entries}


def pointers(citations: Sequence[Citation], works: Mapping[int, str]) -> dict[str, Any]:
    """Return citations as pointers for a file of ``data/literature/citations/``.

    :param citations: what was found.
    :param works: the work of each entry of the reference list, by its position.
    :returns: the pointers by their keys; a key is a proposal, made of the work and of words of the clause.

    >>> stub = pointers([Citation(3, "Fern 1999", "Fern", "1999", "parenthetical", entry=1,
    ...                           clause="shops are a bargain")], {1: "fern-1999"})
    >>> stub["fern-1999-shops-bargain"]["written"]
    'Fern 1999'
    """
    answer: dict[str, Any] = {}
    keys: set[str] = set()
    shared: dict[int, str] = {}
    for one in citations:
        work = works.get(one.entry or 0) or slug_of(re.sub(r"[’']", "", f"{one.name}-{one.year}"))
        key = _free(slug_of(f"{work}-{_telling(one.clause)}"), answer)
        place = {"section": one.section or TO_DO} | ({"page": one.page} if one.page is not None else {})
        stub: dict[str, Any] = {"position": one.position, "written": one.written, "name": one.name, "year": one.year,
                                "cites": work, **place, "form": one.form}
        if one.group:
            stub["group"] = f"group-{one.group}"
        if one.locator:
            stub["locator"] = one.locator
        # The pointers of one parenthesis rest on the same words, which are written once.
        passage = shared.get(one.group) or _free(slug_of(_telling(one.clause)) or "clause", keys)
        stub["evidence"] = passage if one.group in shared else {"key": passage, **place, "words": one.clause or TO_DO}
        keys.add(passage)
        if one.group:
            shared[one.group] = passage
        stub["function"] = {"citing_function": TO_DO, "memo": TO_DO}
        answer[key] = stub
    return answer


def references(entries: Sequence[Entry], works: Mapping[int, str]) -> dict[str, Any]:
    """Return entries as references for a file of ``data/literature/references/``.

    >>> entry = Entry(1, ("Fern",), "1999", "Fern, B. 1999. On Shops.", None, 0)
    >>> references([entry], {1: "fern-1999"})
    {'fern-1999': {'position': 1, 'cites': 'fern-1999', 'printed': 'Fern, B. 1999. On Shops.', \
'name': 'Fern', 'year': '1999'}}
    """
    answer: dict[str, Any] = {}
    for entry in entries:
        work = works[entry.position]
        page = {"page": entry.page} if entry.page is not None else {}
        name = entry.names[0] if len(entry.names) == 1 else list(entry.names)
        answer[_free(work, answer)] = {"position": entry.position, **page, "cites": work, "printed": entry.printed,
                                       "name": name, "year": entry.year}
    return answer


def head(edition: str, about: str, section: str | None = None) -> dict[str, Any]:
    """Return the head of a file: its title, the edition, what the file is about, and that nobody has coded it yet."""
    where = {"section": section} if section else {}
    return {"title": about.rstrip("."), "edition": edition, **where, "about": about,
            "coding": {"method": TO_DO, "checked": "not-yet-checked", "manual": TO_DO}}


def as_yaml(data: Mapping[str, Any]) -> str:
    """Return YAML as the project writes it: a short record on one line.

    >>> print(as_yaml({"reference": {"fern-1999": {"position": 1, "year": "1999"}}}), end="")
    reference:
      fern-1999: {position: 1, year: '1999'}
    """
    import yaml

    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None)


def _telling(clause: str) -> str:
    """Return the last few words of a clause that say something."""
    words = re.findall(r"[^\W\d_][\w’'-]*", clause)
    return " ".join([word for word in words if len(word) >= _SMALL_WORD][-_WORDS_OF_KEY:])


def _free(key: str, taken: Collection[str]) -> str:
    """Return a key, with letters behind it where it is taken: no number, which would be read as an index."""
    more = (f"-{''.join(letters)}" for size in count(1) for letters in product(ascii_lowercase, repeat=size))
    return next(free for free in chain([key], (key + letters for letters in more)) if free not in taken)
