"""What a release says of itself, from the one file that says it: ``data/release.yaml``."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from .. import __version__
from ..namespaces import BASE
from ..problems import DataFault, Misuse, Problem, allowed_values
from ..records import read_yaml

FILE = "data/release.yaml"
RULE = "docs/reference/release.md"

Part = Literal["data", "ontology", "code"]

LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": ("CC-BY-4.0", "Creative Commons Attribution 4.0 International"),
    "https://creativecommons.org/publicdomain/zero/1.0/": ("CC0-1.0", "CC0 1.0 Universal"),
    "https://www.apache.org/licenses/LICENSE-2.0": ("Apache-2.0", "Apache License 2.0"),
}
"""The licences that can be named, with the identifier of the SPDX list and the name of each."""


def _known_licence(iri: str) -> str:
    if iri not in LICENCES:
        raise ValueError(f"not a licence that is known here; {allowed_values(LICENCES)}")
    return iri


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Agent(_Strict):
    """Somebody who made or publishes the graph."""

    name: str
    iri: str


class Kind(_Strict):
    """A kind of named graph."""

    title: str
    licence: Part


class Target(_Strict):
    """Something elsewhere that our links lead to."""

    name: str
    space: str
    """What the identifiers there begin with."""


class Metadata(_Strict):
    """What a release says of itself."""

    title: str
    # Between these lengths Google takes a description; see docs/decisions/0020-metadata.md.
    description: str = Field(min_length=50, max_length=5000)
    created: dt.date
    issued: dt.date
    language: str
    creators: list[Agent] = Field(min_length=1)
    publisher: Agent
    keywords: list[str] = Field(min_length=1)
    licences: dict[Part, Annotated[str, AfterValidator(_known_licence)]]
    sources: list[str] = Field(min_length=1)
    graphs: dict[str, Kind]
    targets: dict[str, Target]

    @property
    def version(self) -> str:
        """The version, which stands in the package alone."""
        return __version__

    @property
    def iri(self) -> str:
        """The address of this release."""
        return f"{BASE}release/{self.version}"

    @property
    def dataset(self) -> str:
        """The address of the graph, whatever its release."""
        return f"{BASE}dataset"

    @property
    def home(self) -> str:
        """The address of the project."""
        return BASE

    @property
    def page(self) -> str:
        """The address of the page that people read of this release first."""
        return self.address("README.md")

    @property
    def endpoint(self) -> str:
        """The address at which the graph is to be queried."""
        return f"{BASE}sparql"

    def address(self, path: str) -> str:
        """Return the address of a file of this release."""
        return f"{self.iri}/{path}"

    def spdx(self, part: str) -> str:
        """Return the SPDX identifier of a licence.

        :param part: data, ontology or code.
        """
        return LICENCES[self.licence(part)][0]

    def licence(self, part: str) -> str:
        """Return the address of a licence.

        :param part: data, ontology or code.
        :raises KeyError: for anything else.
        """
        return {str(name): iri for name, iri in self.licences.items()}[part]


def issued(day: dt.date) -> dt.date:
    """Return the day that a release bears: what ``SOURCE_DATE_EPOCH`` says, else the one that is written.

    :raises Misuse: if it says no time.

    >>> os.environ.pop("SOURCE_DATE_EPOCH", None) and None
    >>> issued(dt.date(2026, 11, 23)).isoformat()
    '2026-11-23'
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else day
    except (ValueError, OverflowError, OSError):
        raise Misuse(f"SOURCE_DATE_EPOCH is {epoch!r}, which is no time; write whole seconds since 1970, "
                     "e.g. SOURCE_DATE_EPOCH=$(git log -1 --format=%ct), or unset it") from None


def read_metadata(base: Path) -> Metadata:
    """Read what a release says of itself.

    :param base: the folder that holds the content folders.
    :raises DataFault: with every fault of the file.
    :raises Misuse: if ``SOURCE_DATE_EPOCH`` is set and says no time.

    >>> from ..folders import root
    >>> read_metadata(root()).language
    'en'
    """
    source = read_yaml(base / FILE, FILE)
    try:
        found = Metadata.model_validate(source.data)
    except ValidationError as error:
        raise DataFault(Problem(FILE, source.line(tuple(fault["loc"])), ".".join(map(str, fault["loc"])),
                                fault["msg"].removeprefix("Value error, "), "see the rule", RULE)
                        for fault in error.errors()) from None
    return found.model_copy(update={"issued": issued(found.issued)})
