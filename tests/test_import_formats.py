"""RIS, CSL-JSON, OpenAlex and Crossref, encodings, and telling one format from another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coprokg.bibliography.opening import Given
from coprokg.bibliography.sniffing import FORMATS, format_of
from coprokg.problems import DataFault, Misuse
from tests.bibliographies import SAMPLES, Imported, import_text


@pytest.fixture(autouse=True)
def no_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no built graph have a say in what is a duplicate."""
    monkeypatch.setenv("COPROKG_BUILD", str(tmp_path / "no-build"))


def sample(tmp_path: Path, name: str) -> Imported:
    """Import one of the sample files."""
    return import_text(tmp_path, (SAMPLES / name).read_bytes(), name)


# One article in five formats


@pytest.mark.parametrize(("name", "key"), [
    ("references.ris", "10.1234-jms.2001.12"), ("references.json", "abcd2345"), ("openalex.json", "w1000000001"),
    ("crossref.json", "10.1234-jms.2001.12"), ("references.bib", "alder2001"),
])
def test_the_same_article(tmp_path: Path, name: str, key: str) -> None:
    found = sample(tmp_path, name).works[key]
    assert found["title"] == "Who Rides the Bus: Users & Communities"
    assert found["author"][0] == "Alder, Élodie"
    assert (found["workType"], found["year"], found["volume"], found["issue"], found["pages"], found["doi"]) == (
        "journal-article", "2001", "12", "3", "201-219", "10.1234/jms.2001.12")
    assert found["container"].startswith("Journal of Made-Up Studies")


# RIS


def test_ris(tmp_path: Path) -> None:
    done = sample(tmp_path, "references.ris")
    assert done.works["10.1234-jms.2001.12"]["author"] == ["Alder, Élodie", "van der Berg, Jan", "{OECD}"]
    chapter, report = done.works["birch-1999-chapter"], done.works["fir-rural"]
    assert (chapter["workType"], chapter["container"], chapter["series"]) == ("chapter", "The Made-Up Reader", "Readers in Nothing")
    assert chapter["editor"] == ["Cedar, Carl", "Doe, Dora"]
    assert (report["workType"], report["number"], report["dateNote"]) == ("report", "7", "in press")
    assert (report["url"], report["accessed"]) == ("https://example.org/report", "2007-07-19")
    assert done.file.dropped == {"AB": 1, "KW": 1}


def ris(tmp_path: Path, *lines: str) -> dict[str, Any]:
    """Return the work that the lines of a RIS entry become."""
    text = "\n".join(["TY  - JOUR", "TI  - T", "PY  - 1999", "ID  - key", *lines, "ER  - ", ""])
    found: dict[str, Any] = import_text(tmp_path, text, "refs.ris").works["key"]
    return found


@pytest.mark.parametrize(("lines", "field", "wanted"), [
    (["VL - 3"], "volume", "3"),
    (["JO  - A very long", "name of a journal"], "container", "A very long name of a journal"),
    (["UR  - https://doi.org/10.1234/x"], "doi", "10.1234/x"),
    (["UR  - https://a.org/1;https://b.org/2"], "url", "https://a.org/1"),
    (["SP  - 10-20"], "pages", "10-20"), (["SP  - 1073", "EP  - 87"], "pages", "1073-1087"),
    (["AU  - Berg, Jan, Jr."], "author", ["Berg, Jan, Jr."]), (["A1  - World Bank"], "author", ["{World Bank}"]),
])
def test_ris_quirks(tmp_path: Path, lines: list[str], field: str, wanted: object) -> None:
    assert ris(tmp_path, *lines)[field] == wanted


