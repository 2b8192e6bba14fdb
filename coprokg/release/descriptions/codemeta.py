"""The software of the project, by CodeMeta 3.0: what is said is said of the code, the licence too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..files import Made, Written
from ..source import Source
from .schema_org import agent
from .writing import as_json

FILE = "codemeta.json"
CONTEXT = "https://w3id.org/codemeta/3.0"


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the description of the software.

    :param source: what the release is made from.
    :param written: the files that are written already.
    """
    about = source.about
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "type": "SoftwareSourceCode",
        "identifier": about.iri,
        "name": about.title,
        "description": about.description,
        "version": about.version,
        "license": f"https://spdx.org/licenses/{about.spdx('code')}",
        "author": [_named(one) for one in map(agent, about.creators)],
        "publisher": _named(agent(about.publisher)),
        "dateCreated": about.created.isoformat(),
        "datePublished": about.issued.isoformat(),
        "keywords": about.keywords,
        "programmingLanguage": "Python",
        "url": about.home,
        "isAccessibleForFree": True,
        "supportingData": {"id": about.dataset, "type": "Dataset", "name": about.title,
                           "license": about.licence("data")},
    }
    yield Made(FILE, as_json(data), "application/json", "The software (CodeMeta 3.0)", "description",
               conforms_to=CONTEXT)


def _named(one: dict[str, Any]) -> dict[str, Any]:
    """Return somebody with the keywords of CodeMeta's context."""
    return {name.removeprefix("@"): said for name, said in one.items()}
