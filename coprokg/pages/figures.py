"""The figures that a picture is made of: boxes, pills, labels; how large they are, how SVG draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from .layout import Route
from .lettering import width, wrap

PAD = 11
LINE = 16
NAME, ROW, KIND = 13.0, 12.0, 11.5
"""The sizes of the letters, as ``templates/picture.css`` sets them."""

_INDENT = 20
_WIDEST = {"box": 158, "pill": 140, "other": 140, "value": 110, "verb": 112}


@dataclass(frozen=True)
class Text:
    """A line of words: its style, and the term it leads to."""

    words: str
    style: str = "name"
    href: str = ""

    @property
    def width(self) -> int:
        """How wide the line is."""
        size = {"name": NAME, "kind": KIND}.get(self.style, ROW)
        return width(self.words, size, bold=self.style == "name")


@dataclass
class Figure:
    """A box, a pill, a dashed box, a value or a label, with its lines of words.

    ``mark`` is for a class whose members a reasoner finds, ``far`` for a pill of another module.
    """

    shape: str
    lines: list[Text]
    rows: list[Text] = field(default_factory=list)
    mark: bool = False
    far: bool = False

    @property
    def width(self) -> int:
        """The least width that holds all lines."""
        inside = max(text.width for text in [*self.lines, *self.rows])
        return inside + (8 if self.shape == "verb" else 2 * PAD) + (16 if self.mark else 0)

    @property
    def height(self) -> int:
        """The height of all lines and rows."""
        if self.shape == "verb":
            return max(28, 15 * len(self.lines) + 2)
        rows = LINE * len(self.rows) + 8 if self.rows else 0
        return LINE * len(self.lines) + 12 + rows

    def svg(self, x: float, y: float, wide: int) -> str:
        """Return the figure drawn, its upper left corner and its width given."""
        if self.shape == "verb":
            top = y + (self.height - 15 * len(self.lines)) / 2
            return "".join(_text(t, x + wide / 2, top + 11.5 + 15 * n, "middle")
                           for n, t in enumerate(self.lines))
        corner = {"pill": min(self.height / 2, 15), "box": 3}.get(self.shape, 2)
        look = f"{self.shape} far" if self.far else self.shape
        parts = [f'<rect class="{look}" x="{_n(x)}" y="{_n(y)}" width="{wide}" height="{self.height}"'
                 f' rx="{_n(corner)}"/>']
        left = "start" if self.shape in ("box", "other") else "middle"
        at = x + (PAD if left == "start" else wide / 2)
        parts += [_text(t, at, y + 18 + LINE * n, left) for n, t in enumerate(self.lines)]
        if self.mark:
            parts.append(f'<text class="type" x="{_n(x + wide - 18)}" y="{_n(y + 18)}">≡</text>')
        if self.rows:
            rule = y + LINE * len(self.lines) + 12
            parts.append(f'<path class="rule" d="M{_n(x)} {_n(rule)}h{wide}"/>')
            parts += [_text(t, x + PAD, rule + 16 + LINE * n, "start") for n, t in enumerate(self.rows)]
        return "".join(parts)


@dataclass
class Tree:
    """Boxes of classes under their superclass; a class that much leads out of gets more room."""

    depths: list[int]
    figures: list[Figure]
    rooms: list[int]
    above: list[int]

    @property
    def width(self) -> int:
        """The width of the widest box, with what it is moved in."""
        return max(_INDENT * d + f.width for d, f in zip(self.depths, self.figures, strict=True))

    @property
    def height(self) -> int:
        """The height of the whole tree."""
        return sum(self.slots()) + 12 * (len(self.figures) - 1)

    def slots(self) -> list[int]:
        """Return how high the place of each box is: as high as the box, or as what leads out of it."""
        return [max(f.height, room) for f, room in zip(self.figures, self.rooms, strict=True)]

    def tops(self) -> list[int]:
        """Return how far below the top of the tree each box begins."""
        answer, top = [], 0
        for figure, slot in zip(self.figures, self.slots(), strict=True):
            answer.append(top + (slot - figure.height) // 2)
            top += slot + 12
        return answer

    def middles(self) -> list[float]:
        """Return how far below the top of the tree the middle of each box is."""
        return [top + figure.height / 2 for top, figure in zip(self.tops(), self.figures, strict=True)]

    def left(self, number: int) -> int:
        """Return how far a box is moved in."""
        return _INDENT * self.depths[number]

    def svg(self, x: float, y: float) -> str:
        """Return the boxes drawn, and from each an arrow to its superclass."""
        tops, parts = self.tops(), []
        for number, parent in enumerate(self.above):
            if parent >= 0:
                trunk = x + self.left(parent) + 10
                start = y + tops[parent] + self.figures[parent].height
                middle = y + self.middles()[number]
                parts.append(f'<path class="branch" d="M{_n(x + self.left(number))} {_n(middle)}'
                             f'H{_n(trunk)}V{_n(start + 8)}"/>')
        for parent in sorted({p for p in self.above if p >= 0}):
            trunk, start = x + self.left(parent) + 10, y + tops[parent] + self.figures[parent].height
            parts.append(f'<path class="up" d="M{_n(trunk)} {_n(start)}l5 8h-10z"/>')
        for number, figure in enumerate(self.figures):
            left = self.left(number)
            parts.append(figure.svg(x + left, y + tops[number], self.width - left))
        return "".join(parts)


def figure(shape: str, label: str, href: str = "", style: str = "") -> Figure:
    """Return a figure with its label broken into lines.

    >>> [line.words for line in figure("box", "assignment of a planning mode").lines]
    ['assignment of a', 'planning mode']
    """
    style = style or {"box": "name", "verb": "verb"}.get(shape, "row")
    size = NAME if style == "name" else ROW
    lines = wrap(label, size, _WIDEST[shape], bold=style == "name")
    return Figure(shape, [Text(line, style, href) for line in lines])


def wire(points: Route, arrow: bool) -> str:
    """Return a wire drawn through its points: level in the columns, curved between them.

    :param arrow: whether it ends in an arrowhead.

    >>> wire([(0, 5), (20, 5)], arrow=False)
    '<path class="wire" d="M0 5H20"/>'
    """
    path = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for number in range(1, len(points)):
        (x, y), (to_x, to_y) = points[number - 1], points[number]
        if y == to_y:
            path.append(f"H{_n(to_x - (7 if arrow and number == len(points) - 1 else 0))}")
        else:
            bend = (to_x - x) * 0.55
            path.append(f"C{_n(x + bend)} {_n(y)} {_n(to_x - bend)} {_n(to_y)} {_n(to_x)} {_n(to_y)}")
    x, y = points[-1]
    head = f'<path class="head" d="M{_n(x)} {_n(y)}l-9 4.5v-9z"/>' if arrow else ""
    return f'<path class="wire" d="{"".join(path)}"/>{head}'


def document(slug: str, title: str, description: str, size: tuple[int, int], parts: Sequence[str],
             style: str = "") -> str:
    """Return a whole picture.

    :param slug: what its ids begin with.
    :param size: the width and height of what is drawn; a margin is added.
    :param style: the style sheet, for a picture that stands in a file of its own.

    >>> 'viewBox="-12 -12 124 74"' in document("x", "Title", "What it shows", (100, 50), [])
    True
    """
    wide, high = size[0] + 24, size[1] + 24
    name = f"picture-{escape(slug)}"
    sheet = f"<style>\n{style}</style>\n" if style else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="group" width="{wide}" height="{high}"'
        f' viewBox="-12 -12 {wide} {high}" aria-labelledby="{name}-title" aria-describedby="{name}-desc">\n'
        f'<title id="{name}-title">{escape(title)}</title>\n<desc id="{name}-desc">{escape(description)}</desc>\n'
        f'{sheet}<rect class="sheet" x="-12" y="-12" width="{wide}" height="{high}"/>\n'
        + "\n".join(parts) + "\n</svg>\n")


def _n(number: float) -> str:
    """Return a number as SVG needs it, without a needless fraction."""
    return f"{round(number, 1):g}"


def _text(text: Text, x: float, y: float, anchor: str) -> str:
    """Return a line of words; ``textLength`` holds it to its width in whatever font it is set."""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    drawn = (f'<text class="{text.style}" x="{_n(x)}" y="{_n(y)}"{where} textLength="{text.width}"'
             f' lengthAdjust="spacingAndGlyphs">{escape(text.words)}</text>')
    return f'<a href="{escape(text.href)}" tabindex="-1">{drawn}</a>' if text.href else drawn