@pytest.mark.parametrize(("kind", "lines", "wanted"), [
    ("CPAPER", ["T2  - The Conf", "C3  - The Proceedings"], {"conference": "The Conf", "container": "The Proceedings"}),
    ("RPRT", ["T2  - A Series", "SN  - 7"], {"series": "A Series", "number": "7"}),
    ("RPRT", ["SN  - 1234-5678", "IS  - 8"], {"number": "8"}),
    ("BOOK", ["T2  - A Series", "M1  - 3"], {"series": "A Series", "number": "3"}),
    ("ELEC", ["T2  - A Site"], {"container": "A Site"}),
])
def test_what_a_tag_means_depends_on_the_type(tmp_path: Path, kind: str, lines: list[str], wanted: dict[str, str]) -> None:
    text = "\n".join([f"TY  - {kind}", "TI  - T", *lines, "ER  - ", ""])
    found = import_text(tmp_path, text, "refs.ris").one
    assert {name: found.get(name) for name in ("conference", "container", "series", "number") if name in found} == wanted


def test_ris_ends(tmp_path: Path) -> None:
    """An entry whose end is lost is ended by the next; at the end of the file it may be cut off."""
    text = "TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \nTI  - stray\nTY  - BOOK\nTI  - cut"
    done = import_text(tmp_path, text, "refs.ris")
    assert sorted(done.works) == ["a", "b"]
    assert [(r.line, r.why.split(":")[0]) for r in done.file.first] == [
        (6, "a field stands outside any entry"), (7, "the file ends before `ER  -` ends the entry")]
    assert any("before `ER  -`" in note for note in done.file.notes)


def test_a_ris_entry_without_an_end(tmp_path: Path) -> None:
    lost = "TY  - BOOK\nTI  - lost\n" + "AB  - words without an end\n" * 50_000
    done = import_text(tmp_path, f"{lost}TY  - BOOK\nTI  - Good\nER  - \n", "refs.ris")
    assert list(done.works) == ["good"]
    assert "more than 1,000,000 characters" in done.file.first[0].why


def test_an_unknown_type_is_told(tmp_path: Path) -> None:
    done = import_text(tmp_path, "TY  - FILM\nTI  - T\nER  - \n", "refs.ris")
    assert done.one["workType"] == "other"
    assert list(done.file.notes) == ["the type 'FILM' is not known: read as `other`"]


# JSON


def test_csl_json(tmp_path: Path) -> None:
    done = sample(tmp_path, "references.json")
    assert done.works["abcd2345"]["author"] == ["Alder, Élodie", "van der Berg, Jan", "{OECD}"]
    assert done.works["council2006"]["dateNote"] == "n.d."
    assert done.works["council2006"]["accessed"] == "2007-07-19"
    [rejected] = done.file.first
    assert (rejected.key, rejected.line) == ("broken", 19)
    assert "a name in `author`" in rejected.why


def test_openalex(tmp_path: Path) -> None:
    done = sample(tmp_path, "openalex.json")
    article, thesis = done.works["w1000000001"], done.works["w1000000002"]
    assert article["author"] == ["Alder, Élodie", "{Jan van der Berg}"], "a name not in parts is not split by guess"
    assert "url" not in article
    assert (thesis["workType"], thesis["url"]) == ("other", "https://repository.example.org/2")
    assert "container" not in thesis, "a repository is not where a work came out"


def test_crossref(tmp_path: Path) -> None:
    done = sample(tmp_path, "crossref.json")
    assert done.works["10.1234-jms.2001.12"]["author"] == ["Alder, Élodie", "{OECD}"]
    chapter = done.works["10.1234-reader.1"]
    assert (chapter["workType"], chapter["editor"], chapter["publicationPlace"]) == ("chapter", ["Cedar, Carl"], "Nowhere")
    assert chapter["dateNote"] == "no date given"


def test_one_object_a_list_a_page_and_lines(tmp_path: Path) -> None:
    page = json.loads((SAMPLES / "crossref.json").read_text(encoding="utf-8"))
    every = page["message"]["items"]
    one = {"status": "ok", "message-type": "work", "message": every[0]}
    lines = "\n".join(map(json.dumps, every))
    assert len(import_text(tmp_path, json.dumps(page), "a.json").works) == 2
    assert len(import_text(tmp_path, json.dumps(every), "b.json").works) == 2
    assert len(import_text(tmp_path, json.dumps(one), "c.json").works) == 1
    assert len(import_text(tmp_path, json.dumps(every[0]), "d.json").works) == 1
    assert len(import_text(tmp_path, lines, "e.jsonl").works) == 2


