"""Compare a graph as a store gives it with the graph as it was sent: by count and canonical hash, then by triple."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from .contents import MERGED, Part
from .normalising import Normalisation

SHOWN = 3
"""How many missing, and how many extra, triples are told of a graph that differs."""

_LENGTH = 240


@dataclass(frozen=True)
class Digest:
    """What a graph comes down to: the same for the same triples, whatever their order and their blank nodes' labels."""

    triples: int
    sha256: str


def canonical(triples: Iterable[ox.Triple], normalise: Normalisation) -> list[str]:
    """Return triples as sorted lines, normalised, with canonical labels for blank nodes (RDFC-1.0).

    >>> a = ox.NamedNode("http://x/a")
    >>> canonical([ox.Triple(a, a, ox.BlankNode("x"))], Normalisation("rdf4j"))
    ['<http://x/a> <http://x/a> _:c14n0 .']
    """
    lines: set[str] = set()
    blank: list[ox.Triple] = []
    for triple in normalise(triples):
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            blank.append(triple)
        else:
            lines.add(f"{triple} .")
    if blank:
        # Labels depend on the triples with blank nodes alone.
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in blank)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines.update(f"{quad.triple} ." for quad in dataset)
    return sorted(lines)


def digest(lines: list[str]) -> Digest:
    """Return what canonical lines come down to.

    >>> digest([]).triples
    0
    """
    return Digest(len(lines), hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest())


class Comparing:
    """Compare graphs as a store gives them with what was sent, after the declared normalisation of that store."""

    def __init__(self, normalise: Normalisation) -> None:
        """Take the normalisation, which is done to both sides."""
        self._normalise = normalise
        self._sent: dict[Part, Digest] = {}

    def sent(self, part: Part) -> Digest:
        """Return what a part comes down to; it is worked out once."""
        if part not in self._sent:
            self._sent[part] = self.there(part.triples())
        return self._sent[part]

    def there(self, triples: Iterable[ox.Triple]) -> Digest:
        """Return what triples come down to."""
        return digest(canonical(triples, self._normalise))

    def difference(self, part: Part, there: Iterable[ox.Triple]) -> str:
        """Say how a graph in a store differs from what was sent; an empty text where it does not.

        :param part: what was sent.
        :param there: what the store gives.
        """
        got = canonical(there, self._normalise)
        if digest(got) == self.sent(part):
            return ""
        sent = canonical(part.triples(), self._normalise)
        missing, extra = sorted(set(sent) - set(got)), sorted(set(got) - set(sent))
        told = [f"{name(part.graph)}: {len(missing)} triples are missing and {len(extra)} are not of it "
                f"(sent {len(sent)}, read back {len(got)})"]
        told += [f"  missing: {_cut(line)}" for line in missing[:SHOWN]]
        told += [f"  extra: {_cut(line)}" for line in extra[:SHOWN]]
        return "\n".join(told)


def name(graph: str) -> str:
    """Return what a graph is called in a sentence.

    >>> name("")
    'the default graph'
    """
    return "the default graph" if graph == MERGED else f"<{graph}>"


def _cut(line: str) -> str:
    return line if len(line) <= _LENGTH else line[:_LENGTH] + "..."
