"""Write a comparison so that it can go straight into a paper or a page: LaTeX with citations, HTML."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TextIO

from .comparison_tables import extent, footnotes, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .asking import Graph
    from .comparing import Cell, Comparison, Passage

NEEDED = "% In the preamble: \\usepackage{array,booktabs,longtable}; six columns want a page in landscape (pdflscape)."

PIECE = 250
"""The most letters of a cell in one line of the table, as LaTeX is written: some ten lines of print where columns are narrow."""

STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem; color: #1a1a1a; background: #fff }
.wide { overflow-x: auto }
table { border-collapse: collapse; min-width: 60rem; table-layout: fixed; width: 100% }
caption { font-size: 1.25rem; font-weight: 600; text-align: left; margin-bottom: .75rem }
th, td { border: 1px solid #8a8a8a; padding: .4rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word }
thead th, tbody th { background: #efefef }
ul { margin: 0; padding-left: 1rem }
.place { color: #4a4a4a; font-size: .85rem }
.absent { font-style: italic }
summary { cursor: pointer }
@media print { .wide { overflow: visible } table { min-width: 0; font-size: 8pt } }
""".strip()


def write_latex(graph: Graph, comparison: Comparison, evidence: bool, stream: TextIO) -> None:
    r"""Write a comparison as a ``longtable`` whose values cite works by their BibTeX keys.

    :param graph: the graph that was asked, for the keys.
    :param comparison: what is compared.
    :param evidence: print the words below the table.
    :param stream: where to write.
    """
    keys = cited_keys(graph, comparison)
    n = len(comparison.subjects)
    column = r">{\raggedright\arraybackslash}p{"
    spec = rf"@{{}}{column}0.13\linewidth}}*{{{n}}}{{{column}\dimexpr0.87\linewidth/{n}-2\tabcolsep\relax}}}}@{{}}"
    head = " & ".join(["", *(rf"\textbf{{{latex(s.heading)}}}" for s in comparison.subjects)])
    write = stream.write
    write(f"{NEEDED}\n{{\\footnotesize\n\\begin{{longtable}}{{{spec}}}\n")
    write(f"\\caption{{{latex(title(comparison))}}}\\\\\n\\toprule\n{head} \\\\\n\\midrule\n\\endfirsthead\n")
    write(f"\\toprule\n{head} \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endlastfoot\n")
    for row, cells in zip(comparison.rows, comparison.cells, strict=True):
        pieces = zip_longest(*(_pieces(_latex_lines(cell, keys)) for cell in cells), fillvalue="")
        for number, piece in enumerate(pieces):
            label = latex(row.label)
            line = [rf"\emph{{{label}, continued}}" if number else rf"\textbf{{{label}}}", *piece]
            write("\n & ".join(line) + " \\\\\n")
        write("\\addlinespace\n")
    write("\\end{longtable}\n")
    for sentence in (f"n: {extent(comparison)}", *footnotes(comparison)):
        write(f"\\noindent {latex(sentence)}\\par\n")
    if evidence:
        _latex_evidence(comparison, keys, stream)
    write("}\n")


def _latex_lines(cell: Cell, keys: Mapping[str, str]) -> list[str]:
    lines = [" ".join(filter(None, (latex(v.text), _cites(v.passages, keys)))) for v in cell.values]
    return [*lines, rf"\emph{{{latex(cell.state)}}}"] if cell.state else lines


def _pieces(lines: Sequence[str]) -> list[str]:
    r"""Return the lines of a cell in pieces: a page breaks between the lines of a table, and never within one.

    >>> _pieces(["one", "two"]), len(_pieces(["x" * PIECE] * 3))
    (['one\\par\\vspace{2pt} two'], 3)
    """
    found: list[list[str]] = []
    for line in lines:
        if not found or sum(map(len, found[-1])) + len(line) > PIECE:
            found.append([])
        found[-1].append(line)
    return [r"\par\vspace{2pt} ".join(piece) for piece in found] or [""]


def _cites(passages: Iterable[Passage], keys: Mapping[str, str]) -> str:
    cites = []
    for work, edition, where in places(passages):
        if work in keys:
            pages = "pp.~" if "," in where else "p.~"
            note = pages + latex(where.removeprefix("p. ")) if where.startswith("p. ") else latex(f"{edition}, {where}")
            cites.append(rf"\cite[{{{note}}}]{{{keys[work]}}}")
    return " ".join(cites)


