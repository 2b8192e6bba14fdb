"""BibTeX and BibLaTeX: what each quirk of such files becomes, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bibliographies import SAMPLES, Work, import_text


@pytest.fixture(autouse=True)
def no_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no built graph have a say in what is a duplicate."""
    monkeypatch.setenv("COPROKG_BUILD", str(tmp_path / "no-build"))


def entry(tmp_path: Path, fields: str, kind: str = "article", before: str = "") -> Work:
    """Return the work that an entry becomes; it has a title and a year unless it gives others."""
    rest = "".join(f", {name} = {{{text}}}" for name, text in (("title", "T"), ("year", "1999"))
                   if f"{name} =" not in fields and f"{name}=" not in fields)
    return import_text(tmp_path, f"{before}\n@{kind}{{key, {fields}{rest}}}").works["key"]


@pytest.fixture
def sample(tmp_path: Path) -> dict[str, Work]:
    """Give the works of the sample file."""
    return import_text(tmp_path, (SAMPLES / "references.bib").read_bytes()).works


# The sample, entry by entry


def test_an_article(sample: dict[str, Work]) -> None:
    assert sample["alder2001"] == {
        "type": "Work", "label": "Alder et al. 2001", "workType": "journal-article",
        "title": "Who Rides the Bus: Users & Communities", "author": ["Alder, Élodie", "van der Berg, Jan", "{OECD}"],
        "year": "2001", "container": "Journal of Made-Up Studies (New Series)", "volume": "12", "issue": "3",
        "pages": "201-219", "doi": "10.1234/jms.2001.12"}


def test_a_chapter_takes_from_the_volume_that_comes_after_it(sample: dict[str, Work]) -> None:
    chapter = sample["birch1999"]
    assert chapter["workType"] == "chapter"
    assert (chapter["title"], chapter["container"]) == ("A Chapter", "The Made-Up Reader")
    assert chapter["editor"] == ["Cedar, Carl", "Doe, Dora"]
    assert (chapter["year"], chapter["publisher"], chapter["publicationPlace"]) == ("1999", "Nowhere Press", "Nowhere")
    assert chapter["pages"] == "1-20"


def test_a_book_with_editors_alone(sample: dict[str, Work]) -> None:
    assert sample["reader1999"]["workType"] == "edited-book"
    assert sample["reader1999"]["label"] == "Cedar and Doe 1999"


def test_a_work_in_press(sample: dict[str, Work]) -> None:
    assert sample["elm"]["dateNote"] == "in press"
    assert "year" not in sample["elm"]


def test_an_address_keeps_its_signs(sample: dict[str, Work]) -> None:
    council = sample["council2006"]
    assert council["url"] == "https://example.org/buses_and_more%20"
    assert (council["workType"], council["accessed"], council["year"]) == ("web-document", "2007-07-19", "2006")
    assert council["author"] == ["{Nowhere Borough Council}"]


def test_a_working_paper(sample: dict[str, Work]) -> None:
    paper = sample["fir2003"]
    assert (paper["workType"], paper["number"]) == ("working-paper", "7")
    assert paper["publisher"] == "Institute of Rural Things"


def test_one_broken_entry_costs_no_other(tmp_path: Path) -> None:
    done = import_text(tmp_path, (SAMPLES / "references.bib").read_bytes())
    assert sorted(done.works) == ["alder2001", "birch1999", "council2006", "elm", "fir2003", "reader1999"]
    found = [(r.key, r.line) for r in done.file.first]
    lines = (SAMPLES / "references.bib").read_text(encoding="utf-8").splitlines()
    assert found == [(key, next(n for n, line in enumerate(lines, 1) if f"{{{key}," in line)) for key in ("lost", "nocomma")]
    assert "comma is missing" in done.file.first[1].why
    assert (done.file.read, done.file.imported, done.file.undecided, done.file.rejected) == (9, 6, 1, 2)


# Names


@pytest.mark.parametrize(("written", "names"), [
    ("Ann Alder", ["Alder, Ann"]),
    ("Alder, Ann and Birch, B. C.", ["Alder, Ann", "Birch, B. C."]),
    ("Vincent van der Berg", ["van der Berg, Vincent"]),
    ("van der Berg, Vincent", ["van der Berg, Vincent"]),
    ("King, Jr., Martin", ["King, Martin, Jr."]),
    ("d'Aubignac, F.", ["d'Aubignac, F."]),
    ("{OECD}", ["{OECD}"]),
    ("{{World Bank}}", ["{World Bank}"]),
    ("{Barnes and Noble} and Ann Alder", ["{Barnes and Noble}", "Alder, Ann"]),
    (r"L{\"o}ffler, Elke and {\O}re, {\AA}se", ["Löffler, Elke", "Øre, Åse"]),
    (r"{\'E}t{\'e}, A.", ["Été, A."]),
    ("family=Berg, given=Jan, prefix=van der, useprefix=true", ["van der Berg, Jan"]),
    ("Alder, Ann and others", ["Alder, Ann"]),
    ("Alder,\n      Ann\n  and Birch, B.", ["Alder, Ann", "Birch, B."]),
    ("Ferlie", ["Ferlie"]),
])
def test_names(tmp_path: Path, written: str, names: list[str]) -> None:
    assert entry(tmp_path, f"author = {{{written}}}")["author"] == names


