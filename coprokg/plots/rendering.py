"""Render a drawing: SVG, PNG, a page that works without network, or the Vega-Lite specification itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from ..problems import Misuse, allowed_values

if TYPE_CHECKING:
    from .drawing import Drawing

VEGA_LITE = "5.21"
"""The version that draws, of those that the library brings with it: another may set a letter elsewhere."""

SCALE = 2.0
_PAGE = Path(__file__).parent / "page.html"
_SNIPPET = """
const spec = JSON.parse(document.getElementById("spec").textContent);
const actions = {export: true, source: true, compiled: false, editor: false};
vegaEmbed("#picture", spec, {renderer: "svg", actions}).catch(console.error);
"""


def library() -> Any:
    """Return the library that draws.

    :raises Misuse: where it is not installed.

    >>> library().__name__
    'vl_convert'
    """
    try:
        import vl_convert
    except ImportError:
        raise Misuse("a picture needs vl-convert, which is not installed: pip install 'coprokg[plots]';"
                     " a file .json, the Vega-Lite specification, needs nothing") from None
    return vl_convert


def to_json(drawing: Drawing) -> bytes:
    """Return the Vega-Lite specification with its data."""
    return (json.dumps(drawing.spec, ensure_ascii=False, indent=1) + "\n").encode()


def to_svg(drawing: Drawing) -> bytes:
    """Return the picture as SVG, with its title and what one sees on it for whoever cannot see it."""
    svg: str = library().vegalite_to_svg(drawing.spec, vl_version=VEGA_LITE)
    start, close, rest = svg.partition(">")
    return (f'{start} role="graphics-document" aria-labelledby="title description" xml:lang="en"{close}'
            f'<title id="title">{escape(drawing.title)}</title>'
            f'<desc id="description">{escape(drawing.description)}</desc>{rest}\n').encode()


def to_png(drawing: Drawing) -> bytes:
    """Return the picture as PNG, twice as large as on a page."""
    found: bytes = library().vegalite_to_png(drawing.spec, vl_version=VEGA_LITE, scale=SCALE)
    return found


def to_html(drawing: Drawing) -> bytes:
    """Return a page that holds all it needs: the picture, the words behind each mark, and a table of the rows."""
    script = library().javascript_bundle(_SNIPPET, vl_version=VEGA_LITE)
    texts = {
        "title": escape(drawing.title), "description": escape(drawing.description),
        "svg": to_svg(drawing).decode(), "tables": "\n".join(_tables(drawing)),
        # No text of the graph may end the element in which it stands.
        "spec": json.dumps(drawing.spec, ensure_ascii=False).replace("<", "\\u003c"),
        "script": script.replace("</script", "<\\/script"),
    }
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(texts).encode()


def _tables(drawing: Drawing) -> list[str]:
    """Return the rows as tables, each question's once."""
    found = {}
    for key, (question, count) in drawing.rows.items():
        rows = drawing.spec["datasets"][key]
        if not rows or question in found:
            continue
        head = "".join(f'<th scope="col">{escape(name.replace("_", " "))}</th>' for name in rows[0])
        body = "\n".join("<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row.values()) + "</tr>"
                         for row in rows)
        found[question] = (f"<details><summary>{escape(question)}, {count} rows</summary>\n<table><thead><tr>{head}"
                           f"</tr></thead>\n<tbody>\n{body}\n</tbody></table></details>")
    return list(found.values())


def _cell(value: Any) -> str:
    return "" if value is None else escape(str(value)).replace("\n", "<br>")


FORMATS: dict[str, Callable[[Drawing], bytes]] = {
    "svg": to_svg, "png": to_png, "html": to_html, "json": to_json,
}

WITH_WORDS = ("html",)
"""The formats that can show the words behind each mark."""


def form_of(file: Path) -> str:
    """Return the format that the end of a file's name asks for.

    :raises Misuse: if it is none of :data:`FORMATS`.

    >>> form_of(Path("stages.svg"))
    'svg'
    """
    form = file.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise Misuse(f"{file}: the end of its name says no format; {allowed_values('.' + f for f in FORMATS)}")
    return form


def save(drawing: Drawing, file: Path) -> None:
    """Write a drawing in the format that the end of the file's name asks for.

    :raises Misuse: for an unknown format, or where the library that draws is not installed.
    :raises OSError: if the file cannot be written.
    """
    made = FORMATS[form_of(file)](drawing)
    file.write_bytes(made)
