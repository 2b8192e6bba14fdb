"""What is given as printed stands in the text: each string, in its place, in order, and a list without a gap."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from coprokg.editions import EditionText, Section
from coprokg.printed import PrintedString, check_printed

HEAD = "{page} A Made-Up Review"
TEXT = ("1 A Made-Up Review One. It was told early ( Poe 1840 ; Roe et al . 1850 ) . Poe says “ so it goes on ” ( 1841 , 7 ) . "
        "2 A Made-Up Review Two. Later ( Poe 1840 ) it was told again . References Poe , Ann . 1840 . Tales of Co - operation . "
        "London : Quill . — — — . 1841 . More Tales . London : Quill . Roe , Bo . 1850 . Sails . Paris : Plume .")
EDITION = EditionText("e", "e", (Section("one", 1, 1, "One."), Section("two", 2, 2, "Two."),
                                 Section("references", 3, 2, "References")), 90, shows_pages=True, running_heads=(HEAD,))

LIST = ["Poe, Ann. 1840. Tales of Co-operation. London: Quill.", "———. 1841. More Tales. London: Quill.",
        "Roe, Bo. 1850. Sails. Paris: Plume."]
CITED = [("Poe 1840", "one", 1), ("Roe et al. 1850", "one", 1), ("Poe … 1841, 7", "one", 1), ("Poe 1840", "two", 2)]


def entries(strings: Sequence[str]) -> list[PrintedString]:
    """Return the entries of the list, in the order given."""
    return [PrintedString(f"r/{n}", "e", "references", 2, n, text, fills=True, file="list.yaml", line=n)
            for n, text in enumerate(strings, 1)]


def citations(strings: Sequence[tuple[str, str, int]]) -> list[PrintedString]:
    """Return the citations, in the order given."""
    return [PrintedString(f"p/{n}", "e", section, page, n, text, file="citations.yaml", line=n)
            for n, (text, section, page) in enumerate(strings, 1)]


def told(strings: list[PrintedString]) -> list[str]:
    """Return the problems that are told, as sentences."""
    return [str(problem) for problem in check_printed(strings, [EDITION], {"e": TEXT}).problems]


def test_what_stands_as_printed_is_found() -> None:
    strings = entries(LIST) + citations(CITED)
    report = check_printed(strings, [EDITION], {"e": TEXT})
    assert not report.problems
    assert {one.passage.iri for one in report.located} == {string.iri for string in strings}
    first = next(one for one in report.located if one.passage.iri == "p/1")
    assert TEXT[first.offset:].startswith("Poe 1840")


def test_without_the_text_nothing_is_said() -> None:
    report = check_printed(entries(LIST), [EDITION], {})
    assert not report.located and not report.problems


@pytest.mark.parametrize(("strings", "fault"), [
    (entries([LIST[0], LIST[2]]), "something of the list is left out"),
    (entries(LIST[:2]), "after the last entry the list goes on"),
    (entries([LIST[1], LIST[0], LIST[2]]), "does not stand in e after"),
    (entries([LIST[0].replace("1840", "1841"), *LIST[1:]]), "does not stand in e"),
    (entries([LIST[0].replace("Tales", "Tale"), *LIST[1:]]), "does not stand in e"),
    (entries([LIST[0].removesuffix(" London: Quill."), *LIST[1:]]), "something of the list is left out"),
    (citations([CITED[1], CITED[0], *CITED[2:]]), "stands in section two, not in one"),
    (citations([("Poe 1840", "two", 1)]), "stands in section one, not in two"),
    (citations([("Poe 1840", "one", 2)]), "stands on page 1, not 2"),
    (citations([("Poe … 1842", "one", 1)]), "does not stand in e"),
    (citations([("Coe 1840", "one", 1)]), "does not stand in e"),
], ids=["entry-missing", "last-missing", "wrong-order", "wrong-year", "wrong-word", "cut-short", "citations-out-of-order",
        "wrong-section", "wrong-page", "apart-wrong", "not-there"])
def test_what_does_not_stand_so_is_told(strings: list[PrintedString], fault: str) -> None:
    found = told(strings)
    assert any(fault in line for line in found), found
    assert all(line.startswith(("list.yaml:", "citations.yaml:")) for line in found)
