"""RDF terms as the Python values one would expect, and columns of such values as a pandas frame."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from .problems import Misuse

if TYPE_CHECKING:
    import pandas

XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
          "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "gYear")
_BY_DATATYPE: dict[str, Callable[[str], Any]] = {
    **{XSD + name: int for name in _WHOLE},
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    XSD + "date": datetime.date.fromisoformat,
    XSD + "dateTime": datetime.datetime.fromisoformat,
}
BY_TYPE: dict[str, Callable[[str], Any]] = {"integer": int, "year": int, "decimal": Decimal, "statements": str.split}
"""How the text of a cell is read by the type that a saved query gives its column; all others are text."""

_PANDAS = {int: "Int64", float: "Float64", bool: "boolean", str: "string"}
"""Python type -> what pandas calls it where a cell may be empty."""


def value(term: Any) -> Any:
    """Return an RDF term as a Python value, by its datatype; None where there is no term.

    A literal that is not what its datatype says stays text: SPARQL allows it, and it is no lie.

    >>> import pyoxigraph as ox
    >>> value(ox.Literal(3)), value(ox.Literal("Dorf", language="de")), value(ox.NamedNode("http://example.org/a"))
    (3, 'Dorf', 'http://example.org/a')
    >>> value(ox.Literal("three", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")))
    'three'
    """
    if term is None:
        return None
    text = getattr(term, "value", None)
    if text is None:
        return str(term)
    datatype = getattr(term, "datatype", None)
    read = _BY_DATATYPE.get(datatype.value) if datatype is not None else None
    try:
        return read(text) if read else text
    except (ValueError, KeyError, InvalidOperation):
        return text


def declared(term: Any, kind: str) -> Any:
    """Return a term as a Python value, by the type that the head of a saved query gives its column.

    :raises ValueError: if the term is of another type.

    >>> import pyoxigraph as ox
    >>> declared(ox.Literal("853"), "integer"), declared(None, "integer"), declared(None, "statements")
    (853, None, [])
    """
    if term is None:
        return [] if kind == "statements" else None
    read = BY_TYPE.get(kind)
    try:
        return read(term.value) if read else term.value
    except (ValueError, InvalidOperation):
        raise ValueError(f"{term.value!r} is not of the type {kind}") from None


def frame(names: Sequence[str], columns: Sequence[Sequence[Any]], kinds: dict[str, str] | None = None) -> pandas.DataFrame:
    """Return columns as a pandas frame whose empty cells are missing values, not text and not zero.

    :param names: the name of each column.
    :param columns: the values of each column, None for an empty cell.
    :param kinds: column -> the type its saved query gives it; without one the values decide.
    :raises Misuse: if pandas is not installed.
    """
    try:
        import pandas
    except ModuleNotFoundError as error:
        if error.name != "pandas":
            raise
        raise Misuse("pandas is not installed; run `pip install pandas`, or work with .rows") from None
    found = {}
    for name, values in zip(names, columns, strict=True):
        kind = (kinds or {}).get(name)
        python = {"integer": int, "year": int, "decimal": float, "text": str, "iri": str, "statement": str}.get(
            kind, object) if kind else _common(values)
        found[name] = _array(values, python)
    return pandas.DataFrame(found, columns=list(names))


def _common(values: Sequence[Any]) -> type:
    """Return the one type that holds all values of a column, ``object`` where there is none."""
    types = {type(v) for v in values if v is not None}
    if types and types <= {int, float, Decimal}:
        return int if types == {int} else float
    return types.pop() if len(types) == 1 else object


def _array(values: Sequence[Any], python: type) -> Any:
    import pandas

    dtype = _PANDAS.get(python)
    if dtype is None:
        return pandas.Series(list(values), dtype="object")
    try:
        plain = [pandas.NA if v is None else python(v) for v in values]
        return pandas.Series(pandas.array(plain, dtype=dtype))
    except OverflowError:
        # A whole number beyond 64 bits is kept whole, as Python has it.
        return pandas.Series(list(values), dtype="object")
