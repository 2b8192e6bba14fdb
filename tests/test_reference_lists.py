"""The reference lists as printed, and the list of their differences: each bears the other out."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coprokg.editions import normalise
from coprokg.folders import root
from coprokg.records import read_yaml

FOLDER = root() / "data/literature"
DIFFERENCES = "comparisons/bovaird-2007-references.yaml"
GIVEN = {"bovaird-2007-par": "COPROKG_TEXT_PAR", "bovaird-2007-preprint": "COPROKG_TEXT_PREPRINT"}
"""What names the file with the text of each edition."""
PAGES = range(858, 861)
"""The pages of the published list; the preprint shows none."""
HOUSE_STYLE = re.compile(r"https?://\S+|\[accessed [^]]*]|,(?=\d{3})")
"""What holds digits and is compared apart, or is a matter of style: addresses, days of access, thousands."""

Fields = dict[str, Any]


def read(name: str) -> Fields:
    """Return the content of a data file on literature."""
    content: Fields = read_yaml(FOLDER / name).data
    return content


WORKS = read("works.yaml")
LISTS: dict[str, dict[str, Fields]] = {
    edition: read(f"references/{edition}.yaml")["reference"]
    for edition in ("bovaird-2007-par", "bovaird-2007-preprint")
}
PAR, PREPRINT = LISTS.values()
DIFFERING: dict[str, Fields] = read(DIFFERENCES)["reference_difference"]
CORRECTIONS: dict[str, Fields] = read(DIFFERENCES)["correction"]
ENTRIES = [pytest.param(edition, key, id=f"{edition}-{key}") for edition, its in LISTS.items() for key in its]
READINGS = [
    pytest.param(key, short, id=f"{key}-{short}") for key, one in DIFFERING.items() for short in one["reading"]
]
EVERY_WORK = sorted(PAR.keys() | PREPRINT.keys())
BOTH = sorted(PAR.keys() & PREPRINT.keys())


def entry_of(edition: str, work: str) -> Fields | None:
    """Return the entry that a list has for a work."""
    return next((entry for entry in LISTS[edition].values() if entry["cites"] == work), None)


def stands_in(words: str, printed: str) -> bool:
    """Say whether words stand in an entry as whole words, when both are levelled."""
    return next(normalise(printed).places(normalise(words).text), None) is not None


def numbers(printed: str) -> set[str]:
    """Return the numbers of an entry, a shortened range written out: of 128–37 come 128 and 137."""
    plain = HOUSE_STYLE.sub("", printed)
    found = set(re.findall(r"\d+", plain))
    for first, last in re.findall(r"(\d+)[-–](\d+)", plain):
        found |= {first[: -len(last)] + last if len(last) < len(first) else last}
        if len(last) < len(first):
            found -= {last}
    return found


def values_of(work: str) -> dict[str, list[str]]:
    """Return what the differences of a work quote, by the part of the reference that differs."""
    return {
        one["reference_field"]: [reading.get("value", "") for reading in one["reading"].values()]
        for one in DIFFERING.values()
        if one["listed_work"] == work
    }


def agrees(ruled: Fields) -> None:
    """Fail unless the work's record has the right value, where it has the field as text."""
    name, right = ruled["reference_field"], ruled["right_value"]
    if name in ("year", "issue", "pages"):
        assert WORKS[ruled["listed_work"]].get(name) == right, f"works.yaml: write {name}: {right}"
    if name in ("title", "spelling"):
        record = WORKS[ruled["listed_work"]]
        texts = " ".join((record["title"], record.get("journal", "").replace("-", " "))).casefold()
        assert stands_in(right.casefold(), texts), f"works.yaml: the title has {right!r}"


@pytest.mark.parametrize("edition", LISTS)
def test_positions_run_from_one(edition: str) -> None:
    positions = [int(entry["position"]) for entry in LISTS[edition].values()]
    assert positions == list(range(1, len(positions) + 1)), (
        f"references/{edition}.yaml: write the entries in the order of the list, position 1, 2, 3 and on")


