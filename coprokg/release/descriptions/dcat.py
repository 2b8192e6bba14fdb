"""The DCAT 3 description, after the application profile of the European data portals (DCAT-AP 3.0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ...namespaces import ONTOLOGY, XSD
from ..files import Made, Written
from ..metadata import LICENCES, Metadata
from ..source import Source
from .contents import about_kind
from .works import address, works
from .writing import (
    FORMATS,
    LANGUAGES,
    MEDIA_TYPES,
    TURTLE,
    Sheet,
    agents,
    day,
    formats_of,
    iri,
    plain,
    says,
    text,
)

FILE = "dcat.ttl"
PROFILE = "http://data.europa.eu/r5r/"
"""The address that the application profile goes by, whatever its version."""

COMMENT = """\
The release in DCAT 3, after DCAT-AP 3.0: the catalogue, the graph, this release of it, and every file.
The addresses under https://w3id.org/coprokg/ do not resolve yet."""

OF_THE_WHOLE = ("dump", "table", "nanopublications")
"""The roles of files that are distributions of the graph; parts have data sets of their own."""

SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the DCAT description.

    :param source: what the release is made from.
    :param written: the files that are written already.
    """
    origins = [address(item) for item in works(source)]
    sheet = describe(source.about, origins, written)
    yield Made(FILE, sheet.turtle(COMMENT), TURTLE, "The release in a catalogue (DCAT 3, DCAT-AP 3.0)",
               "description", conforms_to=PROFILE)


def describe(about: Metadata, origins: Sequence[str], written: Sequence[Written]) -> Sheet:
    """Return the DCAT description of a release.

    :param about: the metadata.
    :param origins: the addresses of the works that the graph was made from.
    :param written: the files that are written already.
    """
    sheet = Sheet()
    agents(sheet, about)
    _documents(sheet, about)
    common = dict(says(about))
    for node, more in ((about.dataset, [("dcat:hasVersion", iri(about.iri)), ("dcat:hasCurrentVersion", iri(about.iri))]),
                       (about.iri, [("dcat:isVersionOf", iri(about.dataset)), ("dcterms:conformsTo", iri(ONTOLOGY)),
                                    # Not as dcterms:source, which here leads to data sets alone.
                                    ("prov:wasDerivedFrom", [iri(origin) for origin in origins])])):
        said = common | {"dcterms:identifier": plain(node)}
        if node == about.dataset:
            del said["dcat:version"]
        sheet.add(node, "dcat:Dataset", *said.items(), ("dcat:landingPage", iri(about.page)), *more)
    paths = {file.path: file.media_type for file in written}
    for file in written:
        if file.role in OF_THE_WHOLE:
            _distribution(sheet, about, about.iri, file, paths)
        elif file.role == "part":
            _distribution(sheet, about, _part(sheet, about, file), file, paths)
    catalog = about.address("catalog")
    sheet.add(catalog, "dcat:Catalog", *(common | {"dcterms:identifier": plain(catalog)}).items(),
              ("dcat:dataset", [iri(node) for node in sheet.subjects("dcat:Dataset")]))
    return sheet


def _documents(sheet: Sheet, about: Metadata) -> None:
    """Say what the licences, the language and the page are: portals ask for the class of each."""
    for licence in sorted(set(about.licences.values())):
        sheet.add(licence, "dcterms:LicenseDocument", ("dcterms:title", text(LICENCES[licence][1])))
    sheet.add(LANGUAGES + about.language, "dcterms:LinguisticSystem")
    sheet.add(about.page, "foaf:Document")
    sheet.add(ONTOLOGY, "dcterms:Standard")


def _part(sheet: Sheet, about: Metadata, file: Written) -> str:
    """Return the data set that a part belongs to: that of its folder, or the whole."""
    folder, slash, _ = file.path.partition("/")
    if not slash:
        return about.iri
    kind = about_kind(about, folder)
    node = sheet.add(about.address(folder), "dcat:Dataset", ("dcterms:title", text(kind.title)),
                     ("dcterms:description", text(f"{kind.title}: the files of which this part of the graph is made.")),
                     ("dcterms:publisher", iri(about.publisher.iri)), ("dcterms:issued", day(about.issued)),
                     ("dcterms:license", iri(about.licence(file.licence))), ("dcat:version", plain(about.version)),
                     ("dcterms:isPartOf", iri(about.iri)))
    sheet.say(about.iri, ("dcterms:hasPart", iri(node)))
    return node


def _distribution(sheet: Sheet, about: Metadata, of: str, file: Written, paths: dict[str, str]) -> None:
    place = about.address(file.path)
    media_type, compressed = formats_of(paths, file.path)
    checksum = sheet.add(f"{place}#sha256", "spdx:Checksum", ("spdx:algorithm", iri(SHA256)), (
        "spdx:checksumValue", ox.Literal(file.sha256, datatype=ox.NamedNode(XSD + "hexBinary"))))
    sheet.add(SHA256, "spdx:ChecksumAlgorithm")
    node = sheet.add(
        f"{place}#file", "dcat:Distribution", ("dcterms:title", text(file.title)),
        ("dcat:accessURL", iri(place)), ("dcat:downloadURL", iri(place)),
        ("dcat:mediaType", iri(_media_type(sheet, media_type))),
        ("dcat:byteSize", ox.Literal(str(file.size), datatype=ox.NamedNode(XSD + "nonNegativeInteger"))),
        ("dcterms:license", iri(about.licence(file.licence))), ("dcterms:issued", day(about.issued)),
        ("spdx:checksum", iri(checksum)))
    if media_type in FORMATS:
        form = sheet.add(f"http://www.w3.org/ns/formats/{FORMATS[media_type]}", "dcterms:MediaTypeOrExtent")
        sheet.say(node, ("dcterms:format", iri(form)))
    if compressed:
        sheet.say(node, ("dcat:compressFormat", iri(_media_type(sheet, compressed))))
    if file.conforms_to:
        sheet.say(node, ("dcterms:conformsTo", iri(sheet.add(file.conforms_to, "dcterms:Standard"))))
    sheet.say(of, ("dcat:distribution", iri(node)))


def _media_type(sheet: Sheet, name: str) -> str:
    return sheet.add(MEDIA_TYPES + name.partition(";")[0], "dcterms:MediaType")
