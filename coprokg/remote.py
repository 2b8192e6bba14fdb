"""Ask the saved questions of a SPARQL endpoint instead of the embedded store, through SPARQLWrapper."""

from __future__ import annotations

import re
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

_TOO_LONG_TO_SORT = ("Error SR319", "Error SR478")
"""What Virtuoso 7 says where it should sort rows with a text longer than a page of its own."""
_CUT = "X-SPARQL-MaxRows"
"""The header with which Virtuoso says that there are more rows than it gives."""
_ORDER = re.compile(r"\bORDER\s+BY\b(?P<keys>[^{}]*)\Z", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")


class Unreachable(Misuse):
    """Nothing answers at the address, or what answers is no SPARQL endpoint."""


class Refused(Misuse):
    """The endpoint answers, but not this query."""

    def __init__(self, endpoint: str, why: str) -> None:
        """Say why, in the endpoint's words."""
        super().__init__(f"{endpoint} refuses the query: {why}")
        self.why = why


class Endpoint:
    """A SPARQL endpoint that can be asked."""

    def __init__(self, address: str) -> None:
        """Take its address.

        :raises Misuse: if the address is not one of HTTP.
        """
        if not address.startswith(("http://", "https://")):
            raise Misuse(f"--endpoint {address!r} is not an address; write http://host:port/query")
        self.address = address
        self.server = ""
        """What it says in the header ``Server``, once it has answered."""

    def select(self, text: str) -> Solutions:
        """Return what a SELECT query gives.

        Where the endpoint cannot sort the rows, as Virtuoso 7 cannot where a text is long, they are sorted here.

        :raises Misuse: if the endpoint cannot be reached, refuses, gives not all rows, or answers in another form.
        """
        try:
            found = self.answer(text, SELECT)
        except Refused as error:
            order = _ORDER.search(text)
            if order is None or not any(code in error.why for code in _TOO_LONG_TO_SORT):
                raise
            found = self.answer(text[:order.start()], SELECT)
            assert isinstance(found, Solutions)
            if not {*_VARIABLE.findall(order["keys"])} <= {*found.names}:
                raise
            return in_order(found, order["keys"])
        assert isinstance(found, Solutions)
        return found

    def ask(self, text: str) -> bool:
        """Return what an ASK query gives.

        :raises Misuse: if the endpoint cannot be reached, refuses, or answers in another form.
        """
        return self.answer(text, ASK) is True

    def answer(self, text: str, form: str) -> Result:
        """Return what a query of a form gives: SELECT solutions, ASK a truth value, CONSTRUCT or DESCRIBE triples.

        :raises Misuse: if the endpoint cannot be reached, refuses, gives not all rows, or answers in another form.
        """
        service = SPARQLWrapper(self.address, returnFormat=TURTLE if form == CONSTRUCT else JSON)
        service.setMethod(POST)
        service.setTimeout(WAIT)
        service.queryString, service.queryType = text, form
        try:
            answer = service.query()
            headers = answer.response.headers
            self.server = headers.get("Server") or self.server
            if _CUT in headers:
                raise Misuse(f"{self.address} gives no more than {headers[_CUT]} rows of an answer, and this one has more; "
                             "ask for fewer (LIMIT), or raise that limit in the store")
            if form == CONSTRUCT:
                triples = ox.parse(answer.response.read(), format=ox.RdfFormat.TURTLE)
                return [quad.triple for quad in triples]
            found: Any = answer.convert()
            if form == ASK:
                return _truth(found["boolean"])
            names = found["head"]["vars"]
            return Solutions(names, [[term(row.get(name)) for name in names] for row in found["results"]["bindings"]])
        except SPARQLWrapperException as error:
            raise Refused(self.address, _why(str(error))) from None
        except (URLError, OSError) as error:
            raise _silent(self.address, getattr(error, "reason", error)) from None
        except (KeyError, TypeError, AttributeError, ValueError, SyntaxError):
            raise Unreachable(f"{self.address} does not answer with SPARQL results; is it the query address?") from None


class RemoteGraph(Graph):
    """The graph as a SPARQL endpoint holds it: its default graph must be the union of the named graphs."""

    def __init__(self, build: Path, endpoint: str) -> None:
        """Take the questions from a build, and the rows from an endpoint.

        :param build: the folder of the build whose questions are asked.
        :param endpoint: the address of the endpoint's query service.
        :raises Misuse: if the address is not one of HTTP.
        """
        self.endpoint = Endpoint(endpoint)
        self.catalogue = catalogue(build)

    def rows(self, text: str) -> list[list[Any]]:
        """Return the rows of a SELECT query, as the same terms the embedded store gives.

        :raises Misuse: if the endpoint cannot be reached, refuses, gives not all rows, or answers in another form.
        """
        return self.endpoint.select(text).rows

    def query(self, text: str) -> Result:
        """Return what a query of any form gives, as the same terms the embedded store gives.

        :raises SyntaxError: if it does not parse.
        :raises Misuse: if the endpoint cannot be reached, refuses, gives not all rows, or answers in another form.
        """
        # The wrapper guesses the form of a query from its words, the engine parses it.
        form = ox.Store().query(text)
        if isinstance(form, ox.QueryBoolean):
            return self.endpoint.ask(text)
        return self.endpoint.answer(text, SELECT if isinstance(form, ox.QuerySolutions) else CONSTRUCT)


def _silent(endpoint: str, why: object) -> Misuse:
    """Return the error for an endpoint that did not answer: too slow with this query, or not there at all."""
    if isinstance(why, TimeoutError):
        return Refused(endpoint, f"no answer within {WAIT} seconds")
    return Unreachable(f"{endpoint} cannot be reached ({why}); is the server running?")


def _why(message: str) -> str:
    r"""Return what the wrapper says, and the first line of what the endpoint said.

    >>> _why("QueryBadFormed: A bad request. \n\nResponse:\nb'Virtuoso 37000 Error\\n\\nSPARQL query:'")
    'QueryBadFormed: A bad request. Virtuoso 37000 Error'
    """
    first, _, response = message.partition("\n\nResponse:\n")
    said = response.strip("b'\"").split("\\n")[0][:300] if response else ""
    return f"{first.splitlines()[0].strip()} {said}".strip()


def in_order(found: Solutions, keys: str) -> Solutions:
    """Return solutions in an order, as the embedded engine sorts them.

    :param found: the solutions.
    :param keys: what stands after ``ORDER BY``; it names variables of the solutions only.

    >>> rows = [[ox.Literal(2)], [ox.Literal(10)], [None]]
    >>> [row[0] and row[0].value for row in in_order(Solutions(["n"], rows), "DESC(?n)").rows]
    ['10', '2', None]
    """
    named = [name for name in found.names if name in _VARIABLE.findall(keys)]
    at = [found.names.index(name) for name in named]
    # A blank node cannot be written down as a value; nobody sorts by one.
    rows = "\n".join(f"({number} {' '.join('UNDEF' if row[n] is None else str(row[n]) for n in at)})"
                     for number, row in enumerate(found.rows))
    variables = " ".join(f"?{name}" for name in named)
    ordered = ox.Store().query(f"SELECT ?row {{ VALUES (?row {variables}) {{ {rows} }} }} ORDER BY {keys}")
    assert isinstance(ordered, ox.QuerySolutions)
    return Solutions(found.names, [found.rows[int(one["row"].value)] for one in ordered])


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
        # Stores label them as they like (Virtuoso: nodeID://b10001).
        return ox.BlankNode(re.sub(r"[^A-Za-z0-9]", "_", cell["value"]))
    if "xml:lang" in cell:
        return ox.Literal(cell["value"], language=cell["xml:lang"])
    datatype = cell.get("datatype")
    return ox.Literal(cell["value"], datatype=ox.NamedNode(datatype) if datatype else None)
