"""Write the page of coding values: every concept of the vocabularies, with its rule and its examples."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from .folders import folder, in_checkout, root
from .namespaces import COP, RDF, SKOS
from .problems import Misuse

COMMAND = "python -m coprokg.coding_values"
"""The command that writes the page again."""

PAGE = "docs/coding-values.md"

_HEAD = f"""\
# Coding values

The values of every controlled field, each with its rule, an example in, an example out and a borderline: the
second part of the [coding manual](coding-manual.md). A word in `this type` is what a data file writes. The
examples are from Bovaird 2007; words in “these marks” are quoted from it and stay their owner's.

This page is written by `{COMMAND}` from `ontology/vocabularies/`: change the values there.
"""


@dataclass
class _Entry:
    """A scheme or concept: its text by property, its broader concept, its place in the order."""

    text: dict[str, str] = field(default_factory=dict)
    broader: str = ""
    position: int = 0


def _local(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("/", 1)[-1]


def _read(path: Path) -> tuple[str, _Entry, dict[str, _Entry]]:
    """Return the slug and the entry of the scheme in a file, and its concepts by slug."""
    scheme = ""
    entries: defaultdict[str, _Entry] = defaultdict(_Entry)
    for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        slug, name, value = _local(triple.subject.value), triple.predicate.value, triple.object
        if isinstance(value, ox.Literal):
            if name == COP + "position":
                entries[slug].position = int(value.value)
            elif value.language == "en":
                entries[slug].text[name] = value.value
        elif isinstance(value, ox.NamedNode):
            if name == SKOS + "broader":
                entries[slug].broader = _local(value.value)
            elif name == RDF + "type" and value.value == SKOS + "ConceptScheme":
                scheme = slug
    if not scheme:
        raise Misuse(f"{path}: no skos:ConceptScheme; each file of ontology/vocabularies/ describes one")
    head = entries.pop(scheme)
    return scheme, head, dict(entries)


def _cell(*texts: str) -> str:
    """Return texts as one cell of a Markdown table."""
    return " ".join(text for text in texts if text).replace("|", "\\|")


def _row(slug: str, entry: _Entry) -> str:
    """Return the row of a concept."""
    get = entry.text.get
    under = f"(under `{entry.broader}`)" if entry.broader else ""
    cells = (
        _cell(f"`{slug}`", get(SKOS + "prefLabel", ""), under),
        _cell(get(SKOS + "definition", ""), get(SKOS + "scopeNote", "")),
        _cell(get(SKOS + "example", "")),
        _cell(get(COP + "exampleOut", "")),
        _cell(get(COP + "borderline", "")),
    )
    return "| " + " | ".join(cells) + " |"


def coding_values(vocabularies: Path) -> str:
    """Return the page of coding values in Markdown: one table for each scheme, by ``cop:position``.

    :param vocabularies: the folder that holds one Turtle file for each scheme.
    :returns: the text of the page, ending in a line break.
    :raises Misuse: if a file describes no scheme.

    >>> page = coding_values(folder("ontology") / "vocabularies")
    >>> page.splitlines()[0]
    '# Coding values'
    """
    parts = [_HEAD]
    for path in sorted(vocabularies.glob("*.ttl")):
        scheme, head, concepts = _read(path)
        about = _cell(head.text.get(SKOS + "definition", ""), head.text.get(SKOS + "scopeNote", ""))
        rows = (_row(slug, concepts[slug]) for slug in sorted(concepts, key=lambda s: concepts[s].position))
        parts.append(
            f"## {head.text.get(SKOS + 'prefLabel', scheme)} (`{scheme}`)\n\n{about}\n\n"
            "| value | rule | in | out | borderline |\n|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def main() -> None:
    """Write the page into the checkout.

    :raises Misuse: if the package does not run from a checkout.
    """
    if not in_checkout():
        raise Misuse(f"{PAGE} is part of the repository: run `{COMMAND}` from a checkout")
    (root() / PAGE).write_text(coding_values(folder("ontology") / "vocabularies"), encoding="utf-8")


if __name__ == "__main__":
    main()