@pytest.mark.parametrize("edition", LISTS)
def test_no_work_stands_twice(edition: str) -> None:
    cited = [entry["cites"] for entry in LISTS[edition].values()]
    twice = {work for work in cited if cited.count(work) > 1}
    assert not twice, f"references/{edition}.yaml: two entries cite {', '.join(twice)}; mend `cites` of one"


def test_pages_go_up_and_only_the_published_list_has_them() -> None:
    pages = [int(entry["page"]) for entry in PAR.values()]
    assert set(pages) == set(PAGES), f"the published list stands on pages {PAGES[0]} to {PAGES[-1]}"
    for before, after in pairwise(pages):
        assert before <= after, f"page {after} follows page {before}: mend `page` of the entry"
    assert not [key for key, entry in PREPRINT.items() if "page" in entry], "the preprint shows no pages"


@pytest.mark.parametrize(("edition", "key"), ENTRIES)
def test_an_entry_cites_a_known_work(edition: str, key: str) -> None:
    cited = LISTS[edition][key]["cites"]
    assert cited in WORKS, f"{key} cites {cited!r}: give it a record in works.yaml, or mend the key"
    assert key == cited, f"name the entry {key} after the work that it cites, {cited}"


@pytest.mark.parametrize(("edition", "key"), ENTRIES)
def test_an_entry_prints_its_name_and_year(edition: str, key: str) -> None:
    """The name is in the entry; under a dash it is the name that opens the entry before."""
    its = LISTS[edition]
    entry = its[key]
    names = entry["name"] if isinstance(entry["name"], list) else [entry["name"]]
    before = [one for one in its.values() if int(one["position"]) <= int(entry["position"])]
    opening = next(one for one in reversed(before) if not one["printed"].startswith("———"))
    for name in names:
        assert stands_in(name, opening["printed"]), f"{name!r} is not what the list prints; copy it from there"
    assert stands_in(names[0], opening["printed"][: len(names[0])]), f"{names[0]!r} does not open the entry"
    assert stands_in(entry["year"], entry["printed"]), f"{entry['year']} is not printed; copy the year"


@pytest.mark.parametrize(("key", "short"), READINGS)
def test_a_reading_stands_in_its_list(key: str, short: str) -> None:
    reading = DIFFERING[key]["reading"][short]
    assert reading["edition"] == f"bovaird-2007-{short}", "name the reading after its edition"
    entry = entry_of(reading["edition"], DIFFERING[key]["listed_work"])
    if DIFFERING[key]["reference_field"] == "presence":
        assert (entry is None) == ("absence" in reading), "`absence: not-reported` is for the list without the entry"
    if "absence" in reading:
        assert reading["absence"] == "not-reported", "write `absence: not-reported`, or leave it out"
        assert "value" not in reading, "what is absent has no value: keep one of the two"
        other = next(one for name, one in DIFFERING[key]["reading"].items() if name != short)
        assert "value" in other, "what both lists lack is no difference: delete it"
        assert not (entry and stands_in(other["value"], entry["printed"])), (
            f"{other['value']!r} stands in the {short} entry: write it as the value")
    else:
        assert entry, f"the {short} list has no entry for this work: write `absence: not-reported`"
        assert stands_in(reading["value"], entry["printed"]), (
            f"{reading['value']!r} does not stand in {entry['printed']!r}; copy it from there")