def test_and_others_is_told(tmp_path: Path) -> None:
    done = import_text(tmp_path, "@misc{a, title={T}, author={Alder, Ann and others}}")
    assert any("and others" in note for note in done.file.notes)


def test_names_parted_by_commas_are_refused(tmp_path: Path) -> None:
    done = import_text(tmp_path, "@misc{good, title={T}}\n@misc{bad, title={T}, author={A. Alder, B. Birch, C. Cedar, D. Doe}}")
    assert list(done.works) == ["good"]
    assert done.file.first[0].remedy == "part the names by ` and `"


# LaTeX


@pytest.mark.parametrize(("written", "printed"), [
    (r"Universit{\"a}t und {\'E}cole", "Universität und École"),
    (r"Universit\"at \'{E}cole \v{c} \c{c} {\o} {\ss} {\l}", "Universität École č ç ø ß ł"),
    (r"Users \& communities", "Users & communities"),
    ("100% of the bus", "100% of the bus"),
    (r"100\% of the bus", "100% of the bus"),
    (r"\textasciitilde{} \textasciicircum{} \textbackslash{} \{x\} \# \_", "~ ^ \\ {x} # _"),
    ("{Kept} {C}apitals", "Kept Capitals"),
    (r"\emph{Soft} {\it slanted} \textbf{fat}", "Soft slanted fat"),
    ("pages -- and --- ``quotes''", "pages – and — “quotes”"),
    ("from $5 million to $10 million", "from $5 million to $10 million"),
    ("$k$-means", "k-means"),
    (r"Kept \input{/etc/passwd}", "Kept"), (r"{" * 3000 + r"deep\&" + "}" * 3000 + r"\relax", "deep&"),
    (r"\unknown{thing}", r"\unknownthing"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("two\n   lines", "two lines"),
    ("naïve — “already” Unicode", "naïve — “already” Unicode"),
])
def test_latex_becomes_what_it_prints(tmp_path: Path, written: str, printed: str) -> None:
    assert entry(tmp_path, f"title = {{{written}}}")["title"] == printed


# Values, strings, dates


@pytest.mark.parametrize(("value", "text"), [
    ('"in quotes"', "in quotes"), ("{in {braces}}", "in braces"), ("jms", "Journal"), ('jms # " of " # {Buses}', "Journal of Buses"),
    ('"with {"} inside"', 'with " inside'), ("undefined", "undefined"),
])
def test_values(tmp_path: Path, value: str, text: str) -> None:
    assert entry(tmp_path, f"journal = {value}", before='@STRING(jms = "Journal")')["container"] == text


def test_a_string_that_is_not_defined_is_told(tmp_path: Path) -> None:
    done = import_text(tmp_path, "@article{a, title={T}, journal = jms}")
    assert any("@string" in note for note in done.file.notes)


@pytest.mark.parametrize(("fields", "year", "words"), [
    ("year = 1999", "1999", None), ("year = {1999a}", "1999", None), ("year = {(1999)}", "1999", None),
    ("date = {1999-07}", "1999", None), ("date = {1999-07-01/2000-01}", "1999", None), ("date = {1999?}", "1999", None),
    ("year = {in press}", None, "in press"), ("year = {forthcoming}", None, "forthcoming"), ("year = {n.d.}", None, "n.d."),
    ("year = {}", None, "no date given"), ("year = {1999}, pubstate = {reprinted}", "1999", "reprinted"),
])
def test_dates(tmp_path: Path, fields: str, year: str | None, words: str | None) -> None:
    found = entry(tmp_path, fields)
    assert (found.get("year"), found.get("dateNote")) == (year, words)


def test_biblatex_fields(tmp_path: Path) -> None:
    found = entry(tmp_path, "title = {Main}, subtitle = {Sub}, journaltitle = {J}, location = {Nowhere}, "
                            "eventtitle = {Conf}, date = {2001}", kind="inproceedings")
    assert found["title"] == "Main: Sub"
    assert (found["publicationPlace"], found["conference"], found["workType"]) == ("Nowhere", "Conf", "conference-paper")


@pytest.mark.parametrize("text", [
    "@article(key, title = {T}, year = {1999})", "@ARTICLE{key, TITLE = {T}, YEAR = {1999}}",
    "  @article {key,\n title = \"T\",\n year = 1999,\n}", "@article{key, title = {T}, year = 1999,}",
    "Free words before.\n@comment{x}\n@preamble{\"p\"}\n@article{key, title={T}, year={1999}} and after",
    "\ufeff@article{key, title={T}, year={1999}}", "@article{key,\r\n title={T},\r\n year={1999}\r\n}",
    "@article{key,\r title={T},\r year={1999}\r}",
])
def test_forms_of_an_entry(tmp_path: Path, text: str) -> None:
    found = import_text(tmp_path, text).works["key"]
    assert (found["title"], found["year"], found["workType"]) == ("T", "1999", "journal-article")


def test_two_entries_on_a_line(tmp_path: Path) -> None:
    assert sorted(import_text(tmp_path, "@misc{a, title={A}} @misc{b, title={B}}").works) == ["a", "b"]


@pytest.mark.parametrize(("text", "why"), [
    ("@article{key, title = {never closed", "not readable as BibTeX"),
    ("@article{key, title = {T} year = 1999}", "a comma is missing"),
    ("@article{key, title = {T}, title = {Other}}", "given twice"),
    ("@article{key title = {T}}", "not readable as BibTeX"),
    ("@article{key, author = {A}}", "no title"),
    ("@article{key, title = {T}, year = {20007}, date = {99999}}", ""),
    ("@article{key, title = {" + "x" * 6000 + "}}", "more than 5,000 characters"),
])
def test_what_is_refused(tmp_path: Path, text: str, why: str) -> None:
    done = import_text(tmp_path, f"@misc{{before, title={{B}}}}\n{text}\n\n@misc{{after, title={{A}}}}\n")
    if not why:
        assert done.works["key"]["dateNote"] == "99999"
        return
    assert sorted(done.works) == ["after", "before"]
    [rejected] = done.file.first
    assert why in rejected.why
    assert (rejected.line, rejected.key) == (2, "key")
    assert rejected.remedy


def test_a_field_given_twice_alike_is_no_fault(tmp_path: Path) -> None:
    assert entry(tmp_path, "title = {T}, title = {T}, keywords = {a}, keywords = {b}")["title"] == "T"


# Crossref


def test_a_conference_written_twice(tmp_path: Path) -> None:
    found = entry(tmp_path, "title = {T}, booktitle = {The Conf}, eventtitle = {The Conf}", kind="inproceedings")
    assert found["conference"] == "The Conf"
    assert "container" not in found


def test_a_chain_of_volumes_and_a_circle(tmp_path: Path) -> None:
    text = """
        @inproceedings{paper, title={P}, crossref={PROC}}
        @proceedings{proc, title={Proceedings}, crossref={series}, doi={10.1234/proc}}
        @proceedings{series, title={Series}, year=1999, publisher={Press}}
        @misc{one, title={O}, crossref={two}}
        @misc{two, title={W}, crossref={one}, year=2000}
        @incollection{orphan, title={Or}, crossref={nowhere}}
    """
    done = import_text(tmp_path, text)
    paper = done.works["paper"]
    assert (paper["container"], paper["year"], paper["publisher"]) == ("Proceedings", "1999", "Press")
    assert "doi" not in paper, "the identifier of the volume is not the paper's"
    assert done.works["one"]["year"] == "2000"
    assert any("'nowhere', which is not in the file" in note for note in done.file.notes)


def test_data_for_several_entries(tmp_path: Path) -> None:
    text = "@book{b, title={T}, xdata={press, place}}\n@xdata{press, publisher={P}}\n@xdata{place, location={L}, date={1999}}"
    found = import_text(tmp_path, text).one
    assert (found["publisher"], found["publicationPlace"], found["year"]) == ("P", "L", "1999")


def test_an_entry_without_an_end(tmp_path: Path) -> None:
    done = import_text(tmp_path, "@misc{good, title={T}}\n@misc{lost, title={" + "x" * 70 + "\n" * 10 + ("y" * 1000 + "\n") * 1100)
    assert list(done.works) == ["good"]
    assert "no end" in done.file.first[0].why


def test_an_entry_of_many_lines(tmp_path: Path) -> None:
    text = "@misc{long, title={T}, abstract={" + "words\n" * 3000 + "}, year=1999}\n" + "free words\n" * 3000 + "@misc{next, title={N}}"
    assert sorted(import_text(tmp_path, text).works) == ["long", "next"]


def test_keys_become_slugs(tmp_path: Path) -> None:
    text = "".join(f"@misc{{{key}, title={{Title {n}}}}}\n" for n, key in
                   enumerate(["DBLP:journals/x_Y", "Löffler99", "same", "Same", "同", "", "a" * 300]))
    keys = list(import_text(tmp_path, text).works)
    assert sorted(keys) == sorted(["dblp-journals-x-y", "loffler99", "same", "same-b", "title", "title-b", "a" * 80])
