"""Kinds of work: what each format calls them. The one table that reading and writing share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Names(NamedTuple):
    """What the formats call a kind of work: the first name of each is written, all of them are read.

    A format that has no word of its own for a kind writes a wider one and says the rest in ``genre`` (the
    ``type`` of BibTeX, M3 of RIS, ``genre`` of CSL); an edited book is a book with editors and no author.
    """

    csl: tuple[str, ...]
    bibtex: tuple[str, ...]
    ris: tuple[str, ...]
    genre: str = ""


TYPES: dict[str, Names] = {
    "journal-article": Names(
        csl=("article-journal", "article-magazine", "article-newspaper", "review", "review-book",
             "journal-article", "article"),
        bibtex=("article", "suppperiodical", "review"),
        ris=("JOUR", "JFULL", "MGZN", "NEWS", "EJOUR", "INPR", "ABST")),
    "book": Names(
        csl=("book", "monograph", "reference-book", "book-set", "book-series", "classic"),
        bibtex=("book", "mvbook", "booklet", "reference"),
        ris=("BOOK", "WHOLE", "EBOOK", "SER", "CLSWK")),
    "edited-book": Names(
        csl=("book", "collection", "edited-book", "proceedings"),
        bibtex=("book", "collection", "mvcollection", "proceedings", "mvproceedings"),
        ris=("EDBOOK",)),
    "chapter": Names(
        csl=("chapter", "entry", "entry-dictionary", "entry-encyclopedia", "book-chapter", "book-section",
             "book-part", "reference-entry"),
        bibtex=("incollection", "inbook", "suppbook", "suppcollection", "bookinbook", "inreference"),
        ris=("CHAP", "ECHAP", "DICT", "ENCYC")),
    "report": Names(
        csl=("report", "report-component", "standard", "legislation", "bill"),
        bibtex=("techreport", "report", "manual", "standard"),
        ris=("RPRT", "GOVDOC", "STAND", "LEGAL")),
    "working-paper": Names(
        csl=("report", "working-paper", "preprint", "posted-content"),
        bibtex=("techreport", "report"),
        ris=("RPRT",),
        genre="Working paper"),
    "conference-paper": Names(
        csl=("paper-conference", "speech", "proceedings-article"),
        bibtex=("inproceedings", "conference"),
        ris=("CPAPER", "CONF")),
    "web-document": Names(
        csl=("webpage", "post-weblog", "post", "website"),
        bibtex=("online", "electronic", "www"),
        ris=("ELEC", "BLOG", "WEB")),
    "other": Names(
        csl=("document", "manuscript", "thesis", "dissertation", "dataset", "software", "pamphlet", "map", "other"),
        bibtex=("misc", "unpublished", "phdthesis", "mastersthesis", "thesis", "dataset", "software", "periodical"),
        ris=("GEN", "UNPB", "THES", "DATA", "COMP", "MANSCPT", "PAMP")),
}
"""Kind of work, a concept of the vocabulary ``work-type`` -> what the formats call it."""

OTHER = "other"


def csl_type(work_type: str) -> str:
    """Return the CSL type of a kind of work.

    >>> csl_type("working-paper")
    'report'
    """
    return TYPES.get(work_type, TYPES[OTHER]).csl[0]


def work_type(item: Mapping[str, Any]) -> str:
    """Return the kind of work that a CSL-JSON item is: by its type, its genre, and who made it.

    :param item: a CSL-JSON item; its type may also be one of Crossref's or OpenAlex's.
    :returns: a slug of the vocabulary ``work-type``; ``other`` for a type that is in no row.

    >>> work_type({"type": "report", "genre": "Working Paper"})
    'working-paper'
    >>> work_type({"type": "book", "editor": [{"family": "Stoker"}]})
    'edited-book'
    >>> work_type({"type": "book", "author": [{"family": "Arthur"}], "editor": [{"family": "Stoker"}]})
    'book'
    """
    kind = item.get("type") or csl_type(OTHER)
    fitting = [slug for slug, names in TYPES.items() if kind in names.csl]
    genre = str(item.get("genre") or "").casefold()
    for slug in fitting:
        if TYPES[slug].genre and TYPES[slug].genre.casefold() == genre:
            return slug
    if "book" in fitting and item.get("editor") and not item.get("author"):
        return "edited-book"
    plain = [slug for slug in fitting if not TYPES[slug].genre or TYPES[slug].csl[0] != kind]
    return plain[0] if plain else OTHER


def from_format(name: str, form: str) -> str:
    """Return the CSL type for what a format calls a kind of work.

    :param name: an entry type of BibTeX or BibLaTeX, or a reference type of RIS, in any case of letters.
    :param form: ``bibtex`` or ``ris``.
    :returns: the CSL type; an empty string for a name that is in no row.

    >>> from_format("inCollection", "bibtex"), from_format("EDBOOK", "ris"), from_format("VIDEO", "ris")
    ('chapter', 'book', '')
    """
    wanted = name.casefold()
    for names in TYPES.values():
        if wanted in (each.casefold() for each in getattr(names, form)):
            return names.csl[0]
    return ""
