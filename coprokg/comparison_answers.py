"""A comparison for Python code and notebooks: its cells as values, and the same tables as the command prints."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

from . import comparison_tables as tables
from . import native, notebook
from .problems import Misuse, hint

if TYPE_CHECKING:
    import pandas

    from .asking import Graph
    from .comparing import Cell, Comparison, Row, Subject

DIMENSION = "dimension"
"""The column of a frame in which the name of each row stands."""


class Compared:
    """Things side by side: rows are dimensions, and each cell holds values with their passages, or why it has none."""

    def __init__(self, found: Comparison, graph: Graph) -> None:
        """Keep a comparison, and the graph that was asked: it describes the works that LaTeX cites.

        :param found: what is compared.
        :param graph: the graph, here or behind an endpoint.
        """
        self._found = found
        self._graph = graph
        twice = Counter(thing.heading for thing in found.subjects)
        self._headings = [thing.heading if twice[thing.heading] == 1 else f"{thing.heading} ({thing.name})"
                          for thing in found.subjects]

    def __repr__(self) -> str:
        return f"<Comparison: {tables.extent(self._found)}>"

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def of(self) -> str:
        """Return the kind of thing that is compared."""
        return self._found.kind

    @property
    def things(self) -> list[Subject]:
        """Return what stands side by side, each with its ``name``, ``label``, ``heading`` and ``iri``."""
        return self._found.subjects

    @property
    def rows(self) -> list[Row]:
        """Return the dimensions, each with its ``name``, its ``label``, and the saved ``question`` that fills it."""
        return self._found.rows

    @property
    def cells(self) -> list[list[Cell]]:
        """Return the cells, by row and thing.

        A cell has ``values`` (each with ``text``, ``statements``, ``passages``), ``absences`` (each with ``kind``,
        ``aspect``, ``says``, ``passages``), and ``state``: in what way it is empty or incomplete.
        """
        return self._found.cells

    @property
    def caveats(self) -> list[str]:
        """Return what the comparison does not show, in sentences."""
        return list(self._found.caveats)

    @property
    def legend(self) -> dict[str, str]:
        """Return what those kinds of emptiness mean that nobody recorded."""
        return self._found.legend

    def cell(self, dimension: str, thing: str) -> Cell:
        """Return one cell.

        :param dimension: the name of its row.
        :param thing: a part of the name of its thing.
        :raises Misuse: if there is no such row or thing, or several such things.
        """
        rows = [row.name for row in self.rows]
        if dimension not in rows:
            raise Misuse(f"no row {dimension!r}; {hint(dimension, rows)}")
        near = [n for n, one in enumerate(self.things) if thing in (one.iri, one.name)]
        near = near or [n for n, one in enumerate(self.things) if thing.strip() and thing.lower() in one.name.lower()]
        if len(near) != 1:
            names = [one.name for one in self.things]
            raise Misuse(f"{thing!r} names {len(near) or 'none'} of what is compared; {hint(thing, names)}")
        return self.cells[rows.index(dimension)][near[0]]

    def to_pandas(self, *, evidence: bool = False) -> pandas.DataFrame:
        """Return a pandas frame: a row for each dimension and a column for each thing; ``attrs`` holds the caveats.

        :param evidence: a row for each passage of each value instead, with its place.
        :raises Misuse: if pandas is not installed.
        """
        kinds = None
        if evidence:
            names = list(tables.LONG)
            kinds = {name: "integer" if name == "page" else "text" for name in names}
            rows = [[text or None for text in line] for line in tables.long(self._found)]
        else:
            names = [DIMENSION, *self._headings]
            rows = [[text or None for text in line] for line in tables.texts(self._found, "\n")]
        frame = native.frame(names, [[row[n] for row in rows] for n in range(len(names))], kinds)
        frame.attrs |= {"of": self.of, "n": len(self.things), "caveats": self.caveats}
        return frame

    def to_markdown(self, *, evidence: bool = False) -> str:
        """Return a Markdown table with how much is compared and the caveats below it.

        :param evidence: write the words below the table, by the number of the cell.
        """
        stream = StringIO()
        tables.write_as_markdown(self._found, evidence, stream)
        return stream.getvalue().rstrip("\n")

    def to_latex(self, *, evidence: bool = False) -> str:
        r"""Return a ``longtable`` that cites the work of each value by ``\cite``; :meth:`to_bibtex` has the works.

        :param evidence: print the words below the table.
        """
        from .comparison_papers import write_latex

        stream = StringIO()
        write_latex(self._graph, self._found, evidence, stream)
        return stream.getvalue()

    def to_bibtex(self) -> str:
        """Return the works that :meth:`to_latex` cites as BibTeX, under the same keys."""
        from .comparison_papers import write_bib

        stream = StringIO()
        write_bib(self._graph, self._found, stream)
        return stream.getvalue()

    def to_html(self, *, evidence: bool = False) -> str:
        """Return a page that stands alone: no script, no file beside it.

        :param evidence: put the words into each cell, to be opened.
        """
        from .comparison_papers import write_html

        stream = StringIO()
        write_html(self._found, evidence, stream)
        return stream.getvalue()

    def _repr_html_(self) -> str:
        from .comparison_papers import title

        columns = [DIMENSION, *self._headings]
        rows = [dict(zip(columns, [row.label, *map(tables.lines, cells)], strict=True))
                for row, cells in zip(self.rows, self.cells, strict=True)]
        words = [[f"{heading}: {said}" for heading, cell in zip(self._headings, cells, strict=True) for said in cell.evidence]
                 for cells in self.cells]
        notes = [f"{tables.extent(self._found)}.", *(f"Note: {one}" for one in tables.footnotes(self._found))]
        return notebook.table(title(self._found), columns, rows, words, notes)
