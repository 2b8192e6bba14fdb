"""Evidence: passages, and statements that rest on them, on a memo or on the sections read."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from coprokg.mapping import Record
from coprokg.markers import Concept, Inherited, Inner, Link, On, OneOrMany, Part, Property

from ._values import (
    EDITION,
    SECTION,
    WORK,
    Integer,
    Label,
    Words,
)

USUAL_QUOTE, LONGEST_QUOTE, MOST_CONTEXT = 25, 40, 4
"""How many words a quote has at most: usually, with a stated reason, and around it."""

_QUOTE = On("quote", "oa:hasSelector", "oa:TextQuoteSelector")

class Passage(Record):
    """The shortest words of an edition that bear a value out, and where they stand."""

    kind: ClassVar[str] = "passage"
    rdf_class: ClassVar[str] = "Passage"
    also: ClassVar[tuple[str, ...]] = ("oa:SpecificResource",)

    key: str = Field(
        description="A short name, unique in the file; `coprokg check --fix` writes a missing one."
    )
    edition: Annotated[str, Link("edition"), Property("oa:hasSource"), Inherited()] | None = Field(
        None, description="The edition quoted, when it is not the file's own."
    )
    section: Annotated[str, Part("edition", "section"), Inherited()] | None = Field(
        None, description="The section the words stand in, when it is not the file's own."
    )
    page: Integer | None = Field(
        None, description="The page on which the words begin; none where the edition shows none."
    )
    words: Annotated[Words, _QUOTE, Property("oa:exact")] = Field(
        description="The exact words, at most 25, as the page prints them."
    )
    before: Annotated[Words, _QUOTE, Property("oa:prefix")] | None = Field(
        None, description="At most 4 words before the quote, where the words are not unique."
    )
    after: Annotated[Words, _QUOTE, Property("oa:suffix")] | None = Field(
        None, description="At most 4 words after the quote, where the words are not unique."
    )
    long_because: Label | None = Field(
        None, description="Why more than 25 (at most 40) words are needed."
    )

    @model_validator(mode="after")
    def _short(self) -> Self:
        """Hold the quote to the shortest sufficient words."""
        count = len(self.words.split())
        if count > LONGEST_QUOTE:
            raise ValueError(
                f"the quote has {count} words, more than {LONGEST_QUOTE};"
                " keep the words that bear the value out, or split it into two passages"
            )
        if count > USUAL_QUOTE and not self.long_because:
            raise ValueError(
                f"the quote has {count} words, more than {USUAL_QUOTE};"
                " shorten it, or say why in `long_because`"
            )
        for name in ("before", "after"):
            if len((getattr(self, name) or "").split()) > MOST_CONTEXT:
                raise ValueError(f"`{name}` has more than {MOST_CONTEXT} words; shorten it")
        return self

    @classmethod
    def new_key(cls, raw: Mapping[str, Any], taken: Container[str]) -> str:
        """Return a key for a passage that has none: its first telling words, not yet taken."""
        plain = unicodedata.normalize("NFKD", str(raw.get("words", ""))).encode("ascii", "ignore")
        words = [w for w in re.findall(r"[a-z0-9]+", plain.decode().lower()) if len(w) > 2]
        for count in range(3, len(words) + 1):
            key = "-".join(words[:count])
            if key not in taken:
                return key
        stem = "-".join(words) or "passage"
        return next(k for n in itertools.count(2) if (k := f"{stem}-{n}") not in taken)


class Statement(Record):
    """Something said of a case or of coproduction, with the words that say it."""

    rdf_class: ClassVar[str] = "Statement"
    of_silence: ClassVar[bool] = False
    """Whether it says that a text is silent, and so rests on the sections read."""

    support: Annotated[str, Concept("support")] = Field(
        "states",
        description="How the words bear the value: `states`, `implies` or `judgement`.",
    )
    certainty: Annotated[str, Concept("certainty")] = Field(
        "firm", description="How sure the coder is of the coding: `firm`, `arguable`, `doubtful`."
    )
    evidence: OneOrMany[Annotated[str, Inner("passage")] | Passage] = Field(
        default_factory=list,
        description="The passages that prove it: written out here, or the key of one in this file.",
    )
    memo: Label | None = Field(
        None, description="Why the coder judged so; required when support is `judgement`."
    )
    section_read: OneOrMany[SECTION] = Field(
        default_factory=list,
        description="The sections read in full, for a value that rests on silence.",
    )
    work: OneOrMany[WORK] = Field(
        default_factory=list, description="The works that the text names as the source of this, or that this speaks of."
    )

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        """Refuse a statement that stands on nothing; an absence stands on the sections read."""
        if not (self.evidence or self.memo or self.section_read or self.of_silence):
            raise ValueError(
                "nothing bears this out; give `evidence`, or a `memo` for a judgement,"
                " or the sections read for a silence (`section_read`)"
            )
        if self.support == "judgement" and not self.memo:
            raise ValueError("the support is `judgement`; say in a `memo` why you judge so")
        if self.certainty != "firm" and not self.memo:
            raise ValueError(f"the certainty is `{self.certainty}`; say in a `memo` why")
        return self


class Sourced(Record):
    """A file whose passages come from one edition unless they say otherwise."""

    edition: EDITION | None = Field(None, description="The edition that passages quote.")
    section: Annotated[str, Part("edition", "section")] | None = Field(
        None, description="The section that passages stand in."
    )


class Coding(Record):
    """How a file was coded, by whom, by which manual, and who checked it."""

    kind: ClassVar[str] = "coding"
    rdf_class: ClassVar[str] = "Coding"
    method: Annotated[str, Concept("coding-method")] = Field(description="How it was coded.")
    checked: Annotated[str, Concept("coding-check")] = Field(description="Who has checked it.")
    manual: Words = Field(description="The version of the coding manual.")
