"""The SPARQL 1.1 service description: what an endpoint that holds a release offers.

A release carries that of the published endpoint, whose address does not resolve yet. Whoever serves a release
elsewhere says what is served there with :func:`describe` and the address of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..files import Made, Written
from ..metadata import Metadata
from ..source import Source
from .contents import GRAPH, METADATA, about_kind, contents, graph_name, kind_of, subset
from .writing import TURTLE, Sheet, agents, iri, says, text

FILE = "service-description.ttl"
STANDARD = "https://www.w3.org/TR/sparql11-service-description/"
COMMENT = """\
What a SPARQL endpoint that holds this release offers (https://www.w3.org/TR/sparql11-service-description/).
The address of the endpoint is the one that is meant to be: it does not resolve yet."""

RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
           "Turtle", "N-Triples", "RDF_XML")
"""The formats that each of the stores gives in which a release is tested."""


def files(source: Source, written: Sequence[Written]) -> Iterator[Made]:
    """Yield the service description.

    :param source: what the release is made from.
    :param written: the files that are written already.
    """
    sheet = describe(source.about, contents(source).graphs, source.about.endpoint)
    yield Made(FILE, sheet.turtle(COMMENT), TURTLE, "What an endpoint with this release offers (SPARQL 1.1)",
               "description", conforms_to=STANDARD)


def describe(about: Metadata, graphs: Iterable[str], endpoint: str) -> Sheet:
    """Return the description of a service that holds a release.

    :param about: the metadata.
    :param graphs: the names of the named graphs, without what all begin with.
    :param endpoint: the address at which it answers queries.
    """
    sheet = Sheet()
    agents(sheet, about)
    dataset = f"{endpoint}#dataset"
    sheet.add(f"{endpoint}#service", "sd:Service", ("dcterms:title", text(about.title, about.language)),
              ("sd:endpoint", iri(endpoint)),
              ("sd:supportedLanguage", iri("http://www.w3.org/ns/sparql-service-description#SPARQL11Query")),
              ("sd:resultFormat", [iri(f"http://www.w3.org/ns/formats/{name}") for name in RESULTS]),
              ("sd:feature", iri("http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph")),
              ("sd:defaultDataset", iri(dataset)))
    # The default graph is the union of the named ones, so it is the release that VoID describes.
    sheet.add(about.iri, ("sd:Graph", "void:Dataset"), *says(about))
    sheet.add(dataset, "sd:Dataset", ("dcterms:title", text(about.title, about.language)),
              ("sd:defaultGraph", iri(about.iri)))
    for name in sorted({*graphs, graph_name(iri(METADATA))}):
        kind = about_kind(about, kind_of(name))
        inside = sheet.add(subset(about, name), ("sd:Graph", "void:Dataset"),
                           ("dcterms:license", iri(about.licence(kind.licence))))
        node = sheet.add(f"{endpoint}#graph-{name.replace('/', '-')}", "sd:NamedGraph",
                         ("rdfs:label", text(f"{kind.title} ({name})" if name != kind_of(name) else kind.title)),
                         ("sd:name", iri(GRAPH + name)), ("sd:graph", iri(inside)))
        sheet.say(dataset, ("sd:namedGraph", iri(node)))
    return sheet
