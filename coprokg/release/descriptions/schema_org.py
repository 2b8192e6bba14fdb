"""The release as a ``Dataset`` of schema.org, as search engines for data ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...namespaces import RDF, SKOS, value
from ..files import Made, Written
from ..metadata import Agent, Metadata
from ..source import Source
from .dcat import OF_THE_WHOLE
from .works import address, cited, works
from .writing import as_json, formats_of

FILE = "dataset.jsonld"

CONTEXT = {"@vocab": "http://schema.org/"}
"""Says all that is needed here, and unlike the published context need not be fetched."""


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the description in the words of schema.org.

    :param source: what the release is made from.
    :param written: the files that are written already.
    """
    about = source.about
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": about.iri,
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "identifier": about.iri,
        "url": about.page,
        "sameAs": about.dataset,
        "version": about.version,
        "dateCreated": about.created.isoformat(),
        "datePublished": about.issued.isoformat(),
        "inLanguage": about.language,
        "keywords": about.keywords,
        "license": about.licence("data"),
        "isAccessibleForFree": True,
        "creator": [agent(one) for one in about.creators],
        "publisher": agent(about.publisher),
        "citation": citation(about),
        "isBasedOn": [{"@id": address(item), "@type": "CreativeWork", "name": item["title"], "citation": cited(item)}
                      for item in works(source)],
        "variableMeasured": variables(source),
        "includedInDataCatalog": {"@id": about.address("catalog"), "@type": "DataCatalog", "name": about.title},
        "distribution": list(_downloads(about, written)),
    }
    yield Made(FILE, as_json(data), "application/ld+json", "The release for search engines (schema.org)", "description",
               conforms_to="http://schema.org/Dataset")


def agent(one: Agent) -> dict[str, Any]:
    """Return somebody in the words of schema.org.

    >>> agent(Agent(name="A", iri="https://example.org/"))["@type"]
    'Organization'
    """
    return {"@id": one.iri, "@type": "Organization", "name": one.name, "url": one.iri}


def citation(about: Metadata) -> str:
    """Return how the release is cited, in a line."""
    names = "; ".join(one.name for one in about.creators)
    return f"{names} ({about.issued.year}). {about.title}, version {about.version}. {about.iri}"


def variables(source: Source) -> list[str]:
    """Return what is coded: the names of the vocabularies, sorted."""
    schemes = {quad.subject for quad in source.asserted
               if quad.predicate.value == RDF + "type" and value(quad.object) == SKOS + "ConceptScheme"}
    return sorted(value(quad.object) for quad in source.asserted
                  if quad.subject in schemes and quad.predicate.value == SKOS + "prefLabel")


def _downloads(about: Metadata, written: Sequence[Written]) -> Iterator[dict[str, Any]]:
    paths = {file.path: file.media_type for file in written}
    for file in written:
        if file.role in OF_THE_WHOLE:
            place = about.address(file.path)
            yield {"@id": f"{place}#file", "@type": "DataDownload", "name": file.title, "contentUrl": place,
                   "encodingFormat": [form for form in formats_of(paths, file.path) if form],
                   "contentSize": f"{file.size} B", "sha256": file.sha256, "license": about.licence(file.licence)}
