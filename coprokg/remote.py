"""Ask the saved questions of a SPARQL endpoint instead of the embedded store, through SPARQLWrapper."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.error import URLError

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from .asking import Graph
from .builds import catalogue
from .problems import Misuse

WAIT = 60
"""Seconds after which an endpoint that does not answer is given up."""


class RemoteGraph(Graph):
    """The graph as a SPARQL endpoint holds it: its default graph must be the union of the named graphs."""

    def __init__(self, build: Path, endpoint: str) -> None:
        """Take the questions from a build, and the rows from an endpoint.

        :param build: the folder of the build whose questions are asked.
        :param endpoint: the address of the endpoint's query service.
        :raises Misuse: if the address is not one of HTTP.
        """
        if not endpoint.startswith(("http://", "https://")):
            raise Misuse(f"--endpoint {endpoint!r} is not an address; write http://host:port/query")
        self.catalogue = catalogue(build)
        self.endpoint = endpoint

    def rows(self, text: str) -> list[list[Any]]:
        """Return the rows of a SELECT query, as the same terms the embedded store gives.

        :raises Misuse: if the endpoint cannot be reached, refuses, or answers in another form.
        """
        service = SPARQLWrapper(self.endpoint, returnFormat=JSON)
        service.setMethod(POST)
        service.setTimeout(WAIT)
        # The wrapper guesses the form of a query from its words, those of comments included.
        service.setQuery("\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")))
        try:
            found: Any = service.queryAndConvert()
            names = found["head"]["vars"]
            return [[term(row.get(name)) for name in names] for row in found["results"]["bindings"]]
        except SPARQLWrapperException as error:
            raise Misuse(f"{self.endpoint} refuses the query: {str(error).splitlines()[0]}") from None
        except (URLError, OSError) as error:
            why = getattr(error, "reason", error)
            raise Misuse(f"{self.endpoint} cannot be reached ({why}); is the server running?") from None
        except (KeyError, TypeError, AttributeError, ValueError):
            raise Misuse(f"{self.endpoint} does not answer with SPARQL results; is it the query address?") from None


def term(cell: dict[str, str] | None) -> Any:
    """Return the RDF term of a cell of SPARQL 1.1 Query Results JSON.

    >>> term({"type": "literal", "value": "Dorf", "xml:lang": "de"})
    <Literal value=Dorf language=de>
    >>> term(None)
    """
    if cell is None:
        return None
    if cell["type"] == "uri":
        return ox.NamedNode(cell["value"])
    if cell["type"] == "bnode":
        return ox.BlankNode(cell["value"])
    if "xml:lang" in cell:
        return ox.Literal(cell["value"], language=cell["xml:lang"])
    datatype = cell.get("datatype")
    return ox.Literal(cell["value"], datatype=ox.NamedNode(datatype) if datatype else None)
