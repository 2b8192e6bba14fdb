"""Works: what is cited, and the paper itself, with what a bibliography says of each."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from coprokg.mapping import Record
from coprokg.markers import Link, OneOrMany, Property

from ._values import WORK, Integer, Label, Says, Words, WorkType, Year

PATTERN = "data/literature/works.yaml"
MANY = True


class Contribution(Record):
    """An author or editor of a work, in the order of the title page."""

    kind: ClassVar[str] = "contribution"
    rdf_class: ClassVar[str] = "Contribution"
    key: str | None = Field(None, description="Made from the name; it need not be written.")
    person: Annotated[str, Link("person"), Property("cop:agent")] | None = Field(None, description="The person.")
    organization: Annotated[str, Link("organization"), Property("cop:agent")] | None = Field(
        None, description="The body, for a corporate author."
    )
    family: Annotated[Words, Property("cop:familyName")] | None = Field(
        None, description="The family name, where it is not known who the person is (imports)."
    )
    given: Annotated[Words, Property("cop:givenName")] | None = Field(
        None, description="The given names or initials that go with `family`."
    )
    literal: Annotated[Words, Property("cop:literalName")] | None = Field(
        None, description="The name of a body that has no record here, or a name that is not in parts (imports)."
    )
    position: Integer | None = Field(None, description="The place in the list, from 1; counted by the loader.")

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        """Refuse a contribution of nobody, or of two."""
        named = [self.person, self.organization, self.family, self.literal]
        if sum(name is not None for name in named) != 1:
            raise ValueError("say who it is in one way: a person's key, or `organization`, `family` or `literal`")
        return self


def contributions(values: Any, part: str) -> Any:
    """Return a list of names with the key and the position that each has.

    A plain string is a person's key. Two names that make one key are told apart by a letter.

    >>> contributions(["elinor-ostrom", {"organization": "ness"}], "author")[1]
    {'organization': 'ness', 'position': 2, 'key': 'author-ness'}
    """
    if not isinstance(values, list):
        return values
    answer, taken = [], set()
    for position, value in enumerate(values, 1):
        raw = {"person": value} if isinstance(value, str) else dict(value) if isinstance(value, dict) else value
        if isinstance(raw, dict):
            names = [str(raw[n]) for n in ("person", "organization", "family", "given", "literal") if raw.get(n)]
            plain = unicodedata.normalize("NFKD", " ".join(names)).encode("ascii", "ignore").decode()
            stem = "-".join([part, *re.findall("[a-z0-9]+", plain.lower())])
            key = next(k for k in (stem, *(f"{stem}-{x}" for x in _LETTERS), f"{stem}-z{position}") if k not in taken)
            taken.add(key)
            raw = {"position": position, "key": key} | raw if raw.get("key") else raw | {"position": position, "key": key}
        answer.append(raw)
    return answer


_LETTERS = "bcdefghijklmnopqrstuvwxy"


class Work(Record):
    """A work that the paper cites, a volume that holds one, or the paper itself."""

    kind: ClassVar[str] = "work"
    rdf_class: ClassVar[str] = "Work"
    label: Says = Field(description="Author and year, as cited.")
    work_type: WorkType | None = Field(
        None, description="What kind of publication; left out for a work whose editions are described here."
    )
    title: Words | None = Field(None, description="The title, with its subtitle; none where no list gives it.")
    author: OneOrMany[Annotated[str, Link("person")] | Contribution] = Field(
        default_factory=list, description="The authors in order: keys of persons, or `{organization: ...}`."
    )
    editor: OneOrMany[Annotated[str, Link("person")] | Contribution] = Field(
        default_factory=list, description="The editors in order, as for `author`."
    )
    year: Year | None = Field(None, description="The year of publication.")
    date_note: Words | None = Field(None, description="What stands for a year: `in press`, `n.d.`.")
    journal: Annotated[str, Link("journal")] | None = Field(None, description="The journal of an article.")
    published_in: WORK | None = Field(None, description="The volume that a chapter stands in.")
    container: Words | None = Field(
        None, description="The journal or volume, as text, where it has no record here (imports)."
    )
    volume: Words | None = Field(None, description="The volume of the journal.")
    issue: Words | None = Field(None, description="The issue of the volume.")
    pages: Words | None = Field(None, description="First and last page, in full: `128-137`.")
    series: Words | None = Field(None, description="The series of reports or papers.")
    number: Words | None = Field(None, description="The number in the series.")
    edition_statement: Words | None = Field(None, description="The edition of a book, as printed, such as `2nd ed.` for the second.")
    publisher: OneOrMany[Words] = Field(default_factory=list, description="Who published it.")
    publication_place: OneOrMany[Words] = Field(default_factory=list, description="Where it was published.")
    conference: Words | None = Field(None, description="The conference to which a paper was presented.")
    url: Words | None = Field(None, description="The address that the list gives.")
    accessed: Words | None = Field(None, description="When the address was read: `2007-07-19`.")
    doi: Words | None = Field(None, description="The DOI of an imported work; the project's own stand in data/links.")
    note: Label | None = Field(None, description="What a reader must know of it.")

    @field_validator("author", mode="before")
    @classmethod
    def _authors(cls, values: Any) -> Any:
        return contributions(values if isinstance(values, list) else [values], "author")

    @field_validator("editor", mode="before")
    @classmethod
    def _editors(cls, values: Any) -> Any:
        return contributions(values if isinstance(values, list) else [values], "editor")

    @field_validator("accessed")
    @classmethod
    def _day(cls, value: str | None) -> str | None:
        """Refuse what is no day of the calendar. OWL 2 has no xsd:date: the day is a text of that form."""
        if value is not None:
            try:
                if date.fromisoformat(value).isoformat() != value:
                    raise ValueError
            except ValueError:
                raise ValueError(f"{value!r} is no day; write year, month and day: 2007-07-19") from None
        return value

    @model_validator(mode="after")
    def _titled(self) -> Self:
        """Refuse a work without a title, unless a note says what is known of it."""
        if self.title is None and self.note is None:
            raise ValueError("there is no title; give `title`, or say in a `note` why it is not known")
        return self

    @model_validator(mode="after")
    def _dated(self) -> Self:
        """Refuse a work with neither a year nor a word on why it has none."""
        if self.year is None and self.date_note is None:
            raise ValueError("there is no year; give `year`, or say in `date_note` what stands for it (`in press`)")
        return self


MODEL: type[Record] = Work
