"""BibTeX values: what strings, braces and LaTeX in them mean."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_NAME = re.compile(r"[^\s\"#%'(),={}]+")
_STEPS = re.compile(r'[{}"]|\\.', re.DOTALL)
_SIGNS = re.compile(r"[\\{}$%~]|--|``|''")
_PRINTED = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}
_DASHES = re.compile("|".join(_PRINTED))
_MATH = re.compile(r"(?<!\\)\$([^$]*)(?<!\\)\$")
_LOGOS = ("TeX", "LaTeX", "BibTeX", "ConTeXt", "MF", "MP")
_FONTS = ("it", "bf", "sc", "tt", "rm", "sf", "sl", "em", "upshape", "itshape", "scshape", "bfseries", "normalfont")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: f"{{{number}}}" for number, name in enumerate(_MONTHS, 1)}
"""What BibTeX's own names of months stand for."""


def resolve(value: str, strings: Mapping[str, str], unknown: list[str] | None = None) -> str:
    """Return the value of a field: what is in braces or quotes, names of strings replaced, ``#`` joining them.

    :param value: the value as it stands in the file.
    :param strings: name of a string, in small letters -> its value.
    :param unknown: gets the names that are no string's; without it they are an error.
    :raises ValueError: if it is none of these; the message says why.

    >>> resolve('acm # " Press"', {"acm": "ACM"}), resolve("{A {B} C}", {}), resolve("1996", {})
    ('ACM Press', 'A {B} C', '1996')
    """
    rest, parts = value.strip(), []
    while rest:
        if rest[0] in "{\"":
            end = _end(rest)
            parts.append(rest[1:end])
            rest = rest[end + 1:]
        else:
            match = _NAME.match(rest)
            if match is None:
                raise ValueError(f"{rest[:20]!r} is no value: it wants braces or quotes")
            word, rest = match[0], rest[match.end():]
            if not word.isdigit() and word.lower() not in strings:
                if unknown is None:
                    raise ValueError(f"{word!r} is neither in braces nor the name of a @string")
                unknown.append(word)
            parts.append(word if word.isdigit() else strings.get(word.lower(), word))
        rest = rest.lstrip()
        if rest and not rest.startswith("#"):
            raise ValueError(f"{rest[:20]!r} follows the end of a value: a comma is missing")
        rest = rest[1:].lstrip()
    return "".join(parts)


def _end(text: str) -> int:
    """Return where the brace or quote that opens a text closes."""
    depth, closing = 0, "}" if text[0] == "{" else '"'
    for match in _STEPS.finditer(text, 1):
        sign = match[0]
        if sign == closing and depth == 0:
            return match.start()
        depth += {"{": 1, "}": -1}.get(sign, 0)
    raise ValueError("a brace or quote is not closed")


def _as_written(node: Any) -> str:
    return f"\\{node.macroname}{node.macro_post_space}"


@lru_cache(maxsize=1)
def _decoder() -> Any:
    """Return pylatexenc's decoder and the commands it is to know; a command that it does not know is kept.

    It is the decoder that bibtexparser's own middleware runs, which would build both anew for every value.
    """
    from pylatexenc import latexwalker
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    known = get_default_latex_context_db()
    texts = {"url": "%s", "LaTeXe": "LaTeX2e", "textasciicircum": "^", "textasciitilde": "~", **{name: name for name in _LOGOS}, **dict.fromkeys(_FONTS, "")}
    known.add_context_category("titles", prepend=True,
                               macros=[MacroTextSpec(name, simplify_repl=text) for name, text in texts.items()])
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_as_written))
    return LatexNodes2Text(latex_context=known, math_mode="text"), latexwalker.get_default_latex_context_db()


