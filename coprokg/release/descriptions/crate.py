"""The release as a research object: ``ro-crate-metadata.json``, made by the library ``rocrate``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...problems import Misuse
from ..files import Made, Written
from ..metadata import LICENCES, Agent, Metadata
from ..source import Source
from .schema_org import citation
from .works import address, cited, works
from .writing import as_json, formats_of

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

FILE = "ro-crate-metadata.json"
VERSION = "1.3"
"""Written out: the library's own default moves with its releases. The context of this version travels with it."""


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the description of the research object.

    :param source: what the release is made from.
    :param written: the files that are written already, other descriptions too.
    :raises Misuse: if the library is not installed.
    """
    try:
        from rocrate.rocrate import ROCrate
    except ModuleNotFoundError:
        raise Misuse("a release is described by the library rocrate, which is not installed; "
                     "pip install rocrate") from None
    crate = ROCrate(version=VERSION)
    about = source.about
    _root(crate, about)
    crate.root_dataset["isBasedOn"] = _alone([
        _node(crate, address(item), "ScholarlyArticle", name=item["title"], citation=cited(item))
        for item in works(source)])
    paths = {file.path: file.media_type for file in written}
    for file in written:
        _file(crate, about, file, paths)
    # The library sets the time of now where nothing else is said; the root says the day of the release.
    yield Made(FILE, as_json(crate.metadata.generate()), "application/ld+json", "The release as a research object",
               "description", conforms_to=f"https://w3id.org/ro/crate/{VERSION}")


def _root(crate: ROCrate, about: Metadata) -> None:
    root = crate.root_dataset
    said: dict[str, Any] = {
        "name": about.title, "description": about.description,
        "identifier": _node(crate, f"{about.iri}#identifier", "PropertyValue", name="address", value=about.iri, url=about.iri),
        "cite-as": about.iri, "url": about.page, "version": about.version,
        "datePublished": about.issued.isoformat(), "dateCreated": about.created.isoformat(),
        "inLanguage": about.language, "keywords": about.keywords, "creditText": citation(about),
        "license": _licence(crate, about.licence("data")),
        "author": _alone([_agent(crate, one) for one in about.creators]),
        "publisher": _agent(crate, about.publisher),
    }
    for name, value in said.items():
        root[name] = value


def _node(crate: ROCrate, place: str, kind: str, **said: Any) -> Any:
    """Return the entity of an address, which is added where it is not there yet."""
    from rocrate.model.contextentity import ContextEntity

    return crate.get(place) or crate.add(ContextEntity(crate, place, properties={"@type": kind, **said}))


def _alone(values: list[Any]) -> Any:
    """Return a list, or the one thing in it: as the specification asks."""
    return values[0] if len(values) == 1 else values


def _licence(crate: ROCrate, place: str) -> Any:
    spdx, name = LICENCES[place]
    return _node(crate, place, "CreativeWork", name=name, identifier=f"https://spdx.org/licenses/{spdx}",
                 description=f"{name} ({spdx})")


def _agent(crate: ROCrate, one: Agent) -> Any:
    return _node(crate, one.iri, "Organization", name=one.name, url=one.iri)


def _file(crate: ROCrate, about: Metadata, file: Written, paths: dict[str, str]) -> None:
    said: dict[str, Any] = {
        "name": file.path, "description": file.title, "contentSize": str(file.size), "sha256": file.sha256,
        "encodingFormat": _alone([form for form in formats_of(paths, file.path) if form]),
    }
    # A file has the licence of the whole where nothing else is said.
    if about.licence(file.licence) != about.licence("data"):
        said["license"] = _licence(crate, about.licence(file.licence))
    if file.conforms_to:
        said["conformsTo"] = _node(crate, file.conforms_to, "CreativeWork", name=file.conforms_to)
    crate.add_file(dest_path=file.path, properties=said)