GOOD = {"id": "good", "type": "book", "title": "Good"}


@pytest.mark.parametrize(("broken", "why"), [
    ('{"id": "bad", "title": "no quote}', "not JSON"), ('{"id": "bad", "title": }', "not JSON"),
    ('{"id": "bad" "title": "T"}', "not JSON"), ('"just a text"', "an object"), ("[1, 2]", "an object"),
    ('{"id": "bad", "title": ["a", "list"]}', "`title` is not a text"), ('{"id": "bad", "volume": NaN}', "no number"),
    ('{"id": "bad", "title": "T", "author": "Alder"}', "not a list of names"),
    ('{"id": "bad", "title": "T", "issued": {"date-parts": [["x"]]}}', "not numbers"),
    ('{"id": "bad", "title": "T", "issued": {"date-parts": [[20007]]}}', "20007 is no year"),
    ('{"id": "bad", "title": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deep"),
    ('{"id": "bad", "title": ""}', "no title"),
])
def test_a_broken_item_costs_no_other(tmp_path: Path, broken: str, why: str) -> None:
    """Whether each stands on lines of its own, or all on one."""
    first, last = json.dumps(GOOD | {"id": "first"}), json.dumps(GOOD | {"id": "last", "title": "Also good"})
    text = f"[\n  {first},\n  {broken},\n  {last}\n]"
    done = import_text(tmp_path, text, "refs.json")
    assert sorted(done.works) == ["first", "last"]
    [rejected] = done.file.first
    assert why in rejected.why
    assert rejected.line == 3
    assert rejected.key == ("bad" if '"bad"' in broken else "")
    if "no quote" in broken:
        return
    assert sorted(import_text(tmp_path, f"[{first},{broken},{last}]", "line.json").works) == ["first", "last"]


def test_a_list_that_is_cut_off(tmp_path: Path) -> None:
    done = import_text(tmp_path, f"[{json.dumps(GOOD)}, {{\"id\": \"cu", "refs.json")
    assert list(done.works) == ["good"]
    assert done.file.first


def test_a_large_list_is_read_in_pieces(tmp_path: Path) -> None:
    """Larger than what is read at once, so that objects, strings and numbers are cut at every place."""
    every = [GOOD | {"id": f"k{n}", "title": f"Title {n} é \\ \" {'x' * 400}", "volume": n} for n in range(4000)]
    done = import_text(tmp_path, json.dumps({"items": every}, ensure_ascii=False), "refs.json")
    assert (done.file.imported, done.file.rejected) == (4000, 0)
    assert done.works["k3999"]["volume"] == "3999"


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(("name", "text"), [
    ("refs.bib", "@misc{é1, title={Café – “Übung”}}"),
    ("refs.ris", "TY  - BOOK\nTI  - Café – “Übung”\nID  - é1\nER  - \n"),
    ("refs.json", '[{"id": "é1", "type": "book", "title": "Café – “Übung”"}]'),
])
def test_encodings(tmp_path: Path, encoding: str, name: str, text: str) -> None:
    done = import_text(tmp_path, text.encode(encoding), name)
    assert done.works["e1"]["title"] == "Café – “Übung”"
    assert bool(done.file.windows) == (encoding == "cp1252")


def test_a_file_of_two_encodings(tmp_path: Path) -> None:
    """One old entry costs no other its accents, and it is told."""
    text = "@misc{a, title={Übung}}\n".encode() + "@misc{b, title={Café}}\n".encode("cp1252")
    done = import_text(tmp_path, text)
    assert (done.works["a"]["title"], done.works["b"]["title"]) == ("Übung", "Café")
    assert "1 place is not UTF-8: read as Windows-1252" in "\n".join(done.file.lines())


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x80", "\u202e"])
def test_control_characters_are_left_out_and_told(tmp_path: Path, sign: str) -> None:
    pad = "x" * 70_000 + "\n" if sign == "\x00" else ""
    done = import_text(tmp_path, f"{pad}@misc{{a, title={{Ti{sign}tle}}}}")
    assert done.one["title"] == "Title"
    assert list(done.file.notes) == ["a control character in `title`: left out"]


def test_half_characters_are_left_out(tmp_path: Path) -> None:
    assert import_text(tmp_path, r'[{"id": "a", "title": "Ti\ud800tle"}]', "refs.json").one["title"] == "Title"


# Which format


@pytest.mark.parametrize("name", ["references.bib", "references.ris", "references.json", "openalex.json", "crossref.json"])
def test_the_format_is_found_by_content(tmp_path: Path, name: str) -> None:
    copy = tmp_path / "export.txt"
    copy.write_bytes((SAMPLES / name).read_bytes())
    wanted = {"references.bib": "bibtex", "references.ris": "ris", "references.json": "csl-json"}
    assert format_of(Given(copy)) == FORMATS[wanted.get(name, name.split(".")[0])]


@pytest.mark.parametrize(("content", "words"), [
    (b"%PDF-1.4 ...", "a PDF"), (b"PK\x03\x04...", "a packed file"), (b"\x1f\x8b...", "gzip"), (b"\x00\x01\x02", "zero bytes"),
    (b"", "is empty"), (b"  \n\n", "is empty"), (b"<?xml version='1.0'?><xml/>", "XML"), (b"PMID- 1234\n", "PubMed"),
    (b"%0 Journal Article\n", "refer"), (b"<!DOCTYPE html><p>", "a web page"), (b"Just words.", "no format that is known"),
])
def test_what_is_no_bibliography(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(Misuse, match=words):
        import_text(tmp_path, content, "refs.txt")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["refs.txt"]


@pytest.mark.parametrize("content", ["[]", '{"items": []}', "% nothing but a comment\n"])
def test_a_file_without_an_entry(tmp_path: Path, content: str) -> None:
    with pytest.raises(DataFault, match="no entry in it"):
        import_text(tmp_path, content, "refs.json" if content[0] in "[{" else "refs.bib")


@pytest.mark.parametrize(("year", "kept"), [(1999, {"year": "1999"}), (-350, {"dateNote": "-350"}), (842, {"dateNote": "842"})])
def test_a_year_that_the_graph_does_not_have_is_kept_as_words(tmp_path: Path, year: int, kept: dict[str, str]) -> None:
    done = import_text(tmp_path, json.dumps({"id": "a", "title": "T", "issued": {"date-parts": [[year]]}}), "refs.json")
    assert {name: text for name, text in done.one.items() if name in ("year", "dateNote")} == kept
    assert bool(done.file.notes) == ("dateNote" in kept)


def test_a_web_address_is_kept_only_if_it_is_one(tmp_path: Path) -> None:
    text = json.dumps([{"id": f"a{n}", "title": f"Title {n}", "URL": url} for n, url in enumerate(
        ["javascript:alert(1)", "http://a b.org", "http://a.org/<script>", "http://ok.org", "www.ok.org/x", "file:///etc/passwd"])])
    done = import_text(tmp_path, text, "refs.json")
    assert {key: work["url"] for key, work in done.works.items() if "url" in work} == {
        "a3": "http://ok.org", "a4": "http://www.ok.org/x"}
    assert [count for count, _, _ in done.file.notes.values()] == [4]


@pytest.mark.parametrize(("given", "kept"), [
    ("10.1234/ABC", "10.1234/ABC"), ("doi:10.1234/x", "10.1234/x"), ("http://dx.doi.org/10.1234/x", "10.1234/x"),
    ("n/a", None), ("10.1234", None), ("10.1234/a b", None),
])
def test_a_doi_is_kept_only_if_it_is_one(tmp_path: Path, given: str, kept: str | None) -> None:
    done = import_text(tmp_path, json.dumps({"id": "a", "title": "T", "DOI": given}), "refs.json")
    assert done.one.get("doi") == kept
    assert bool(done.file.notes) == (kept is None)