def _latex_evidence(comparison: Comparison, keys: Mapping[str, str], stream: TextIO) -> None:
    for row, cells in zip(comparison.rows, comparison.cells, strict=True):
        for subject, cell in zip(comparison.subjects, cells, strict=True):
            if not cell.evidence:
                continue
            stream.write(f"\\medskip\\noindent\\textbf{{{latex(f'{subject.heading}, {row.label}')}}}\\par\n")
            said = {f"“{p.words}”" if p.words else str(p): _cites([p], keys) for v in cell.values for p in v.passages}
            for words, cite in said.items():
                stream.write(r"\noindent " + " ".join(filter(None, (latex(words), cite))) + "\\par\n")
            for absence in cell.absences:
                stream.write(f"\\noindent {latex(f'{absence.kind}: {absence.aspect}: {absence.says}')}\\par\n")


def cited_keys(graph: Graph, comparison: Comparison) -> dict[str, str]:
    """Return work -> BibTeX key of every work that a comparison quotes.

    :param graph: the graph that describes the works.
    :param comparison: what is compared.
    """
    from .bibliography.items import items

    works = list(dict.fromkeys(p.work for p in comparison.passages if p.words and p.work))
    # One by one, because a work that the graph does not describe has no item.
    return {work: item["id"] for work in works for item in items(graph, [work])}


def write_bib(graph: Graph, comparison: Comparison, stream: TextIO) -> None:
    """Write the works that a comparison quotes as BibTeX, by the keys that its LaTeX cites.

    :param graph: the graph that describes the works.
    :param comparison: what is compared.
    :param stream: where to write.
    """
    from .bibliography.items import items
    from .bibliography.writing import bibtex

    stream.write(bibtex(items(graph, list(cited_keys(graph, comparison)))))


@cache
def _encoder() -> Any:
    from pylatexenc.latexencode import (
        RULE_REGEX,
        UnicodeToLatexConversionRule,
        UnicodeToLatexEncoder,
    )

    # Doubled signs are ligatures, a bracket can begin an optional argument, and a straight quotation mark
    # prints as itself only in some encodings of fonts.
    ours = UnicodeToLatexConversionRule(rule_type=RULE_REGEX, rule=[
        (re.compile("-(?=-)"), "-{}"), (re.compile("`"), "{`}"), (re.compile("'(?=')"), "'{}"), (re.compile('"'), "''"),
        (re.compile(r"\["), "{[}"), (re.compile(r"\]"), "{]}")])
    return UnicodeToLatexEncoder(conversion_rules=[ours, "defaults"], unknown_char_policy="keep",
                                 unknown_char_warning=False)


def latex(text: str) -> str:
    r"""Return text as LaTeX prints it: nothing in it is taken for a command.

    >>> print(latex("50% of A_B & C, £5"))
    50\% of A\_B \& C, {\textsterling}5
    """
    return str(_encoder().unicode_to_latex(" ".join(text.split())))


def title(comparison: Comparison) -> str:
    """Return what a comparison is called."""
    return f"Comparison, {comparison.kind} by {comparison.kind}"


def write_html(comparison: Comparison, evidence: bool, stream: TextIO) -> None:
    """Write a comparison as a page that stands alone: no script, no file beside it.

    :param comparison: what is compared.
    :param evidence: put the words into each cell, to be opened.
    :param stream: where to write.
    """
    name = escape(title(comparison))
    write = stream.write
    write(f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{name}</title>\n'
          f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>\n{STYLE}\n</style>\n</head>\n')
    write(f'<body>\n<main>\n<div class="wide" tabindex="0" role="region" aria-label="{name}">\n'
          f"<table>\n<caption>{name}</caption>\n")
    heads = "".join(f'<th scope="col">{escape(s.heading)}</th>' for s in comparison.subjects)
    write(f'<thead>\n<tr><th scope="col">dimension</th>{heads}</tr>\n</thead>\n<tbody>\n')
    for row, cells in zip(comparison.rows, comparison.cells, strict=True):
        write(f'<tr><th scope="row">{escape(row.label)}</th>\n')
        for cell in cells:
            write(f"<td>{_html_cell(cell, evidence)}</td>\n")
        write("</tr>\n")
    write("</tbody>\n</table>\n</div>\n<h2>Notes</h2>\n<ul>\n")
    write("".join(f"<li>{escape(sentence)}</li>\n" for sentence in (f"n: {extent(comparison)}", *footnotes(comparison))))
    write("</ul>\n</main>\n</body>\n</html>\n")


def _html_cell(cell: Cell, evidence: bool) -> str:
    found = []
    for value in cell.values:
        stands = "; ".join(f"{edition} {where}" for _, edition, where in places(value.passages))
        found.append(escape(value.text) + (f' <span class="place">{escape(stands)}</span>' if stands else ""))
    if cell.state:
        found.append(f'<span class="absent">{escape(cell.state)}</span>')
    text = found[0] if len(found) == 1 else f"<ul>{''.join(f'<li>{item}</li>' for item in found)}</ul>"
    if evidence and cell.evidence:
        words = "".join(f"<li>{escape(said)}</li>" for said in cell.evidence)
        text += f"<details><summary>words</summary><ul>{words}</ul></details>"
    return text
