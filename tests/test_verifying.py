"""Quotes are checked against a text: what is levelled and what is not, places, shares, the ledger."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from coprokg.editions import EditionText, IndexedText, Section, index_text, normalise
from coprokg.ledger import check_ledger, read_ledger, read_shares, write_ledger, write_shares
from coprokg.problems import DataFault, Misuse
from coprokg.verifying import QuotedPassage, Report, verify

ROOT = Path(__file__).resolve().parent.parent

HEADS = ("{page} Village Review • May | June 2001", "On Villages {page}")
# As a machine reads print: split ligatures, spaced stops, heads in the stream, a table and a pull quote
# in the middle of sentences.
TEXT = (
    "10 Village Review • May | June 2001 Opening Th e village had 5 , 000 people and 1 . 85 million "
    "sheep in 1990 . It ran a “com - munity” shop — staﬀ ed by ﬁ ve volunteers … The key "
    "Table 1 Kinds of Shop Shop Own Shared End of table "
    "On Villages 11 tasks were shared . The shop was a success . Second Part The shop was a success , pp . "
    "128 – 37 . Was the part as good as (cid:127) the whole ? The hall was paid for by "
    "A success . . . shared by all . "
    "12 Village Review • May | June 2001 the village . Caf\u00e9 and hall were kept apart . The hall was open ."
)
SECTIONS = (
    Section("opening", 1, 10, "Opening The village"),
    Section("table-1", 2, 10, "Table 1 Kinds of Shop", "End of table"),
    Section("second", 3, 11, "Second Part The shop"),
    Section("pull-quote", 4, 11, "A success...", "shared by all."),
)
EDITION = EditionText("village-2001", "vil", SECTIONS, 90, True, HEADS, "editions.yaml", 5)
PLAIN = EditionText("village-2000", "pre", (Section("all", 1, None, "Draft"),), 90)
PLAIN_TEXT = "- Draft\n\n* The *village* had <u>one</u> 'shop'.\n\nIt was\n\nself-\nrun, and small."


def passage(words: str, section: str = "opening", page: int | None = 10, **more: object) -> QuotedPassage:
    given = QuotedPassage("case/x/passage/one", EDITION.slug, section, page, words, file="x.yaml", line=3)
    return replace(given, **more)  # type: ignore[arg-type]


def check(*passages: QuotedPassage, edition: EditionText = EDITION, text: str = TEXT) -> Report:
    return verify(passages, [edition, PLAIN], {edition.slug: text, PLAIN.slug: PLAIN_TEXT})


def only_problem(*passages: QuotedPassage) -> str:
    problems = check(*passages).problems
    assert len(problems) == 1, [str(problem) for problem in problems]
    return str(problems[0])


@pytest.fixture(scope="module")
def village() -> IndexedText:
    return index_text(EDITION, TEXT)


# What is levelled, and what is not


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Th e  vil\u00a0lage\n", "The village"),
        ("5 , 000 people", "5,000 people"),
        ("ﬁ ve ﬂ ats, diﬀ erent oﬃ ces, baﬄ ed", "five flats, different offices, baffled"),
        ("co - production", "coproduction"),
        ("co\u00adpro\u2010duc\u2011tion", "co-production"),
        ("shop — staffed", "shop - staffed"),
        ("128 – 37", "128-37"),
        ("“it’s” ‘so’", "'it's\" \"so'"),
        ("to the end …", "to the end..."),
        (". . .", "…"),
        ("*very* <u>much</u> so", "very much so"),
        ("• one (cid:127) two", "one two"),
        ("as 12 Village Review • May | June 2001 good", "as good"),
    ],
)
def test_these_are_the_same_words(one: str, other: str) -> None:
    assert normalise(one, HEADS).text == normalise(other, HEADS).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Village", "the village"),
        ("villages", "village"),
        ("5,000", "5000"),
        ("5,000", "6,000"),
        ("128–37", "12837"),
        ("café", "cafe"),
        ("one, two", "one two"),
        ("(one)", "one"),
        ("user/community", "user community"),
        ("users'", "users"),
        ("£5", "5"),
        ("5%", "5"),
        ("(cid:12)", ""),
    ],
)
def test_these_are_other_words(one: str, other: str) -> None:
    assert normalise(one).text != normalise(other).text


def test_each_levelled_character_knows_its_place_in_the_text() -> None:
    text = "Th e  co - op “ﬁ ve” …"
    level = normalise(text)
    assert len(level.text) == len(level.offsets) == len(level.joined)
    assert level.text == "Thecoop'five'..."
    assert [text[place] for place in level.offsets] == list("Thecoop“ﬁﬁve”………")


# Finding words


@pytest.mark.parametrize(
    "words",
    [
        "The village had 5,000 people",
        "1.85 million sheep",
        "ran a 'community' shop",
        "“co-mmunity” shop – staffed by five volunteers...",
    ],
)
def test_words_are_found_as_the_page_prints_them(words: str) -> None:
    report = check(passage(words))
    assert not report.problems
    assert TEXT[report.located[0].offset] in {words[0], "“"}


@pytest.mark.parametrize(
    "words",
    [
        "The village had 5,001 people",
        "the village had 5,000 people",
        "The villages had 5,000 people",
        "The village had 5 000 people",
    ],
)
def test_a_changed_letter_case_digit_or_mark_is_a_miss(words: str) -> None:
    report = check(passage(words))
    assert not report.located
    message = str(report.problems[0])
    assert message.startswith("x.yaml:3 words: ")
    assert "does not stand in vil; the closest place, section opening, page 10, reads" in message
    assert "The village had 5, 000 people" in message


def test_the_closest_place_is_shown_in_at_most_twelve_words() -> None:
    message = only_problem(passage("tasks were divided", page=11))
    shown = message.split("reads ")[1].split('"')[1]
    assert shown == "five volunteers … The key tasks were shared. The shop was a success."


def test_nothing_alike_is_said_to_be_so() -> None:
    assert "nothing like it stands there" in only_problem(passage("zebra quux"))


@pytest.mark.parametrize(
    ("words", "page"),
    [("art as good", 11), ("the pa", 11), ("000 people", 10), ("85 million", 10), ("had 5", 10), ("e village had", 10)],
)
def test_a_quote_does_not_begin_or_end_inside_a_word_or_number(words: str, page: int) -> None:
    section = "opening" if page == 10 else "second"
    assert "begins or ends inside a word or a number" in only_problem(passage(words, section, page))


def test_words_of_the_other_edition_are_said_to_stand_there() -> None:
    assert "it stands in pre, section all: name that edition" in only_problem(passage("self-run, and small"))


def test_words_that_hold_no_word_are_refused() -> None:
    assert "holds no word" in only_problem(passage(" – . "))


def test_emphasis_bullets_and_broken_lines_of_the_preprint_are_levelled() -> None:
    words = ["The village had one “shop”", "was self-run", "was selfrun"]
    report = check(*(passage(each, "all", None, edition=PLAIN.slug) for each in words))
    assert not report.problems
    assert len(report.located) == 3


# Pages, sections, floats


def test_a_running_head_begins_its_page(village: IndexedText) -> None:
    pages = {
        words: village.page_at(next(village.level.places(normalise(words).text)))
        for words in ("The key", "tasks were", "paid for by", "the village.", "Shared", "A success...")
    }
    assert pages == {"The key": 10, "tasks were": 11, "paid for by": 11, "the village.": 12, "Shared": 10,
                     "A success...": 11}


def test_text_before_the_first_running_head_is_on_the_page_before() -> None:
    text = "Opening The village . " + TEXT[TEXT.index("On Villages 11") :]
    sections = (Section("opening", 1, 10, "Opening The village"),)
    index = index_text(replace(EDITION, sections=sections), text)
    assert [page for _, page in index.pages] == [10, 11, 12]


def test_after_a_float_the_interrupted_section_goes_on(village: IndexedText) -> None:
    sections = {
        words: village.section_at(next(village.level.places(normalise(words).text)))
        for words in ("The key", "Shared", "tasks were", "Was the part", "A success...", "the village.")
    }
    assert sections == {"The key": "opening", "Shared": "table-1", "tasks were": "opening",
                        "Was the part": "second", "A success...": "pull-quote", "the village.": "second"}


@pytest.mark.parametrize(
    "quote",
    [
        passage("The key tasks were shared"),
        passage("paid for by the village", "second", 11),
        passage("Kinds of Shop", "table-1"),
    ],
)
def test_a_quote_runs_across_a_running_head_and_a_float(quote: QuotedPassage) -> None:
    assert not check(quote).problems


def test_a_quote_does_not_run_out_of_a_float_or_over_a_heading() -> None:
    assert "does not stand" in only_problem(passage("End of table tasks were", "table-1"))
    assert "runs on into another section" in only_problem(passage("a success. Second Part", page=11))


def test_the_right_section_is_named() -> None:
    message = only_problem(passage("tasks were shared", "second", 11))
    assert 'section: "tasks were shared" stands in section opening (page 11), not in section second' in message
    assert "; write section: opening" in message


def test_the_right_page_is_named() -> None:
    message = only_problem(passage("tasks were shared", page=10))
    assert 'page: "tasks were shared" begins on page 11, not 10; write page: 11' in message


def test_a_missing_page_is_a_problem_where_the_edition_shows_pages() -> None:
    message = only_problem(passage("tasks were shared", page=None))
    assert "begins on page 11, and the page is missing; write page: 11" in message


def test_a_page_is_a_problem_where_the_edition_shows_none() -> None:
    assert "pre shows no pages; leave the page out" in only_problem(
        passage("The village had one", "all", 3, edition=PLAIN.slug)
    )


def test_an_unknown_section_or_edition_is_a_problem() -> None:
    assert "did you mean 'opening'?" in only_problem(passage("tasks were shared", "openin", 11))
    assert "there is no edition 'nowhere'" in only_problem(passage("tasks", edition="nowhere"))


@pytest.mark.parametrize(
    ("section", "what"),
    [
        (Section("ghost", 9, 12, "No such words"), "section 'ghost' do not stand in the text"),
        (Section("twice", 9, 12, "hall"), "section 'twice' stand in 3 places"),
        (Section("early", 9, 12, "It ran a ‘community’"), "section 'early' stand before"),
        (Section("open", 9, 12, "Café and hall", "no such end"), "closing words of section 'open' do not stand"),
        (Section("late", 9, 11, "Café and hall"), "section 'late' begins on page 12, not 11"),
    ],
)
def test_a_section_that_cannot_be_placed_is_named(section: Section, what: str) -> None:
    edition = replace(EDITION, sections=(*(one for one in SECTIONS if one.position < 3), section))
    report = check(passage("tasks were shared", page=11), edition=edition)
    assert len(report.problems) == 1
    assert report.problems[0].file == "editions.yaml"
    assert what in str(report.problems[0])
    assert report.unchecked == {EDITION.slug: 1}


def test_the_same_opening_words_may_stand_before_the_section_before() -> None:
    sections = (Section("abstract", 1, None, "So it was. Once"), Section("text", 2, None, "So it was"))
    index = index_text(replace(PLAIN, sections=sections), "So it was. Once more. So it was all along.")
    assert [key for _, key in index.marks] == ["abstract", "text"]


def test_pages_that_cannot_be_counted_are_a_problem() -> None:
    with pytest.raises(DataFault, match="page 12 follows page 10"):
        index_text(EDITION, TEXT.replace("On Villages 11", ""))
    with pytest.raises(DataFault, match="no running head stands in the text"):
        index_text(replace(EDITION, running_heads=()), TEXT)


# Words that stand in several places


def test_words_that_all_stand_in_the_given_section_and_page_are_taken_where_they_come_first() -> None:
    report = check(passage("hall", "second", 12), text=TEXT.replace("The hall was paid", "The shop was paid"))
    assert not report.problems
    assert report.located[0].offset == TEXT.index("hall were kept")


def test_the_one_place_in_the_given_section_and_page_is_meant() -> None:
    report = check(
        passage("The shop was a success", "opening", 11),
        passage("The shop was a success", "second", 11),
        passage("The hall was", "second", 11),
        passage("The hall was", "second", 12),
    )
    assert not report.problems
    offsets = [one.offset for one in report.located]
    assert offsets == sorted(offsets)
    assert len(set(offsets)) == 4


def test_words_that_stand_in_several_places_need_words_around_them() -> None:
    message = only_problem(passage("hall", "second", 12))
    assert "stands in 3 places of vil: section second (page 11), section second (page 12)" in message
    assert "give the words before or after it (at most 4)" in message
    around = [passage("hall", "second", 12, before="Café and"), passage("hall", "second", 12, after="was open.")]
    report = check(*around)
    assert not report.problems
    assert [TEXT[one.offset :][:9] for one in report.located] == ["hall were", "hall was "]


def test_places_in_other_sections_are_listed() -> None:
    message = only_problem(passage("The shop was a success", "table-1", 10))
    assert "section opening (page 11), section second (page 11)" in message


def test_words_around_that_still_stand_in_several_places() -> None:
    text = TEXT.replace("was a success , pp .", "and hall , pp .").replace("was open .", "was open and hall .")
    report = check(passage("hall", "second", 12, before="and"), text=text)
    assert "give other words before or after it" in str(report.problems[0])


@pytest.mark.parametrize(
    ("around", "name"),
    [({"before": "The"}, "before"), ({"after": "was open"}, "after"), ({"before": "caf\u00e9 and"}, "before")],
)
def test_words_around_must_stand_there(around: dict[str, str], name: str) -> None:
    message = only_problem(passage("hall were kept", "second", 12, **around))
    assert f"x.yaml:3 {name}: what is to stand around" in message
    assert "reads" in message


def test_at_most_four_words_around() -> None:
    assert not check(passage("apart", "second", 12, before="and – hall were kept")).problems
    message = only_problem(passage("apart", "second", 12, before="Café and hall were kept"))
    assert "more than 4 words" in message


def test_a_dash_between_the_words_and_those_around_them_is_levelled_with_both() -> None:
    assert not check(passage("37", "second", 11, before="pp. 128–")).problems


# Editions and shares


def test_an_edition_without_its_text_is_skipped_and_said_so() -> None:
    quotes = [passage("tasks were shared", page=11), passage("anything", "all", None, edition=PLAIN.slug)]
    report = verify(quotes, [EDITION, PLAIN], {EDITION.slug: TEXT})
    assert len(report.located) == 1
    assert not report.problems
    assert report.unchecked == {PLAIN.slug: 1}
    assert any("village-2000: not checked, 1 passages" in line for line in report.lines())


def test_a_text_of_an_unknown_edition_is_misuse() -> None:
    with pytest.raises(Misuse, match="'other', which is no edition"):
        verify([], [EDITION], {"other": TEXT})


def test_shares_count_each_word_once_and_leave_running_heads_out() -> None:
    edition = replace(PLAIN, sections=(Section("all", 1, None, "One"),), running_heads=("Head {page}",))
    text = "One two thr - ee . Head 7 Th e 5 , 000 ﬁ ve , and self-help nine ten ."
    quotes = [
        QuotedPassage("a", PLAIN.slug, "all", None, "two three"),
        QuotedPassage("b", PLAIN.slug, "all", None, "three. The 5,000"),
        QuotedPassage("c", PLAIN.slug, "all", None, "nine", "self-help", "ten"),
    ]
    report = verify(quotes, [edition], {PLAIN.slug: text})
    assert not report.problems
    share = report.shares[0]
    # One two thr ee The 5,000 five and self help nine ten
    assert share.words_in_text == 12
    assert share.words_carried == 9
    assert share.words_with_repeats == 11
    assert share.per_cent == 75


def test_more_than_the_limit_is_a_problem() -> None:
    report = check(passage("tasks were shared", page=11), edition=replace(EDITION, quote_limit=3))
    assert len(report.problems) == 1
    assert "editions.yaml:5 quote_limit: vil: the passages carry" in str(report.problems[0])
    assert len(report.located) == 1


# The ledger

QUOTES = [
    passage("tasks were shared", page=11, iri="case/b/passage/z"),
    passage("hall", "second", 12, iri="case/a/passage/y", before="Café and"),
    passage("was self-run", "all", None, iri="case/c/passage/x", edition=PLAIN.slug),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "evidence" / "ledger.csv"
    write_ledger(check(*QUOTES), path)
    return path


def messages(path: Path, quotes: list[QuotedPassage]) -> list[str]:
    return [str(problem) for problem in check_ledger(quotes, read_ledger(path))]


def test_a_written_ledger_is_sorted_and_holds(ledger: Path) -> None:
    read = read_ledger(ledger)
    assert list(read.rows) == sorted(quote.iri for quote in QUOTES)
    row = read.rows["case/b/passage/z"]
    assert TEXT[row.offset :].startswith("tasks were shared")
    assert (row.edition, row.section, row.page) == (EDITION.slug, "opening", 11)
    assert read.rows["case/c/passage/x"].page is None
    assert ledger.read_text().splitlines()[0] == (
        "passage,words_sha256,edition,text_sha256,offset,section,page"
    )
    assert messages(ledger, QUOTES) == []
    assert [path.name for path in ledger.parent.iterdir()] == ["ledger.csv"]


def test_writing_the_ledger_again_changes_nothing(ledger: Path) -> None:
    before = ledger.read_bytes()
    write_ledger(check(*reversed(QUOTES)), ledger)
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"words": "tasks  were shared"}, "words: the words of case/b/passage/z have changed"),
        ({"before": "key"}, "words: the words of case/b/passage/z have changed"),
        ({"section": "second"}, "section: the section of case/b/passage/z has changed"),
        ({"page": 12}, "page: the page of case/b/passage/z has changed since it was verified: 11 became 12"),
        ({"edition": "other"}, "edition: the edition of case/b/passage/z has changed"),
    ],
)
def test_a_passage_that_has_changed_is_found_without_the_texts(
    ledger: Path, change: dict[str, object], what: str
) -> None:
    changed = [replace(QUOTES[0], **change), *QUOTES[1:]]  # type: ignore[arg-type]
    found = messages(ledger, changed)
    assert len(found) == 1
    assert found[0].startswith("x.yaml:3 ") and what in found[0]
    assert "run `coprokg verify`" in found[0]


def test_a_passage_that_was_never_verified_is_found_without_the_texts(ledger: Path) -> None:
    found = messages(ledger, [*QUOTES, passage("It ran", iri="case/b/passage/new")])
    assert len(found) == 1
    assert "case/b/passage/new was never verified" in found[0]


def test_a_row_without_a_passage_is_found(ledger: Path) -> None:
    found = messages(ledger, QUOTES[1:])
    assert len(found) == 1
    assert f"{ledger}:3 passage: there is no passage case/b/passage/z any more" in found[0]


def test_a_passage_that_is_not_found_gets_no_row(ledger: Path) -> None:
    wrong = [replace(QUOTES[0], words="tasks were divided"), *QUOTES[1:]]
    write_ledger(check(*wrong), ledger)
    assert len(messages(ledger, wrong)) == 1


def test_two_texts_of_one_edition_are_found(ledger: Path) -> None:
    rows = dict(read_ledger(ledger).rows)
    rows["case/b/passage/z"] = replace(rows["case/b/passage/z"], text_sha256="0" * 64)
    found = check_ledger(QUOTES, replace(read_ledger(ledger), rows=rows))
    assert len(found) == 1
    assert "was verified against another text of village-2001" in str(found[0])


def test_rows_of_an_edition_without_its_text_are_kept(ledger: Path) -> None:
    write_ledger(verify(QUOTES, [EDITION, PLAIN], {EDITION.slug: TEXT}), ledger)
    assert messages(ledger, QUOTES) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("passage,words_sha256", "passages,words_sha256", "the columns are not passage, words_sha256"),
        ("opening,11", "opening,eleven", "the offset or the page is no number"),
        ("opening,11", "opening", "the row has 6 cells, not 7"),
        ("case/b/passage/z", "case/a/passage/y", "stands here twice"),
    ],
)
def test_a_damaged_ledger_is_refused(ledger: Path, old: str, new: str, what: str) -> None:
    ledger.write_text(ledger.read_text().replace(old, new))
    with pytest.raises(DataFault, match=what):
        read_ledger(ledger)


def test_a_missing_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFault, match="cannot be read"):
        read_ledger(tmp_path / "ledger.csv")


def test_a_failed_write_leaves_the_ledger_as_it_was(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: str, target: Path) -> None:
        raise OSError("no space")

    before = ledger.read_bytes()
    monkeypatch.setattr("coprokg.ledger.os.replace", broken)
    with pytest.raises(OSError, match="no space"):
        write_ledger(check(QUOTES[0]), ledger)
    assert ledger.read_bytes() == before
    assert [path.name for path in ledger.parent.iterdir()] == ["ledger.csv"]


def test_shares_are_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv"
    write_shares(check(*QUOTES), path)
    assert path.read_text().splitlines()[0] == "edition,words_in_text,words_carried,share_per_cent,limit"
    rows = {row.edition: row for row in read_shares(path)}
    assert list(rows) == ["village-2000", "village-2001"]
    assert rows["village-2001"].words_carried == 6
    assert rows["village-2001"].limit == 90
    write_shares(verify(QUOTES[:1], [EDITION, PLAIN], {EDITION.slug: TEXT}), path)
    again = {row.edition: row for row in read_shares(path)}
    assert again["village-2000"] == rows["village-2000"]
    assert again["village-2001"].words_carried == 3


# The texts of the paper, which are not part of the project

GIVEN = {"par": "COPROKG_TEXT_PAR", "preprint": "COPROKG_TEXT_PREPRINT"}
PAR_HEADS = ("{page} Public Administration Review • September | October 2007", "Beyond Engagement and Participation {page}")
with_texts = pytest.mark.skipif(
    not all(os.environ.get(name) for name in GIVEN.values()),
    reason=f"the paper's texts are not part of the project: {' and '.join(GIVEN.values())} name the files",
)


def editions() -> dict[str, EditionText]:
    described = yaml.safe_load((ROOT / "data" / "literature" / "editions.yaml").read_text(encoding="utf-8"))
    answer = {}
    for slug, edition in described.items():
        if edition["short"] not in GIVEN:
            continue
        sections = tuple(
            Section(key, one["position"], one.get("page"), one["opens"], one.get("closes"))
            for key, one in edition["section"].items()
        )
        pages = edition["short"] == "par"
        answer[edition["short"]] = EditionText(
            slug, edition["short"], sections, edition["quote_limit"], pages, PAR_HEADS if pages else ()
        )
    return answer


def text_of(short: str) -> str:
    return Path(os.environ[GIVEN[short]]).read_bytes().decode("utf-8")


@with_texts
@pytest.mark.parametrize("short", GIVEN)
def test_every_section_of_the_paper_is_found_in_order(short: str) -> None:
    edition = editions()[short]
    index = index_text(edition, text_of(short))
    assert {key for _, key in index.marks} == {section.key for section in edition.sections}
    if edition.shows_pages:
        assert [page for _, page in index.pages] == list(range(846, 861))
    else:
        assert index.pages == ()


# Read in the text: across page turns, the author note, table 1, figure 1 and the pull quotes.
KNOWN = [
    ("continued to be decided by managers and professionals. However, the limitations", "paradigm", 846),
    ("In some cases, particularly in relation to service planning", "paradigm", 848),
    ("Full user/professional coproduction (e.g., Caterham Barracks Community Trust)", "table-1", 848),
    ("this table collapses the key arenas of interaction", "forms", 848),
    ("arenas of interaction into service planning", "forms", 849),
    ("“Villa Family” projects in which host families", "forms", 850),
    ("Some groups of staff have not welcomed this “interference”", "participatory-budgeting", 851),
    ("nearly 50 local mothers have been trained", "sure-start", 852),
    ("roller-skate park with 5,000 members", "caterham", 852),
    ("managed by local community groups", "caterham", 853),
    ("There are now more than 50 volunteers", "tackley", 854),
    ("there is great power in the analysis of Joshi and Moore", "limitations", 856),
    ("Coproduction is not a panacea. Problems arise", "limitations", 856),
    ("The fragmentation of public sector organizations", "conclusion", 857),
    ("Neighbourhood Renewal Unit (NRU). 2003.", "references", 860),
]


@with_texts
def test_known_words_of_the_paper_stand_where_they_were_read() -> None:
    par = editions()["par"]
    quotes = [
        QuotedPassage(f"p/{number}", par.slug, section, page, words)
        for number, (words, section, page) in enumerate(KNOWN)
    ]
    report = verify(quotes, [par], {par.slug: text_of("par")})
    assert [str(problem) for problem in report.problems] == []
    assert len(report.located) == len(quotes)


@with_texts
def test_known_words_of_the_preprint_stand_where_they_were_read() -> None:
    preprint = editions()["preprint"]
    words = [("should, be part of service planning and delivery", "introduction"),
             ("Orçamento Participativo (OP) which", "participatory-budgeting"),
             ("(Tackley Village Shop, UK)", "table-1"),
             ("a high quality indoor roller-skate park, with 5000 members", "caterham")]
    quotes = [
        QuotedPassage(f"p/{number}", preprint.slug, section, None, each)
        for number, (each, section) in enumerate(words)
    ]
    report = verify(quotes, [preprint], {preprint.slug: text_of("preprint")})
    assert [str(problem) for problem in report.problems] == []
