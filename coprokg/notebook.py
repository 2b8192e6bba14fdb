"""Answers as HTML for a notebook: a table a screen reader can read, its words folded in, all text escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

MOST = 100
"""How many rows a notebook shows before it says how many more there are."""

_LEFT = ' style="text-align: left; vertical-align: top"'


def table(title: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]],
          words: Sequence[Sequence[str]] = (), notes: Sequence[str] = ()) -> str:
    """Return rows as an HTML table.

    :param title: its caption.
    :param columns: the columns to show.
    :param rows: column -> value.
    :param words: the words behind each row, which its last cell unfolds; without them there is no such cell.
    :param notes: sentences below the table.

    >>> html = table("Who?", ["case"], [{"case": "A & B"}], [["“<b>” (par, p. 1)"]], ["One case."])
    >>> "A &amp; B" in html, "&lt;b&gt;" in html, "<caption" in html
    (True, True, True)
    """
    with_words = any(words)
    heads = [name.replace("_", " ") for name in columns] + (["words"] if with_words else [])
    lines = ['<div class="coprokg">', "<table>"]
    if title:
        lines.append(f"<caption{_LEFT}>{escape(title)}</caption>")
    lines.append("<thead><tr>" + "".join(f'<th scope="col"{_LEFT}>{escape(head)}</th>' for head in heads)
                 + "</tr></thead>")
    lines.append("<tbody>")
    for number, row in enumerate(rows[:MOST]):
        cells = [cell(row[name]) for name in columns]
        if with_words:
            cells.append(folded(words[number]))
        lines.append("<tr>" + "".join(f"<td{_LEFT}>{one}</td>" for one in cells) + "</tr>")
    lines.append("</tbody></table>")
    if len(rows) > MOST:
        lines.append(f"<p>The first {MOST} of {len(rows)} rows are shown; <code>.rows</code> and"
                     " <code>.to_pandas()</code> have all.</p>")
    lines += [f"<p>{escape(note)}</p>" for note in notes]
    return "\n".join([*lines, "</div>"])


def cell(value: Any) -> str:
    """Return a value as HTML; an address becomes a link, a list its parts.

    >>> cell("https://example.org/a?b&c")
    '<a href="https://example.org/a?b&amp;c">https://example.org/a?b&amp;c</a>'
    >>> cell(None), cell("javascript:alert(1)")
    ('', 'javascript:alert(1)')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return "<br>".join(map(cell, value))
    text = escape(str(value))
    if text.startswith(("https://", "http://")) and not any(c.isspace() for c in text):
        return f'<a href="{text}">{text}</a>'
    return text.replace("\n", "<br>")


def folded(words: Sequence[str]) -> str:
    """Return the words behind a row, folded under how many they are.

    >>> folded(["“a” (par, p. 1)"])
    '<details><summary>1 passage</summary><ul><li>“a” (par, p. 1)</li></ul></details>'
    >>> folded([])
    ''
    """
    if not words:
        return ""
    items = "".join(f"<li>{escape(one)}</li>" for one in words)
    return f"<details><summary>{len(words)} passage{'' if len(words) == 1 else 's'}</summary><ul>{items}</ul></details>"
