"""A picture for Python code and notebooks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..problems import Misuse
from . import rendering

if TYPE_CHECKING:
    from .drawing import Drawing

VEGA_LITE = "application/vnd.vegalite.v5+json"
"""How notebooks call a specification of the version that :data:`coprokg.plots.drawing.SCHEMA` names."""


class Plot:
    """A picture of saved questions: a notebook shows it, :meth:`save` writes it."""

    def __init__(self, draw: Callable[[bool], Drawing]) -> None:
        """Draw a picture.

        :param draw: draws it, with the words behind each mark or without them.
        """
        self._draw = draw
        self._drawing = draw(False)

    def __repr__(self) -> str:
        rows = ", ".join(f"{count} rows of {question}" for question, count in dict.fromkeys(self._drawing.rows.values()))
        return f"<Plot {self._drawing.name}: {rows}>"

    @property
    def title(self) -> str:
        """Return what the picture shows, in a line."""
        return self._drawing.title

    @property
    def description(self) -> str:
        """Return what one sees, for whoever cannot see it."""
        return self._drawing.description

    @property
    def caveats(self) -> list[str]:
        """Return what the picture does not show; the sentences stand on it too."""
        return list(self._drawing.caveats)

    @property
    def spec(self) -> dict[str, Any]:
        """Return the Vega-Lite specification with its data: for Altair, for Vega's editor, to change."""
        return self._drawing.spec

    def save(self, file: str | Path) -> None:
        """Write the picture; on a page (``.html``) the words stand on each mark.

        :param file: its name ends in ``.svg``, ``.png``, ``.html`` or ``.json``, which says the format.
        :raises Misuse: for another ending, or where the library that draws is not installed.
        :raises OSError: if the file cannot be written.
        """
        path = Path(file)
        words = rendering.form_of(path) in rendering.WITH_WORDS
        rendering.save(self._draw(True) if words else self._drawing, path)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return the picture in the forms of which a notebook takes the best that it can show."""
        found: dict[str, Any] = {"text/plain": repr(self), VEGA_LITE: self.spec}
        with suppress(Misuse):
            # Without the library that draws, a notebook that knows Vega-Lite still draws the specification.
            found["image/svg+xml"] = rendering.to_svg(self._drawing).decode()
        return found
