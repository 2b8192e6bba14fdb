"""The records of works, persons and journals: what no single record's model can see."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import product
from typing import Any

import pytest

from coprokg.folders import folder
from coprokg.records import read_yaml

Entry = dict[str, Any]


def entries(path: str) -> dict[str, Entry]:
    """Return the records of a file under data/, by key."""
    records: dict[str, Entry] = read_yaml(folder("data") / path).data
    return records


def several(value: Any) -> list[Any]:
    """Return the values of a field that takes one or a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def slug(text: str) -> str:
    """Return a text as a part of a key: ASCII, lower case, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))


def initials(names: str) -> Counter[str]:
    """Return the letters that given names begin with."""
    return Counter(re.findall(r"\b[^\W\d_]", names))


WORKS, PERSONS, JOURNALS = (
    entries(path) for path in ("literature/works.yaml", "registers/persons.yaml", "literature/journals.yaml")
)
NEEDS = {
    "journal-article": ("author", "journal", "volume", "pages"),
    "book": ("author", "publisher", "publication_place"),
    "edited-book": ("editor", "publisher", "publication_place"),
    "chapter": ("author", "published_in"),
    "report": ("author", "publisher", "publication_place"),
    "working-paper": ("author", "series", "number", "publisher"),
    "conference-paper": ("author", "conference"),
    "web-document": ("author", "url"),
}
TYPED = [key for key, work in WORKS.items() if "work_type" in work]


def contributors(work: Entry) -> list[Any]:
    """Return a work's authors, or its editors where it has no author."""
    return several(work.get("author")) or several(work.get("editor"))


@pytest.mark.parametrize("key", TYPED)
def test_a_work_has_what_its_type_asks_for(key: str) -> None:
    work = WORKS[key]
    missing = [field for field in NEEDS.get(work["work_type"], ()) if field not in work]
    assert not missing, f"{key} is a {work['work_type']} without {', '.join(missing)}: add it, or change `work_type`"


@pytest.mark.parametrize("key", [key for key, work in WORKS.items() if "published_in" in work])
def test_a_chapter_stands_in_an_edited_book(key: str) -> None:
    chapter, host = WORKS[key], WORKS.get(WORKS[key]["published_in"], {})
    assert chapter["work_type"] == "chapter", f"{key} is no chapter: drop `published_in`, or change `work_type`"
    assert host.get("work_type") == "edited-book", f"what {key} is published in is no edited book: name its volume"
    said_twice = {"publisher", "publication_place", "editor"} & chapter.keys()
    assert not said_twice, f"{key} says what its volume says: move {', '.join(sorted(said_twice))} there"


@pytest.mark.parametrize("key", [key for key, work in WORKS.items() if "pages" in work])
def test_pages_are_written_in_full(key: str) -> None:
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", WORKS[key]["pages"])
    assert found, f"{key}: write pages as 128-137"
    first, last = found.groups()
    assert last is None or int(last) > int(first), f"{key}: write the last page in full (128-137, not 128-37)"


@pytest.mark.parametrize("key", WORKS)
def test_a_key_is_made_of_the_names_and_the_year_as_cited(key: str) -> None:
    work = WORKS[key]
    stem, year = key.rsplit("-", 1)
    assert work["label"].endswith(year), f"{key}: the label ends with the year by which the work is cited"
    names = contributors(work)
    if isinstance(names[0], dict):
        assert stem == slug(work["label"].removesuffix(year)), f"{key}: a body's key is the name in its label"
        return
    heads = names if len(names) < 3 else names[:1]
    families = [{slug(form.split(",")[0]) for form in several(PERSONS[head]["name_form"])} for head in heads]
    possible = {"-".join(chosen) for chosen in product(*families)}
    assert stem in possible, f"{key}: the names in the key are {' or '.join(sorted(possible))}"


@pytest.mark.parametrize("key", [key for key, work in WORKS.items() if "accessed" in work or "url" in work])
def test_an_address_can_be_followed(key: str) -> None:
    address = WORKS[key].get("url", "")
    assert re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address), f"{key}: give `url` with http:// and no spaces"


@pytest.mark.parametrize("key", PERSONS)
def test_a_person_is_called_by_what_the_lists_print(key: str) -> None:
    person = PERSONS[key]
    family, given, forms = person["family"], person.get("given", ""), several(person["name_form"])
    assert person["label"] == f"{given} {family}".strip(), f"{key}: the label is the given name and the family name"
    assert key == slug(person["label"]), f"{key}: the key is the label in ASCII ({slug(person['label'])})"
    assert len(set(forms)) == len(forms), f"{key}: a form of the name is there twice"
    for form in forms:
        printed, _, names = form.partition(", ")
        assert printed == family or "note" in person, f"{key}: say in a note why a list prints {printed}"
        assert initials(names) <= initials(given), f"{key}: {form} has initials that {given or 'no given name'} lacks"
    longest = max((form.partition(", ")[2] for form in forms), key=len)
    assert given == longest, f"{key}: the given name is the fullest that a list prints ({longest})"


@pytest.mark.parametrize("key", PERSONS)
def test_a_person_wrote_or_edited_something(key: str) -> None:
    named = [name for work in WORKS.values() for field in ("author", "editor") for name in several(work.get(field))]
    assert key in named, f"{key} is author or editor of no work: drop the record, or name the person in works.yaml"


@pytest.mark.parametrize("key", JOURNALS)
def test_a_journal_has_an_article(key: str) -> None:
    assert key == slug(JOURNALS[key]["title"]), f"{key}: the key is the title in ASCII"
    assert any(work.get("journal") == key for work in WORKS.values()), f"{key} has no article: drop the record"


def test_one_form_of_two_persons_is_explained() -> None:
    bearers: dict[str, list[str]] = {}
    for key, person in PERSONS.items():
        for form in several(person["name_form"]):
            bearers.setdefault(form, []).append(key)
    shared = {form: keys for form, keys in bearers.items() if len(keys) > 1}
    silent = [key for keys in shared.values() for key in keys if "note" not in PERSONS[key]]
    assert not silent, f"a form of the name is another's too: make one record of both, or add a note to each: {silent}"


@pytest.mark.parametrize("records", [WORKS, PERSONS, JOURNALS], ids=["works", "persons", "journals"])
def test_records_stand_in_the_order_of_their_keys(records: dict[str, Entry]) -> None:
    assert list(records) == sorted(records), "the file is in the order of the keys: move the record that is not"
