"""What a release says of itself, from the one file that says it: ``data/release.yaml``."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .. import __version__
from ..namespaces import BASE
from ..problems import DataFault, Problem
from ..records import read_yaml

FILE = "data/release.yaml"
RULE = "docs/reference/release.md"

Part = Literal["data", "ontology", "code"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Agent(_Strict):
    """Somebody who made or publishes the graph."""

    name: str
    iri: str


class Metadata(_Strict):
    """What a release says of itself."""

    title: str
    description: str = Field(min_length=50, max_length=5000)
    created: dt.date
    issued: dt.date
    language: str
    creators: list[Agent] = Field(min_length=1)
    publisher: Agent
    keywords: list[str] = Field(min_length=1)
    licences: dict[Part, str]
    sources: list[str] = Field(min_length=1)

    @property
    def version(self) -> str:
        """The version, which stands in the package alone."""
        return __version__

    @property
    def iri(self) -> str:
        """The address of this release."""
        return f"{BASE}release/{self.version}"


def issued(day: dt.date) -> dt.date:
    """Return the day that a release bears: what ``SOURCE_DATE_EPOCH`` says, else the one that is written.

    >>> os.environ.pop("SOURCE_DATE_EPOCH", None) and None
    >>> issued(dt.date(2026, 11, 23)).isoformat()
    '2026-11-23'
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else day


def read_metadata(base: Path) -> Metadata:
    """Read what a release says of itself.

    :param base: the folder that holds the content folders.
    :raises DataFault: with every fault of the file.

    >>> from ..folders import root
    >>> read_metadata(root()).language
    'en'
    """
    source = read_yaml(base / FILE, FILE)
    try:
        found = Metadata.model_validate(source.data)
    except ValidationError as error:
        raise DataFault(Problem(FILE, source.line(tuple(fault["loc"])), ".".join(map(str, fault["loc"])),
                                fault["msg"], "see the rule", RULE) for fault in error.errors()) from None
    return found.model_copy(update={"issued": issued(found.issued)})