@pytest.mark.parametrize("key", DIFFERING)
def test_a_difference_is_one_and_ruled(key: str) -> None:
    one = DIFFERING[key]
    assert key == f"{one['listed_work']}-{one['reference_field']}", "name it by the work and the field"
    assert set(one["reading"]) == {"par", "preprint"}, "give a reading for each edition"
    values = [reading.get("value") for reading in one["reading"].values()]
    assert values[0] != values[1], "the readings are the same: no difference, delete it"
    if one["ruling"] == "unknown":
        assert "right_value" not in one, "the right value of what is unknown cannot be known: leave it out"
    right = {"published-right": "par", "preprint-right": "preprint"}.get(one["ruling"])
    if right:
        assert "value" in one["reading"][right], "what is left out cannot be right: mend the ruling"
        assert "right_value" in one, "say in `right_value` which value is right"
    if "right_value" in one:
        agrees(one)


@pytest.mark.parametrize("work", BOTH)
def test_another_year_is_a_difference(work: str) -> None:
    differs = PAR[work]["year"] != PREPRINT[work]["year"]
    assert differs == ("year" in values_of(work)), f"the years of {work}: code the difference, or delete it"


@pytest.mark.parametrize("work", EVERY_WORK)
def test_a_work_in_one_list_only_is_a_difference(work: str) -> None:
    alone = (work in PAR) != (work in PREPRINT)
    assert alone == ("presence" in values_of(work)), f"{work}: code its presence in one list only, or delete it"


@pytest.mark.parametrize("work", BOTH)
def test_numbers_that_differ_are_differences(work: str) -> None:
    """Every number that only one list prints stands in a reading; an address in one list is one, too."""
    here, there = PAR[work]["printed"], PREPRINT[work]["printed"]
    coded = set().union(*(numbers(value) for its in values_of(work).values() for value in its))
    missing = numbers(here) ^ numbers(there)
    assert missing <= coded, f"{work}: code the difference in {', '.join(sorted(missing - coded))}"
    addresses = ["www." in printed or "http:" in printed for printed in (here, there)]
    assert addresses[0] == addresses[1] or "url" in values_of(work), f"{work}: code the difference of address"


@pytest.mark.parametrize("key", CORRECTIONS)
def test_a_correction_is_of_what_both_lists_print(key: str) -> None:
    """What is corrected stands in both lists, capitals and shortened ranges apart; the work has it right."""
    one = CORRECTIONS[key]
    work, name, right = one["listed_work"], one["reference_field"], one["right_value"]
    assert key == f"{work}-{name}", "name it by the work and the field"
    assert name not in values_of(work), "a field that both lists have wrong alike is no difference"
    for edition in LISTS:
        entry = entry_of(edition, work)
        assert entry, f"{edition} does not list {work}: this is a difference, not a correction"
        printed = entry["printed"].casefold()
        assert stands_in(one["printed"].casefold(), printed), f"{one['printed']!r} is not printed in {edition}"
        assert not stands_in(right.casefold(), printed), f"{right!r} is what {edition} prints: no error"
    agrees(one)


@pytest.mark.skipif(
    not all(os.environ.get(name) for name in GIVEN.values()),
    reason=f"the paper's texts are not part of the project: {' and '.join(GIVEN.values())} name the files",
)
@pytest.mark.parametrize("edition", LISTS)
def test_the_entries_are_the_whole_list(edition: str) -> None:
    """One after another the entries are the end of the text, with nothing between them or after the last."""
    heads = read("editions.yaml")[edition].get("running_head", [])
    text = normalise(Path(os.environ[GIVEN[edition]]).read_text(encoding="utf-8"), heads).text
    place = text.rindex("References") + len("References")
    for key, entry in LISTS[edition].items():
        words = normalise(entry["printed"]).text
        assert text.startswith(words, place), f"{key}: the text here is {text[place : place + len(words)]!r}; copy it"
        place += len(words)
    assert not text[place:], f"write the entries that are left: {text[place:]!r}"


def test_numbers_of_an_entry() -> None:
    assert numbers("57(4): 128–37, 1,001-11 http://x.org/a7 [accessed July 19, 2007]") == {
        "57", "4", "128", "137", "1001", "1011"}
    assert numbers("8, 129 144, 5-23") == {"8", "129", "144", "5", "23"}