@lru_cache(maxsize=4096)
def unlatex(text: str) -> str:
    r"""Return a LaTeX text as it would be printed.

    A per cent sign or dollar that nobody escaped is meant as such: bibliographies are full of them.

    >>> unlatex(r"Universit{\"a}t \& {\'E}cole, 50% of $5 -- ``the {OECD}''")
    'Universität & École, 50% of $5 – “the OECD”'
    """
    if not _SIGNS.search(text):
        return text
    simple = re.sub(r"\\([&_#%])", r"\1", text)
    if "\\" not in simple and "$" not in simple:
        # By far the most values: no need of a parser.
        return re.sub("[{}]", "", _DASHES.sub(lambda match: _PRINTED[match[0]], simple))
    text = re.sub(r"(?<!\\)%", r"\\%", text)
    text = _MATH.sub(lambda m: m[0] if re.search(r"[\\^_{]|^[^\W\d]\S*$", m[1]) else rf"\${m[1]}\$", text)
    if len(re.findall(r"(?<!\\)\$", text)) % 2:
        text = re.sub(r"(?<!\\)\$", r"\\$", text)
    return _parsed(text)


def _parsed(text: str) -> str:
    from pylatexenc.latexwalker import LatexWalker

    decoder, context = _decoder()
    try:
        nodes, _, _ = LatexWalker(text, latex_context=context, tolerant_parsing=True).get_latex_nodes()
        return str(decoder.nodelist_to_text(nodes))
    except Exception:
        # Whatever a command does, the words around it are worth more than its failure.
        return re.sub(r"\\[a-zA-Z]+\s?|[\\{}]", "", text)


def unknown_commands(text: str) -> bool:
    """Say whether a text that :func:`unlatex` returned still holds LaTeX commands."""
    return bool(re.search(r"\\[a-zA-Z]{2}", text))


def bare(text: str) -> str:
    r"""Return an identifier or address without braces and escapes: no LaTeX is meant in it.

    >>> bare(r"\url{http://a.org/x\_y%20z}")
    'http://a.org/x_y%20z'
    """
    text = re.sub(r"\\(?:url|href|path|doi)\s*\{([^{}]*)\}(?:\{[^{}]*\})?", r"\1", text.strip())
    return re.sub(r"[{}]", "", re.sub(r"\\([_%&#~$-])", r"\1", text)).strip()


def names(text: str) -> list[dict[str, str]]:
    """Return the names of an ``author`` field as CSL has them; a name in braces is one that has no parts.

    :param text: the field, with its braces.
    :raises ValueError: if a name cannot be split; the message says which, and why.

    >>> names("{OECD} and Vincent van der Berg and King, Jr., Martin")[0]
    {'literal': 'OECD'}
    >>> names("Vincent van der Berg")
    [{'family': 'Berg', 'given': 'Vincent', 'non-dropping-particle': 'van der'}]
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names

    text = " ".join(text.split())
    return [name for one in split_multiple_persons_names(text) if one != "others" and (name := _name(one))]


def _name(text: str) -> dict[str, str]:
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    if text.startswith("{") and _end(text) == len(text) - 1 and not text.startswith("{\\"):
        return {"literal": unlatex(text)}
    if re.match(r"[a-z]+(-i)?\s*=", text):
        return _extended(text)
    try:
        parts = parse_single_name_into_parts(text.rstrip(", "))
    except InvalidNameError as error:
        why = str(error).rpartition(": ")[2].lower()
        raise ValueError(f"the name {text[:60]!r} cannot be split: {why}; part the names by ` and `") from None
    found = {"family": parts.last, "given": parts.first, "non-dropping-particle": parts.von, "suffix": parts.jr}
    name = {part: unlatex(" ".join(words)) for part, words in found.items() if words}
    if "family" not in name:
        return {"literal": " ".join(name.values())} if name else {}
    return name if set(name) != {"family"} or "{" not in text else {"literal": name["family"]}


def _extended(text: str) -> dict[str, str]:
    """Return a name in BibLaTeX's extended form: ``family=Berg, given=Jan, prefix=van der``."""
    known = {"family": "family", "given": "given", "prefix": "non-dropping-particle", "suffix": "suffix"}
    pairs = (part.partition("=") for part in re.split(r",\s*(?=[a-z-]+\s*=)", text))
    return {known[name.strip()]: unlatex(value.strip().strip('"')) for name, _, value in pairs if name.strip() in known}
