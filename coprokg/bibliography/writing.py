"""CSL-JSON items written as BibTeX, RIS and CSL-JSON, for reference managers and LaTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .types import TYPES, work_type

Item = Mapping[str, Any]


class Words(NamedTuple):
    """What BibTeX and RIS call a variable of CSL; an empty name: the format has none."""

    bibtex: str
    ris: str


FIELDS: dict[str, Words] = {
    "title": Words("title", "TI"),
    "author": Words("author", "AU"),
    "editor": Words("editor", "A2"),
    "container-title": Words("booktitle", "T2"),
    "container-author": Words("bookauthor", ""),
    "collection-title": Words("series", "T2"),
    "collection-number": Words("number", "M1"),
    "number": Words("number", "SN"),
    "genre": Words("type", "M3"),
    "edition": Words("edition", "ET"),
    "volume": Words("volume", "VL"),
    "issue": Words("number", "IS"),
    "page": Words("pages", "SP"),
    "publisher": Words("publisher", "PB"),
    "publisher-place": Words("address", "CY"),
    "event-title": Words("eventtitle", "T2"),
    "issued": Words("year", "PY"),
    "status": Words("pubstate", ""),
    "DOI": Words("doi", "DO"),
    "URL": Words("url", "UR"),
    "accessed": Words("urldate", "Y2"),
    "note": Words("annote", "N1"),
}
"""Variable of CSL -> what the formats call it, unless the kind of work says otherwise."""

EXCEPTIONS: dict[str, dict[str, Words]] = {
    "journal-article": {"container-title": Words("journal", "T2"), "collection-title": Words("series", "T3"),
                        "collection-number": Words("", "M1")},
    "book": {"editor": Words("editor", "A3")},
    "edited-book": {"editor": Words("editor", "A3")},
    "chapter": {"collection-title": Words("series", "T3")},
    "report": {"publisher": Words("institution", "PB")},
    "working-paper": {"publisher": Words("institution", "PB")},
    "conference-paper": {"container-title": Words("booktitle", "C3"), "collection-title": Words("series", "T3")},
    "web-document": {"publisher": Words("organization", "PB"), "collection-title": Words("series", "T3")},
    "other": {"collection-title": Words("series", "T3")},
}
"""Kind of work -> variable -> what it is called there. For RIS as Zotero has it."""

VERBATIM = ("doi", "url", "urldate")
"""Fields of BibTeX that are no text: nothing in them is escaped."""

_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: "\\" + sign for sign in "&%$#_"}})


def csl_json(items: Sequence[Item]) -> str:
    r"""Return items as a file of CSL-JSON.

    >>> csl_json([])
    '[]\n'
    """
    return json.dumps([dict(item) for item in items], ensure_ascii=False, indent=2) + "\n"


def fields(item: Item, form: str) -> dict[str, str]:
    """Return the variables of an item that a format has a place for, and what the format calls each.

    Two variables that a format calls the same are told apart by who comes first in `FIELDS`: the later one
    has no place.

    :param item: a CSL-JSON item.
    :param form: ``bibtex`` or ``ris``.

    >>> fields({"type": "article-journal", "title": "Shops", "container-title": "Villages"}, "ris")
    {'title': 'TI', 'container-title': 'T2'}
    """
    words = FIELDS | EXCEPTIONS.get(work_type(item), {})
    taken: dict[str, str] = {}
    for variable in words:
        name = getattr(words[variable], form)
        if variable in item and name and name not in taken.values():
            taken[variable] = name
    return taken


def bibtex(items: Iterable[Item]) -> str:
    r"""Return items as a BibTeX file in UTF-8, which BibLaTeX reads too.

    >>> print(bibtex([{"id": "doe-1999", "type": "book", "title": "Shops & the NHS",
    ...                "author": [{"literal": "Home Office"}]}]), end="")
    @book{doe-1999,
      author = {{Home Office}},
      title = {Shops \& the {NHS}}
    }
    """
    from bibtexparser import BibtexFormat, Library, write_string
    from bibtexparser.middlewares import AddEnclosingMiddleware
    from bibtexparser.model import Entry, Field

    layout = BibtexFormat()
    layout.indent, layout.block_separator = "  ", "\n"
    library = Library([Entry(TYPES[work_type(item)].bibtex[0], item["id"],
                             [Field(name, value) for name, value in _bibtex_fields(item)]) for item in items])
    braces = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    return str(write_string(library, unparse_stack=[braces], bibtex_format=layout))


def _bibtex_fields(item: Item) -> list[tuple[str, str]]:
    found = {name: _bibtex_value(variable, item[variable], name)
             for variable, name in fields(item, "bibtex").items()}
    if work_type(item) == "conference-paper" and "booktitle" not in found and "eventtitle" in found:
        # BibTeX itself knows no eventtitle, and would print a paper without the conference.
        found["booktitle"] = found["eventtitle"]
    first = ("author", "editor", "title", "booktitle")
    return sorted(found.items(), key=lambda pair: first.index(pair[0]) if pair[0] in first else len(first))


def _bibtex_value(variable: str, value: Any, name: str) -> str:
    if isinstance(value, list):
        return " and ".join(map(_bibtex_name, value))
    text = _date(value, "-") if isinstance(value, Mapping) else str(value)
    text = " ".join(text.split())
    if name in VERBATIM:
        return text.replace("{", "%7B").replace("}", "%7D")
    if variable == "page":
        text = re.sub(r"(?<=\w)[-–](?=\w)", "--", text)
        return text.translate(_LATEX)
    if variable == "edition":
        # Styles add the word themselves.
        text = re.sub(r"\s+(?:ed|edn|edition)\.?\Z", "", text)
    text = _latex(text)
    if variable in ("title", "container-title"):
        text = re.sub(r"[^\W_]+", _protected, text)
    return text


def _latex(text: str) -> str:
    r"""Return text with what LaTeX would take for a command, or for other signs, made plain.

    >>> _latex("50% of A_B -- 'x''")
    "50\\% of A\\_B -{}- 'x'{}'"
    """
    signs = _LATEX if text.count("{") != text.count("}") else _LATEX | {ord("{"): r"\{", ord("}"): r"\}"}
    return re.sub(r"([-'`])(?=\1)", r"\1{}", text.translate(signs))


def _protected(match: re.Match[str]) -> str:
    """Return a word in braces if styles that write small letters would spoil it: ``NHS``, not ``Shops``."""
    word = match[0]
    return f"{{{word}}}" if any(sign.isupper() for sign in word[1:]) else word


def _bibtex_name(name: Mapping[str, str]) -> str:
    """Return a name as BibTeX has it; a body is in braces, so that it is not taken apart.

    >>> _bibtex_name({"family": "Veen", "non-dropping-particle": "van der", "given": "Wouter"})
    'van der Veen, Wouter'
    >>> _bibtex_name({"literal": "Marks and Spencer"})
    '{Marks and Spencer}'
    """
    if "literal" in name:
        return f"{{{_latex(name['literal'])}}}"
    family, given = _whole(name["family"]), _whole(name.get("given", ""))
    if not given and " " in family and not family.startswith("{"):
        # Without a given name the first word would be taken for one.
        family = f"{{{family}}}"
    particles = " ".join(name[part] for part in ("dropping-particle", "non-dropping-particle") if part in name)
    return ", ".join(filter(None, (f"{_latex(particles)} {family}".strip(), _latex(name.get("suffix", "")), given)))


def _whole(part: str) -> str:
    """Return a part of a name, in braces where BibTeX would split it."""
    text = _latex(part)
    return f"{{{text}}}" if "," in text or re.search(r"\band\b", text) else text


def _date(value: Mapping[str, Any], joint: str) -> str:
    if "literal" in value:
        return str(value["literal"])
    year, *rest = value["date-parts"][0]
    return joint.join([str(year), *(f"{part:02}" for part in rest)])


def ris(items: Iterable[Item]) -> str:
    """Return items as a file of RIS in UTF-8, with the tags that Zotero reads.

    >>> ris([{"id": "doe-1999", "type": "book", "author": [{"family": "Doe"}]}]).splitlines()
    ['TY  - BOOK', 'ID  - doe-1999', 'AU  - Doe', 'ER  - ']
    """
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        """Writes no number above an entry: other readers take it for a field."""

        def set_header(self, count: int) -> str:
            return ""

    keys, repeated = rispy.TAG_KEY_MAPPING, rispy.LIST_TYPE_TAGS
    entries = [{keys[tag]: [value] if tag in repeated and isinstance(value, str) else value
                for tag, value in _ris_fields(item)} for item in items]
    return str(rispy.dumps(entries, implementation=Writer))


def _ris_fields(item: Item) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("TY", TYPES[work_type(item)].ris[0]), ("ID", item["id"])]
    for variable, tag in fields(item, "ris").items():
        value = item[variable]
        if isinstance(value, list):
            found.append((tag, [_ris_name(name) for name in value]))
        elif variable == "page":
            first, dash, last = " ".join(str(value).split()).partition("-")
            found += [("SP", first.strip()), *([("EP", last.strip())] if dash else [])]
        elif variable == "accessed":
            found.append((tag, _date(value, "/") + "/"))
        else:
            text = _date(value, "/") if isinstance(value, Mapping) else " ".join(str(value).split())
            found.append((tag, text))
    return found


def _ris_name(name: Mapping[str, str]) -> str:
    """Return a name as RIS has it: the comma tells a person from a body, so a body has none.

    >>> _ris_name({"family": "Doe", "given": "Jo"}), _ris_name({"literal": "Department for Work, Home and Play"})
    ('Doe, Jo', 'Department for Work Home and Play')
    """
    if "literal" in name:
        return name["literal"].replace(",", "")
    particles = [name[part] for part in ("dropping-particle", "non-dropping-particle") if part in name]
    parts = [" ".join([*particles, name["family"]]), name.get("given", ""), name.get("suffix", "")]
    return ", ".join(filter(None, parts))
