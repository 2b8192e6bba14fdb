"""Ask the saved questions of a SPARQL endpoint instead of the embedded store, through SPARQLWrapper."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.error import URLError

import pyoxigraph as ox
from SPARQLWrapper import ASK, CONSTRUCT, JSON, POST, SELECT, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from .asking import Graph
from .builds import catalogue
from .problems import Misuse
from .querying import Result, Solutions

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
        found = self._answer(text, SELECT)
        assert isinstance(found, Solutions)
        return found.rows

    def query(self, text: str) -> Result:
        """Return what a query of any form gives, as the same terms the embedded store gives.

        :raises SyntaxError: if it does not parse.
        :raises Misuse: if the endpoint cannot be reached, refuses, or answers in another form.
        """
        # The wrapper guesses the form of a query from its words, the engine parses it.
        form = ox.Store().query(text)
        if isinstance(form, ox.QueryBoolean):
            return self._answer(text, ASK)
        return self._answer(text, SELECT if isinstance(form, ox.QuerySolutions) else CONSTRUCT)

    def _answer(self, text: str, form: str) -> Result:
        service = SPARQLWrapper(self.endpoint, returnFormat=TURTLE if form == CONSTRUCT else JSON)
        service.setMethod(POST)
        service.setTimeout(WAIT)
        service.queryString, service.queryType = text, form
        try:
            if form == CONSTRUCT:
                triples = ox.parse(service.query().response.read(), format=ox.RdfFormat.TURTLE)
                return [quad.triple for quad in triples]
            found: Any = service.queryAndConvert()
            if form == ASK:
                return _truth(found["boolean"])
            names = found["head"]["vars"]
            return Solutions(names, [[term(row.get(name)) for name in names] for row in found["results"]["bindings"]])
        except SPARQLWrapperException as error:
            raise Misuse(f"{self.endpoint} refuses the query: {str(error).splitlines()[0]}") from None
        except (URLError, OSError) as error:
            why = getattr(error, "reason", error)
            raise Misuse(f"{self.endpoint} cannot be reached ({why}); is the server running?") from None
        except (KeyError, TypeError, AttributeError, ValueError, SyntaxError):
            raise Misuse(f"{self.endpoint} does not answer with SPARQL results; is it the query address?") from None


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


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
