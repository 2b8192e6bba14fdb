"""Check every quoted passage against the text of its edition, and count how much is quoted.

What counts as the same words is said in :mod:`coprokg.editions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .editions import EditionText, IndexedText, NormalisedText, index_text, normalise
from .problems import DataFault, Misuse, Problem, allowed_values, did_you_mean

RULE = "docs/coding-manual.md"
MOST_AROUND = 4
"""The most words that ``before`` and ``after`` may have."""

_SHOWN = 12
_ALIKE = 6


@dataclass(frozen=True)
class QuotedPassage:
    """Words quoted from an edition: where they are said to stand, and where they are written down."""

    iri: str
    edition: str
    section: str
    page: int | None
    words: str
    before: str | None = None
    after: str | None = None
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class LooseQuote:
    """Words quoted outside a passage: in an example, a memo, a note."""

    words: str
    file: str = ""
    line: int = 0
    surely: bool = True
    """Whether it is surely a quote: words between plain marks may be our own."""


@dataclass(frozen=True)
class Located:
    """A passage that stands where it says: at ``offset``, a place in the text as written."""

    passage: QuotedPassage
    offset: int
    words: range
    text_sha256: str


@dataclass(frozen=True)
class Share:
    """How many of an edition's words are carried: once each, and as often as they are quoted."""

    edition: str
    words_in_text: int
    words_carried: int
    words_with_repeats: int
    limit: int

    @property
    def per_cent(self) -> float:
        """Return the share of the edition's words that are carried, in per cent.

        >>> Share("par", 12000, 3000, 4200, 40).per_cent
        25.0
        """
        return 100 * self.words_carried / self.words_in_text if self.words_in_text else 0.0


@dataclass(frozen=True)
class Report:
    """What checking the passages has shown.

    ``unchecked`` gives, for each edition whose text was not given or could not be used, how many of
    its passages were not looked at.
    """

    located: tuple[Located, ...]
    problems: tuple[Problem, ...]
    shares: tuple[Share, ...]
    unchecked: Mapping[str, int]

    def lines(self) -> list[str]:
        """Return the report as lines to print, without the problems.

        >>> Report((), (), (Share("par", 12000, 3000, 4200, 40),), {"preprint": 2}).lines()
        ['par: 0 passages found; they carry 3000 of 12000 words, 25.0 % (limit 40 %); with repeats 4200', \
'preprint: not checked, 2 passages: its text was not given or cannot be used']
        """
        answer = []
        for share in self.shares:
            found = sum(one.passage.edition == share.edition for one in self.located)
            answer.append(
                f"{share.edition}: {found} passages found; they carry {share.words_carried} of "
                f"{share.words_in_text} words, {share.per_cent:.1f} % (limit {share.limit} %); "
                f"with repeats {share.words_with_repeats}"
            )
        for edition, passages in self.unchecked.items():
            answer.append(f"{edition}: not checked, {passages} passages: "
                          "its text was not given or cannot be used")
        return answer


@dataclass(frozen=True)
class _Words:
    """The words of a passage, levelled alone and with what stands before and after."""

    alone: str
    around: str
    lead: int
    written: NormalisedText


def verify(
    passages: Iterable[QuotedPassage], editions: Iterable[EditionText], texts: Mapping[str, str],
    loose: Iterable[LooseQuote] = (),
) -> Report:
    """Look for every passage in the text of its edition.

    :param passages: the passages.
    :param editions: the editions they quote, with their sections in order.
    :param texts: the text of each edition, by the edition's slug; editions may be missing.
    :param loose: quotes outside passages; each is to stand in one of the editions, and counts
        towards the share of the first in which it does.
    :returns: which passages were found, what is wrong with the others, and the share of each
        edition's words that the passages carry.
    :raises Misuse: if a text is given for an edition that is not described.

    >>> from coprokg.editions import Section
    >>> edition = EditionText("e", "e", (Section("all", 1, None, "It was"),), 90)
    >>> text = "It was managed lo - cally , by the village ."
    >>> good = QuotedPassage("p/1", "e", "all", None, "managed locally, by")
    >>> bad = QuotedPassage("p/2", "e", "all", None, "managed locally by", file="a.yaml", line=7)
    >>> report = verify([good, bad], [edition], {"e": text})
    >>> [one.offset for one in report.located]
    [7]
    >>> print(report.problems[0])
    a.yaml:7 words: "managed locally by" does not stand in e; the closest place, section all, \
reads "It was managed lo - cally, by the village." (docs/coding-manual.md)
    """
    known = {edition.slug: edition for edition in editions}
    for slug in texts:
        if slug not in known:
            raise Misuse(f"a text is given for {slug!r}, which is no edition; {allowed_values(known)}")
    problems: list[Problem] = []
    indexes: dict[str, IndexedText] = {}
    for slug, text in texts.items():
        try:
            indexes[slug] = index_text(known[slug], text)
        except DataFault as fault:
            problems += fault.problems
    located: list[Located] = []
    unchecked = {slug: 0 for slug in known if slug not in indexes}
    for passage in passages:
        if passage.edition in unchecked:
            unchecked[passage.edition] += 1
            continue
        found = _locate(passage, indexes, problems)
        if found:
            located.append(found)
    spans = _loose(loose, indexes, problems if not unchecked else [])
    shares = [_share(index, located, spans[slug]) for slug, index in indexes.items()]
    for share in shares:
        if share.per_cent > share.limit:
            edition = known[share.edition]
            problems.append(Problem(
                edition.file, edition.line, "quote_limit", f"{edition.short}: the passages carry "
                f"{share.per_cent:.1f} % of its words, more than {share.limit} %",
                "quote the shortest sufficient words", RULE))
    return Report(tuple(located), tuple(sorted(set(problems))), tuple(shares), unchecked)


