"""The names in citations: what can be a name, who stands right before a year, and who stands further back.

A name may be of one word or several, of a person or a body. That it is one is seen by its capital letters and by
what stands around it; where this is not enough, the names of the text's own reference list decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .bibliography.text import fold
from .reference_lists import UPPER, Entry

_split = str.split
# One initial at a time: two ways to read the same letters would make the search endless.
_INITIAL = rf"[{UPPER}]\.(?:-[{UPPER}]\.)?"
_WORD = rf"(?:[dDlL][’'])?[{UPPER}]\w*(?:[-‐‑’'][^\W\d_]+)*"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ten|ter|zu|zur|af|av)"
_NAME = (rf"(?:{_PARTICLE}\s+)*(?:{_INITIAL}\s*)*{_WORD}"
         rf"(?:\s+(?:(?:{_PARTICLE}|of|for|the|on)\s+)*(?:{_INITIAL}|{_WORD}))*")
_ET_AL = r"(?:,?\s+et\s+al\b\.?|,?\s+and\s+(?:others|colleagues)\b)"
_AUTHORS = (rf"(?<![\w’'-]){_NAME}(?:,\s+(?:{_NAME}|{_INITIAL}(?:\s?{_INITIAL})*))*"
            rf"(?P<last>(?:,?\s+(?:and|&)\s+{_NAME})?{_ET_AL}?)")
_SHORT = r"(?:\s*(?:¦+|\[[^\[\]\d]{2,20}\]|\([^()\d]{2,20}\)))?"
_BEFORE = re.compile(rf"(?P<authors>{_AUTHORS})[’']?{_SHORT}\s*[,:]?\s*[(\[]?\Z")
_HEADING_END = re.compile(rf"(?:\b[{UPPER}]\w*|[\d.:])[ \t]*\n\s*\n")
_MENTION = re.compile(_AUTHORS)
_ONE = re.compile(rf"{_NAME}|{_INITIAL}")
_POSSESSIVE = re.compile(r"[’']s(?!\w)")
_OPENERS = frozenset(_split("""a according after again all also although among an and another are as at because before
    both but by cf compare consider contra despite e.g even finally first following for from further furthermore has
    he hence her here his how however i.e if in indeed initially it its last lastly later likewise meanwhile more
    moreover nevertheless next nor not notably now of on once only or other others our out over perhaps rather
    recently second see she similarly since so some still such than that the their then there therefore these they
    third this those though thus to too unlike until we what when where whereas whether which while who whose why
    with within without yet"""))
_PREPOSITIONS = frozenset(_split("after at before by during for from in on since with within"))
_NO_NAMES = frozenset(_split("""january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn fall winter monday tuesday wednesday thursday
    friday saturday sunday table figure box chapter section part appendix volume vol issue no act bill article
    version about around circa since until"""))
_SENTENCE = re.compile(rf"[.!?][”’'\"\])]*\s+(?=[“‘\"'(]?[{UPPER}])")
_BACK, _FAR_BACK = 250, 1500


@dataclass
class Known:
    """What a text itself says of names: those of its reference list, and its words in small letters."""

    years: dict[str, dict[str, int]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    small: frozenset[str] = frozenset()

    @classmethod
    def of(cls, entries: tuple[Entry, ...], text: str) -> Known:
        """Return what a reference list and a text say of names."""
        known = cls(small=frozenset(re.findall(r"(?<![\w’'])[a-zß-ÿ]+", text)))
        for entry in entries:
            for name in entry.names:
                known.years.setdefault(fold(name), {}).setdefault(entry.year, entry.position)
                known.printed[name] = fold(name)
        return known

    def has(self, name: str, year: str | None = None) -> bool:
        """Say whether the list has a name, and with a certain year where one is given."""
        years = self.years.get(fold(name), {})
        return bool(years) if year is None else year in years

    def entry(self, name: str, year: str) -> int | None:
        """Return the place in the list of the entry that a citation leads to, if there is one."""
        return self.years.get(fold(name), {}).get(year)


@dataclass(frozen=True)
class Authors:
    """The authors of a citation: the first name, all of them as written, and where in the text they begin."""

    name: str
    written: str
    start: int


def authors_before(
    text: str, end: int, known: Known, *, inside: bool = False, listed: str | None = None
) -> Authors | None:
    """Return the authors that stand right before a year.

    :param text: the text; or, of a parenthesis, what is in it.
    :param end: the place of the year, or of the parenthesis that begins with it.
    :param known: what the text itself says of names.
    :param inside: whether it is the inside of a parenthesis.
    :param listed: a year that the reference list must have with the name.

    >>> text = "As shown by the village. However, Moss and Fern (1999)"
    >>> authors_before(text, text.index("("), Known())
    Authors(name='Moss', written='Moss and Fern', start=34)
    >>> authors_before("see Office of Villages, 1999", 24, Known(), inside=True).name
    'Office of Villages'
    """
    begin = max(end - _BACK, 0)
    if not inside:
        # A name goes on over the end of a line or page, but no heading goes on in the sentence below it.
        begin = max((found.end() for found in _HEADING_END.finditer(text, begin, end)), default=begin)
    found = _BEFORE.search(text, begin, end)
    if not found:
        return None
    names = [(found.start() + one.start(), one[0]) for one in _ONE.finditer(found["authors"])]
    initials = any(re.fullmatch(_INITIAL, name) for _, name in names)
    if not (inside or found["last"] or initials):
        # "In Kent, Fern (1999)": in a sentence a list of authors has its "and".
        names = names[-1:]
    start, name = _known_part(*_without_openers(names, text, known)[0], known)
    written = text[start : found.end("authors")]
    if not inside:
        name = name if known.has(name) else _POSSESSIVE.split(name)[0]
        written = _POSSESSIVE.sub("", written)
    name = " ".join(re.sub(rf"^(?:{_INITIAL}\s*)+(?=\w)", "", name).split())
    if not _is_name(name) or (listed is not None and not known.has(name, listed)):
        return None
    return Authors(name, written, start)


def _without_openers(names: list[tuple[int, str]], text: str, known: Known) -> list[tuple[int, str]]:
    """Take away the words with which a sentence opens: "However, Moss and Fern", "In Kent, Moss and Fern"."""
    head = text[max(names[0][0] - _BACK, 0) : names[0][0]]
    opens = not head.strip() or head.rstrip()[-1] in ".!?:;”\"—" or head[len(head.rstrip()) :].count("\n") > 1
    while True:
        start, name = names[0]
        word, _, tail = name.partition(" ")
        plain = word.lower().rstrip(".,")
        usual = opens and word[0].isupper() and plain in known.small and not known.has(name) and not known.has(word)
        if not (plain in _OPENERS or usual) or not (tail or names[1:]):
            return names
        away = plain in _PREPOSITIONS and names[1:] and text[start + len(name)] == "," and not known.has(tail)
        names = names[1:] if not tail or away else [(start + len(word) + 1, tail), *names[1:]]


def _known_part(start: int, name: str, known: Known) -> tuple[int, str]:
    """Return the part of a name that the list has: "Fern" of "Kent Fern", or the whole where it has none."""
    ends = [name, *(name[gap.end() :] for gap in re.finditer(r"\s+", name))]
    part = next((end for end in ends if known.has(end)), name)
    return start + len(name) - len(part), part


def _is_name(name: str) -> bool:
    words = [word.lower().strip(".,") for word in name.split()]
    return bool(words) and not {words[0], words[-1]} & _NO_NAMES and not all(word in _OPENERS for word in words)


def author_apart(text: str, end: int, year: str, known: Known, *, paged: bool) -> Authors | None:
    """Return the author of a year that stands alone in parentheses, at some distance from the name.

    That is the nearest name that the list has with this year. Without one it is whom the sentence names first, if
    a quote ends here or a page is given.

    :param text: the text.
    :param end: the place of the parenthesis.
    :param year: the year.
    :param known: what the text itself says of names.
    :param paged: whether a page follows the year.

    >>> author_apart("Moss calls it “a bargain” (1999, 3)", 26, "1999", Known(), paged=True).written
    'Moss'
    >>> author_apart("It opened after the war (1999)", 24, "1999", Known(), paged=False) is None
    True
    """
    begin = max(0, end - _FAR_BACK)
    near = text[begin:end]
    listed = [name for name, folded in known.printed.items() if year in known.years[folded]]
    places = [(found.end(), -found.start()) for name in listed
              for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", near)]
    if places:
        stop, start = max(places)[0], -max(places)[1]
        whole = _MENTION.match(near, start)
        written = whole[0] if whole and whole["last"] else near[start:stop]
        return Authors(near[start:stop], _POSSESSIVE.sub("", written), begin + start)
    quoted = near.rstrip()[-1:] in {"”", "’", "'", '"'}
    if not (quoted or paged):
        return None
    opening = max(near.rfind("“"), near.rfind("‘"))
    sentence = near[:opening] if quoted and opening >= 0 else near
    first = max((found.end() for found in _SENTENCE.finditer(sentence)), default=0)
    for mention in _MENTION.finditer(sentence, first):
        authors = authors_before(sentence, mention.end(), known)
        if authors and fold(authors.name) not in known.small | _OPENERS:
            return Authors(authors.name, authors.written, begin + authors.start)
    return None
