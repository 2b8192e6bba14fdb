"""Read what a picture is: a YAML file that names saved queries and says how their columns become marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import Field

from ..mapping import Record
from ..markers import Catalogue
from ..problems import DataFault, Misuse, hint
from ..reading import validate
from ..records import parse_yaml, read_text

_HERE = Path(__file__).parent
PICTURES = _HERE / "pictures"
THEME = _HERE / "theme.yaml"
RULE = "docs/plots.md"


class Rows(Record):
    """The rows of one saved query, as a picture uses them."""

    kind: ClassVar[str] = "rows"
    question: str = Field(description="The name of a saved query.")
    given: dict[str, list[str]] = Field(
        default_factory=dict, description="Parameter -> values, where none are given on the command line."
    )
    wrap: dict[str, int] = Field(
        default_factory=dict, description="Column -> most letters in a line, for long names."
    )
    words: bool = Field(False, description="Whether each row carries the words behind it, for the page.")


class Picture(Record):
    """What a picture is, but for the marks."""

    kind: ClassVar[str] = "picture"
    title: str = Field(description="What the picture shows, in a line.")
    subtitle: str = Field(description="How to read it.")
    description: str = Field(description="What one sees, for whoever cannot see it.")
    line: int = Field(110, description="Most letters in a line of what stands above the picture.")
    rows: dict[str, Rows] = Field(description="Name -> the rows that the marks are made of; the first ones lead.")
    spec: Any = Field(description="Vega-Lite: views, marks and encodings.")


def names() -> list[str]:
    """Return the names of all pictures.

    >>> "timeline" in names()
    True
    """
    return sorted(path.stem for path in PICTURES.glob("*.yaml"))


def listed() -> list[list[str]]:
    """Return name, title and questions of every picture.

    >>> listed()[-1][0]
    'timeline'
    """
    pictures = [(name, read(name)) for name in names()]
    return [[name, picture["title"], ", ".join(dict.fromkeys(r["question"] for r in picture["rows"].values()))]
            for name, picture in pictures]


def read(name: str) -> dict[str, Any]:
    """Read a picture by its name, or from a file of one's own.

    :param name: the name of a picture, or a file that ends in ``.yaml``.
    :returns: its fields as plain data; numbers and yes/no of ``spec`` are typed.
    :raises Misuse: if there is none of that name.
    :raises DataFault: with every fault of the file.

    >>> sorted(read("timeline"))
    ['description', 'line', 'rows', 'spec', 'subtitle', 'title']
    """
    own = name.endswith(".yaml")
    path = Path(name) if own else PICTURES / f"{name}.yaml"
    if not own and name not in names():
        raise Misuse(f"no picture {name!r}; {hint(name, names())}")
    shown = name if own else path.name
    text = read_text(path, shown)
    source = parse_yaml(text, shown)
    record, _, problems = validate(Picture, source.data, "", source, Catalogue())
    if record is None:
        raise DataFault(problem._replace(rule=RULE) for problem in problems)
    picture: dict[str, Any] = record.model_dump()
    # The project's own reader keeps every scalar as text; Vega-Lite wants numbers.
    picture["spec"] = yaml.safe_load(text)["spec"]
    return picture


def theme() -> dict[str, Any]:
    """Return how all pictures look: Vega-Lite's ``config``.

    >>> theme()["background"]
    'white'
    """
    found: dict[str, Any] = yaml.safe_load(THEME.read_text(encoding="utf-8"))
    return found