def _loose(
    quotes: Iterable[LooseQuote], indexes: Mapping[str, IndexedText], problems: list[Problem]
) -> dict[str, list[range]]:
    """Return the words that loose quotes carry of each edition; say which stand in none."""
    spans: dict[str, list[range]] = {slug: [] for slug in indexes}
    for quote in quotes:
        for slug, index in indexes.items():
            level = normalise(quote.words, index.edition.running_heads).text.rstrip(".,;")
            # In running text of ours a quote may begin a sentence, or a sentence a quote.
            forms = (level, level[:1].swapcase() + level[1:])
            place = next((at for form in forms for at in index.level.places(form)), None)
            if place is not None:
                spans[slug].append(index.word_span(place, place + len(level)))
                break
        else:
            if not quote.surely:
                continue
            problems.append(Problem(quote.file, quote.line, "", f"{_quoted(quote.words)} stands in no edition",
                                    "quote exactly, or leave the quotation marks out", RULE))
    return spans


def _share(index: IndexedText, located: Iterable[Located], loose: Iterable[range] = ()) -> Share:
    mine = [one.words for one in located if one.passage.edition == index.edition.slug]
    mine += loose
    carried = {number for words in mine for number in words}
    return Share(index.edition.slug, len(index.words), len(carried), sum(map(len, mine)),
                 index.edition.quote_limit)


def _locate(
    passage: QuotedPassage, indexes: Mapping[str, IndexedText], problems: list[Problem]
) -> Located | None:
    """Return where a passage stands, or say what is wrong with it."""
    faults = len(problems)

    def fault(name: str, what: str, remedy: str) -> None:
        problems.append(Problem(passage.file, passage.line, name, what, remedy, RULE))

    index = indexes.get(passage.edition)
    if index is None:
        fault("edition", f"there is no edition {passage.edition!r}", allowed_values(indexes))
        return None
    keys = [section.key for section in index.edition.sections]
    if passage.section not in keys:
        fault("section", f"{index.edition.short} has no section {passage.section!r}",
              did_you_mean(passage.section, keys) or allowed_values(keys))
    if not index.pages and passage.page is not None:
        fault("page", f"{index.edition.short} shows no pages", "leave the page out")
    for name, near in (("before", passage.before or ""), ("after", passage.after or "")):
        if len([word for word in near.split() if normalise(word).text]) > MOST_AROUND:
            fault(name, f"{_quoted(near)} has more than {MOST_AROUND} words",
                  f"keep the {MOST_AROUND} nearest to the quote, or fewer")
    words = _level(passage, index.edition)
    if not any(map(str.isalnum, words.alone)):
        fault("words", f"{_quoted(passage.words)} holds no word", "quote the words that bear the value out")
        return None
    places = list(index.level.places(words.alone))
    if not places:
        fault("words", *_missing(passage, words, index, indexes))
        return None
    if words.around != words.alone:
        around = {place + words.lead for place in index.level.places(words.around)}.intersection(places)
        if not around:
            name = "before" if passage.before else "after"
            fault(name, f"what is to stand around {_quoted(passage.words)} does not stand there",
                  _reading(index, places[0], "the text"))
            return None
        places = sorted(around)
    place = _choose(passage, places, index)
    if place is None:
        other = "other" if passage.before or passage.after else "the"
        fault("words", f"{_quoted(passage.words)} stands in {len(places)} places of "
              f"{index.edition.short}: {_where(index, places)}",
              f"name the section and page that are meant, or give {other} words before or after it "
              f"(at most {MOST_AROUND}) that stand in one place only")
        return None
    section, page = index.section_at(place), index.page_at(place)
    if passage.section in keys and section != passage.section:
        fault("section", f"{_quoted(passage.words)} stands in {_where(index, [place])}, "
              f"not in section {passage.section}",
              f"write section: {section}" if section else "quote words of a section")
    elif index.section_at(place + len(words.alone) - 1) != section:
        fault("words", f"{_quoted(passage.words)} runs on into another section", "end it with the section")
    if index.pages and passage.page != page:
        given = f"not {passage.page}" if passage.page is not None else "and the page is missing"
        fault("page", f"{_quoted(passage.words)} begins on page {page}, {given}", f"write page: {page}")
    if len(problems) > faults:
        return None
    start = place - words.lead if words.around != words.alone else place
    span = index.word_span(start, start + len(words.around))
    return Located(passage, index.level.offsets[place], span, index.digest)


