"""The checks of reference lists, citations and corrections: each tells the fault it is there for, and no sound data."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from coprokg.folders import root

PREFIXES = """
PREFIX biro: <http://purl.org/spar/biro/>
PREFIX cop: <https://w3id.org/coprokg/ontology#>
PREFIX edition: <https://w3id.org/coprokg/edition/bovaird-2007->
PREFIX field: <https://w3id.org/coprokg/vocab/reference-field/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX type: <https://w3id.org/coprokg/vocab/work-type/>
PREFIX : <https://example.org/>
"""
SOUND = """
:par cop:edition edition:par . :par-section cop:record edition:par . :preprint-section cop:record edition:preprint .
:list a cop:ReferenceList ; cop:edition edition:par ; cop:section :par-section .
:pointer a cop:Pointer ; cop:record :par ; cop:section :par-section ; cop:evidence :passage .
:passage oa:hasSource edition:par .
:entry a cop:Reference ; biro:references :work .
:work cop:workType type:journal-article ; cop:journal :journal ; cop:title "Look to Consumers, Too" ; cop:year 1996 ;
      cop:volume "7" ; cop:issue "2" ; cop:pages "103-118" ; cop:author :first , :second ; cop:editor :third .
:first cop:agent :person . :person cop:familyName "Gustafsson" .
:second cop:familyName "Driver" . :third cop:familyName "Stoker" .
:year a cop:Correction ; cop:listedWork :work ; cop:referenceField field:year ; cop:rightValue "1996" .
:title a cop:Correction ; cop:listedWork :work ; cop:referenceField field:title ; cop:rightValue "Look to consumers" .
:volume a cop:Correction ; cop:listedWork :work ; cop:referenceField field:volume ; cop:rightValue "7" .
:issue a cop:Correction ; cop:listedWork :work ; cop:referenceField field:issue ; cop:rightValue "2" .
:pages a cop:Correction ; cop:listedWork :work ; cop:referenceField field:pages ; cop:rightValue "103-118" .
:person-named a cop:Correction ; cop:listedWork :work ; cop:referenceField field:authors ; cop:rightValue "Gustafsson, Ulla" .
:named-only a cop:Correction ; cop:listedWork :work ; cop:referenceField field:authors ; cop:rightValue "Driver" .
:editor a cop:Correction ; cop:listedWork :work ; cop:referenceField field:editors ; cop:rightValue "Stoker" .
:place a cop:Correction ; cop:listedWork :work ; cop:referenceField field:place ; cop:rightValue "Houndmills" .
"""
FAULTS = {
    "another year": ("cop:year 1996", "cop:year 1995", "correction-not-in-record", "year"),
    "no year": ("; cop:year 1996", "", "correction-not-in-record", "year"),
    "another title": ("Look to Consumers, Too", "Look to Customers, Too", "correction-not-in-record", "title"),
    "part of the number of a volume": ('cop:volume "7"', 'cop:volume "17"', "correction-not-in-record", "volume"),
    "another issue": ('cop:issue "2"', 'cop:issue "3"', "correction-not-in-record", "issue"),
    "other pages": ('cop:pages "103-118"', 'cop:pages "1-16"', "correction-not-in-record", "pages"),
    "another person": ('familyName "Gustafsson"', 'familyName "Gustafson"', "correction-not-in-record", "person-named"),
    "another name": ('familyName "Driver"', 'familyName "Diver"', "correction-not-in-record", "named-only"),
    "an author for an editor": ("cop:editor :third", "cop:author :third", "correction-not-in-record", "editor"),
    "no journal": ("; cop:journal :journal", "", "article-without-journal", "work"),
    "a section of another edition": (
        "cop:record :par ; cop:section :par-section", "cop:record :par ; cop:section :preprint-section",
        "citation-of-another-edition", "pointer"),
    "words of another edition": (
        "oa:hasSource edition:par", "oa:hasSource edition:preprint", "citation-of-another-edition", "pointer"),
    "a list in a section of another edition": (
        "edition:par ; cop:section :par-section", "edition:par ; cop:section :preprint-section",
        "citation-of-another-edition", "list"),
}
CHECKS = sorted({check for _, _, check, _ in FAULTS.values()})


def nodes(check: str, turtle: str) -> list[str]:
    """Return the local names of the nodes at fault."""
    store = ox.Store()
    store.update(f"{PREFIXES} INSERT DATA {{ {turtle} }}")
    found = store.query((root() / f"queries/checks/{check}.rq").read_text(encoding="utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    return [str(row[0].value).rpartition("/")[2] for row in found]


@pytest.mark.parametrize("check", CHECKS)
def test_sound_data_pass(check: str) -> None:
    assert nodes(check, SOUND) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told(fault: str) -> None:
    old, new, check, node = FAULTS[fault]
    assert SOUND.count(old) == 1
    assert nodes(check, SOUND.replace(old, new)) == [node]


def test_the_title_of_a_journal_will_do_where_it_has_no_record() -> None:
    text = SOUND.replace("cop:journal :journal", 'cop:container "World Development"')
    assert nodes("article-without-journal", text) == []


def test_a_correction_need_not_give_more_of_a_title_than_the_words_in_question() -> None:
    assert nodes("correction-not-in-record", SOUND.replace('"Look to consumers"', '"consumers"')) == []
