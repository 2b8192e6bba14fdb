"""What each kind of store rewrites in a literal, and how both sides are made equal before they are compared.

Each rule turns a literal into the one form of its value, so that `1.50` and `1.5` are the same and `1.50` and `1.51`
are not. A store has the rules that it needs and no more: what it keeps as written is compared as written. They are
tested against the real stores (``tests/test_load.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

import pyoxigraph as ox

from ..namespaces import XSD

_INTEGER, _DECIMAL, _BOOLEAN, _DOUBLE = (XSD + name for name in ("integer", "decimal", "boolean", "double"))
_FLOAT, _TIMES = XSD + "float", (XSD + "dateTime", XSD + "dateTimeStamp", XSD + "time")
_DERIVED = frozenset(XSD + name for name in (
    "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte",
    "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"))
_WHOLE = re.compile(r"[+-]?[0-9]+")
_POINT = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_FRACTION = re.compile(r"(:[0-9]{2})\.([0-9]*?)0*(?=Z|[+-]|$)")

Rule = Callable[[str, str], tuple[str, str]]
"""From the words and the datatype of a literal to those that are compared."""


def integers(words: str, datatype: str) -> tuple[str, str]:
    """Write a whole number without leading zeros or a plus.

    >>> integers("+007", XSD + "integer")[0]
    '7'
    """
    if (datatype == _INTEGER or datatype in _DERIVED) and _WHOLE.fullmatch(words):
        sign, digits = ("-" if words[0] == "-" else ""), words.lstrip("+-").lstrip("0")
        return (sign + digits if digits else "0"), datatype
    return words, datatype


def derived_integers(words: str, datatype: str) -> tuple[str, str]:
    """Take every kind of integer for an integer.

    >>> derived_integers("5", XSD + "nonNegativeInteger")[1] == XSD + "integer"
    True
    """
    return (words, _INTEGER) if datatype in _DERIVED else (words, datatype)


def decimals(words: str, datatype: str) -> tuple[str, str]:
    """Write a decimal number without zeros that say nothing.

    >>> decimals("1.50", XSD + "decimal")[0], decimals("10.0", XSD + "decimal")[0], decimals(".5", XSD + "decimal")[0]
    ('1.5', '10', '0.5')
    """
    if datatype == _DECIMAL and _POINT.fullmatch(words):
        plain = format(Decimal(words), "f")
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return ("0" if plain in ("-0", "") else plain), datatype
    return words, datatype


def whole_decimals(words: str, datatype: str) -> tuple[str, str]:
    """Take a decimal number without a fraction for an integer; after `decimals`.

    >>> whole_decimals("64", XSD + "decimal")[1] == XSD + "integer", whole_decimals("6.4", XSD + "decimal")[1] == XSD + "integer"
    (True, False)
    """
    return (words, _INTEGER) if datatype == _DECIMAL and _WHOLE.fullmatch(words) else (words, datatype)


def booleans(words: str, datatype: str) -> tuple[str, str]:
    """Write a truth value as a word.

    >>> booleans("1", XSD + "boolean")[0]
    'true'
    """
    if datatype == _BOOLEAN:
        return {"1": "true", "0": "false"}.get(words, words), datatype
    return words, datatype


def doubles(words: str, datatype: str) -> tuple[str, str]:
    """Write a floating-point number in one way.

    >>> doubles("1.0E3", XSD + "double") == doubles("1000", XSD + "double")
    True
    """
    if datatype in (_DOUBLE, _FLOAT):
        try:
            return repr(float(words)), datatype
        except ValueError:
            return words, datatype
    return words, datatype


def fractions_of_seconds(words: str, datatype: str) -> tuple[str, str]:
    """Leave out zeros at the end of a fraction of a second.

    >>> fractions_of_seconds("10:00:00.120Z", XSD + "time")[0], fractions_of_seconds("10:00:00.0", XSD + "time")[0]
    ('10:00:00.12Z', '10:00:00')
    """
    if datatype in _TIMES:
        return _FRACTION.sub(lambda m: f"{m[1]}.{m[2]}" if m[2] else m[1], words), datatype
    return words, datatype


SAME_VALUE: tuple[Rule, ...] = (integers, decimals, booleans, doubles, fractions_of_seconds)
"""Rules that lose nothing: another way of writing the same value of the same type."""

RULES: dict[str, tuple[Rule, ...]] = {
    "oxigraph": (*SAME_VALUE, derived_integers),
    "virtuoso": (*SAME_VALUE, whole_decimals),
    "fuseki": SAME_VALUE,
    "rdf4j": (),
    "": SAME_VALUE,
}
"""Kind of store -> the rules for it; the empty name is any other store.

The case of a language tag means nothing in RDF 1.1, and only RDF4J keeps it: it is levelled for all others.
"""


class Normalisation:
    """The declared normalisation of one kind of store, for both sides of a comparison."""

    def __init__(self, kind: str) -> None:
        """Take the rules of a kind of store."""
        self._rules = RULES.get(kind, RULES[""])
        self._tags = bool(self._rules)

    def term(self, literal: ox.Literal) -> ox.Literal:
        """Return the literal that is compared in the place of one.

        >>> str(Normalisation("oxigraph").term(ox.Literal("007", datatype=ox.NamedNode(XSD + "int"))))
        '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
        """
        if literal.language is not None:
            if not self._tags or literal.language.islower():
                return literal
            return ox.Literal(literal.value, language=literal.language.lower())
        words, datatype = literal.value, literal.datatype.value
        for rule in self._rules:
            words, datatype = rule(words, datatype)
        if (words, datatype) == (literal.value, literal.datatype.value):
            return literal
        return ox.Literal(words, datatype=ox.NamedNode(datatype))

    def __call__(self, triples: Iterable[ox.Triple]) -> Iterable[ox.Triple]:
        """Yield the triples that are compared in the place of some."""
        for triple in triples:
            if isinstance(triple.object, ox.Literal):
                literal = self.term(triple.object)
                if literal is not triple.object:
                    triple = ox.Triple(triple.subject, triple.predicate, literal)
            yield triple