def _level(passage: QuotedPassage, edition: EditionText) -> _Words:
    """Level a passage's words; what is around them is levelled with them, for dashes between digits."""
    heads = edition.running_heads
    written = normalise(passage.words, heads)
    if not passage.before and not passage.after:
        return _Words(written.text, written.text, 0, written)
    before = f"{passage.before or ''} "
    around = normalise(f"{before}{passage.words} {passage.after or ''}", heads)
    lead = sum(offset < len(before) for offset in around.offsets)
    return _Words(written.text, around.text, lead, written)


def _choose(passage: QuotedPassage, places: Sequence[int], index: IndexedText) -> int | None:
    """Return the place that is meant, or none if it cannot be told."""
    here = [place for place in places if index.section_at(place) == passage.section]
    paged = index.pages and passage.page is not None
    good = [place for place in here if not paged or index.page_at(place) == passage.page]
    if len(good) == len(places) or len(good) == 1:
        return good[0]
    if good:
        return None
    # A wrong page or section can be named only where the place is certain all the same.
    return here[0] if len(here) == 1 else places[0] if len(places) == 1 else None


def _where(index: IndexedText, places: Sequence[int], most: int = 5) -> str:
    """Return the sections and pages of places, in words."""
    names = []
    for place in places:
        page = index.page_at(place)
        name = f"section {index.section_at(place) or '(none: before the first)'}"
        names.append(name + (f" (page {page})" if page is not None else ""))
    each = list(dict.fromkeys(names))
    return ", ".join(each[:most]) + (", ..." if len(each) > most else "")


def _quoted(words: str) -> str:
    """Return the beginning of a quote, to tell it from others in a message."""
    pieces = words.split()
    return '"' + " ".join(pieces[:8]) + (" ..." if len(pieces) > 8 else "") + '"'


def _reading(index: IndexedText, place: int, what: str) -> str:
    page = index.page_at(place)
    where = f"section {index.section_at(place)}" + (f", page {page}" if page is not None else "")
    return f"{what}, {where}, reads \"{index.excerpt(place, _SHOWN)}\""


def _missing(
    passage: QuotedPassage, words: _Words, index: IndexedText, indexes: Mapping[str, IndexedText]
) -> tuple[str, str]:
    """Return what is wrong with words that are not in the text, and the remedy."""
    quote = _quoted(passage.words)
    cut = index.level.text.find(words.alone)
    if cut >= 0:
        return (f"{quote} begins or ends inside a word or a number of {index.edition.short}",
                _reading(index, cut, "quote whole words: the text"))
    what = f"{quote} does not stand in {index.edition.short}"
    for other in indexes.values():
        there = next(other.level.places(words.alone), None)
        if other is not index and there is not None:
            return what, f"it stands in {other.edition.short}, {_where(other, [there])}: name that edition"
    closest = _closest(words.alone, index, passage.section)
    if closest is None:
        return what, "nothing like it stands there: copy the words from the text"
    return what, _reading(index, closest, "the closest place")


def _closest(words: str, index: IndexedText, section: str) -> int | None:
    """Return the place where the text departs from the longest piece of the words it has."""
    text = index.level.text
    start = end = best = 0
    for begin in range(len(words)):
        best = max(best, begin)
        while best < len(words) and words[begin : best + 1] in text:
            best += 1
        if best - begin > end - start:
            start, end = begin, best
    if end - start < _ALIKE:
        return None
    piece = words[start:end]
    first = place = text.find(piece)
    while place >= 0 and index.section_at(place) != section:
        place = text.find(piece, place + 1)
    place = place if place >= 0 else first
    return place if start else place + len(piece)
