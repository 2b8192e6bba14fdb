"""Faulty data: every kind of fault is answered with file, line, what is wrong and the remedy."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
import yaml

from coprokg import builds
from tests.support import CASE_FILE, SLUG, Outcome, coprokg, edit, files_of, line_of

STUDIED = '{key: studied, page: 846, words: "the bus was studied on paper"}'
IN_ENGLAND = '    evidence: {key: in-england, page: 846, words: "in a village of England"}\n'
SECTOR = """\
sector:
  infrastructure:
    sector: infrastructure-sector
    evidence: {key: a-bus, page: 846, words: "a bus line"}
"""


def words(count: int) -> str:
    """Return a quote of so many words."""
    return " ".join(["word"] * count)


def refused(done: Outcome) -> list[str]:
    """Return the faults a check told, each as a line; there must be some, and the count must be right."""
    assert done.code == 1, f"exit code {done.code}; printed: {done.out}{done.err}"
    *lines, last = done.err.splitlines()
    count = f"{len(lines)} fault{'s' if len(lines) != 1 else ''}"
    assert last == f"{count}; the last good build stays as it was", done.err
    return lines


def test_the_made_up_case_is_sound(content: Path) -> None:
    done = coprokg("check")
    assert (done.code, done.err) == (0, ""), done.err
    assert done.out.splitlines()[-1].startswith("sound: ")


FAULTS = {
    "unknown field": (
        "    start_year: 1999", "    strat_year: 1999", "strat_year",
        "phase.company-only.strat_year: unknown field 'strat_year'; did you mean 'start_year'? allowed: certainty, "),
    "unknown field like no other": (
        "    start_year: 1999", "    zzzz: 1999", "zzzz",
        "phase.company-only.zzzz: unknown field 'zzzz'; allowed: certainty, "),
    "unknown field of a passage": (
        "key: studied, page", "key: studied, pagee", "pagee",
        "study.made-up.evidence.pagee: unknown field 'pagee'; did you mean 'page'? allowed: after, "),
    "unknown field at the top": (
        "placement:\n", "placements:\n", "placements",
        "placements: unknown field 'placements'; did you mean 'placement'? allowed: about, "),
    "a year in words": (
        "start_year: 1999", "start_year: about 1999", "about 1999",
        "phase.company-only.start_year: 'about 1999' is not a whole number, in digits alone; mend the value"),
    "a number with a comma": (
        "value: 120.50", "value: 1,200", "1,200",
        "quantity.passengers.value: '1,200' is not a number such as 2500000 or 1.85; mend the value"),
    "a number beyond all stores": (
        "value: 120.50", "value: 1e999999", "1e999999",
        "quantity.passengers.value: '1e999999' is not a number such as 2500000 or 1.85; mend the value"),
    "a value outside its vocabulary": (
        "cell: full-coproduction", "cell: ful-coproduction", "ful-coproduction",
        "placement.table.cell: cell 'ful-coproduction' is not known; did you mean 'full-coproduction'? allowed: "
        "full-coproduction, not-applicable, "),
    "a value like no other": (
        "side: user-or-community", "side: x", "side: x",
        "participation.village-drives.side: side 'x' is not known; allowed: neither, professionalized-provider,"),
    "a value in a list": (
        "role: [deliverer, planner]", "role: [deliverer, planer]", "planer",
        "participation.village-drives.role.1: role 'planer' is not known; did you mean 'planner'? allowed: "),
    "a quote without words": (
        STUDIED, "{key: studied, page: 846}", "key: studied",
        "study.made-up.evidence.words: field 'words' is missing; The exact words"),
    "a quote of no words": (
        STUDIED, "{key: studied, page: 846, words: ' '}", "key: studied",
        "study.made-up.evidence.words: the field is blank; fill it in, or leave the field out"),
    "a long quote": (
        STUDIED, f"{{key: studied, page: 846, words: {words(26)}}}", "key: studied",
        "study.made-up.evidence: the quote has 26 words, more than 25; shorten it, or say why in `long_because`"),
    "a longer quote with a reason": (
        STUDIED, f"{{key: studied, page: 846, words: {words(41)}, long_because: so}}", "key: studied",
        "study.made-up.evidence: the quote has 41 words, more than 40; keep the words that bear the value out"),
    "much before a quote": (
        STUDIED, f"{{key: studied, page: 846, words: w, before: {words(5)}}}", "key: studied",
        "study.made-up.evidence: `before` has more than 4 words; shorten it"),
    "a passage without a key": (
        "{key: studied, ", "{", "the bus was studied",
        "study.made-up.evidence.key: field 'key' is missing; A short name, unique in the file;"
        " `coprokg check --fix` writes a missing one."),
    "the key of no passage": (
        "    evidence: together\n", "    evidence: togther\n", "togther",
        "phase.village-and-company.evidence: passage 'togther' is not known; did you mean 'together'? allowed: "
        "a-bus, at-first, drivers, "),
    "the key of no actor": (
        "    actor: company\n", "    actor: compny\n", "compny",
        "participation.company-drives.actor: actor 'compny' is not known; did you mean 'company'? allowed: company,"),
    "a work that is not there": (
        "published_in: bovaird-2007", "published_in: bovard-2007", "bovard-2007",
        "study.made-up.published_in: work 'bovard-2007' is not known; did you mean 'bovaird-2007'? allowed: "),
    "an edition that is not there": (
        "edition: bovaird-2007-par", "edition: bovaird-2007-pdf", "bovaird-2007-pdf",
        "edition: edition 'bovaird-2007-pdf' is not known; did you mean 'bovaird-2007-par'? allowed: "),
    "a section that is not there": (
        "section: introduction\ncoding", "section: introducton\ncoding", "introducton",
        "section: section 'introducton' is not known; did you mean 'introduction'? allowed: abstract, "),
    "a place that is not there": (
        "place: england", "place: englnd", "englnd",
        "location.village.place: place 'englnd' is not known; did you mean 'england'? allowed: "),
    "a key that makes no IRI": (
        "key: studied", "key: Studied <it>", "Studied <it>",
        "study.made-up.evidence: key 'Studied <it>' is not of the form of a key; use lower-case letters, digits"),
    "a key with an end of line": (
        "key: studied", 'key: "studied\\n"', "the bus was studied",
        "study.made-up.evidence: key 'studied\\n' is not of the form of a key; use lower-case letters, digits"),
    "a key that is taken": (
        "key: studied", "key: in-england", "in a village of England",
        "location.village.evidence: key 'in-england' is taken; another passage has it on line 16: choose another"),
    "a key that is blank": (
        "{key: studied, ", "{key: '', ", "the bus was studied",
        "study.made-up.evidence.key: the field is blank; fill it in, or leave the field out"),
    "a required field left out": (
        "      mode: codelivery\n", "", "    delivery:\n      support",
        "phase.village-and-company.delivery.mode: field 'mode' is missing; The mode, or `not-decidable`."),
    "a required field left empty": (
        "label: the bus company", "label:", "label:\n",
        "actor.company.label: the field is empty; fill it in, or leave the field out"),
    "a title of white space": (
        "title: A made-up village bus", 'title: " "', "title:",
        "title: the field is blank; fill it in, or leave the field out"),
    "a statement that stands on nothing": (
        IN_ENGLAND, "", "  village:\n    place",
        "location.village: nothing bears this out; give `evidence`, or a `memo` for a judgement,"
        " or the sections read for a silence (`section_read`)"),
    "evidence that is an empty list": (
        "evidence: [together, drivers]", "evidence: []", "  village-drives:",
        "participation.village-drives: nothing bears this out; give `evidence`"),
    "a judgement without a memo": (
        "      memo: The words name drivers from the village and from the company, and no more.\n", "",
        "    delivery:\n      mode: codelivery",
        "phase.village-and-company.delivery: the support is `judgement`; say in a `memo` why you judge so"),
    "a doubt without a memo": (
        "mode: professionals-sole-deliverers", "mode: professionals-sole-deliverers\n      certainty: doubtful",
        "    delivery:\n      mode: professionals",
        "phase.company-only.delivery: the certainty is `doubtful`; say in a `memo` why"),
    "a word where a record is wanted": (
        "    planning:\n      mode: professionals-sole-planners\n      evidence: at-first\n",
        "    planning: professionals-sole-planners\n", "professionals-sole-planners",
        "phase.company-only.planning: a record with fields is wanted here; indent its fields below the key"),
    "nothing where a record is wanted": (
        SECTOR, "sector:\n  infrastructure:\n", "  infrastructure:",
        "sector.infrastructure: a record with fields is wanted here; indent its fields below the key"),
    "a word where a map of keys is wanted": (
        SECTOR, "sector: infrastructure-sector\n", "sector: infra",
        "sector: 'infrastructure-sector' is not a map of keys; mend the value"),
    "a list where a map of keys is wanted": (
        SECTOR, "sector: [infrastructure-sector]\n", "sector: [",
        "sector: a list is not a map of keys; mend the value"),
    "nothing where a map of keys is wanted": (
        SECTOR, "sector:\n", "sector:", "sector: the field is empty; fill it in, or leave the field out"),
    "a list where text is wanted": (
        "title: A made-up village bus", "title: [A bus, A village]", "title:",
        "title: a list is not text; mend the value"),
    "a map where text is wanted": (
        "title: A made-up village bus", "title: {en: A bus}", "title:",
        "title: a map is not text; mend the value"),
    "a map where a word is wanted": (
        "role: [deliverer, planner]", "role: {deliverer: planner}", "role: {",
        "participation.village-drives.role: a map is not text; mend the value"),
    "a list in a list": (
        "evidence: [together, drivers]", "evidence: [[together, drivers]]", "[[",
        "participation.village-drives.evidence.0: a list is not text; mend the value"),
    "a passage written as its words": (
        '{key: a-bus, page: 846, words: "a bus line"}', "a bus line", "a bus line",
        "sector.infrastructure.evidence: passage 'a bus line' is not known; allowed: at-first, "),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_fault(case: Path, kind: str) -> None:
    old, new, where, told = FAULTS[kind]
    edit(case, old, new)
    text = (case / CASE_FILE).read_text(encoding="utf-8")
    assert where in text, f"{where!r} marks the line and is not in the file"
    line = text[: text.index(where)].count("\n") + 1
    found = refused(coprokg("check"))
    assert len(found) == 1, "one fault is told once:\n" + "\n".join(found)
    assert found[0].startswith(f"{CASE_FILE}:{line} {told}"), found[0]
    assert found[0].endswith(" (data/README.md)"), "a fault ends with where its rule stands"


@pytest.mark.parametrize("page", ["xi", "846.5", "846.0", "8_46", "+846", "٨٤٦", "846-7", "9" * 5000])
def test_a_page_is_a_number_in_digits(case: Path, page: str) -> None:
    edit(case, "key: studied, page: 846", f"key: studied, page: {page}")
    line = line_of(case, "key: studied")
    assert refused(coprokg("check")) == [
        f"{CASE_FILE}:{line} study.made-up.evidence.page: {page[:60]!r} is not a whole number, in digits alone;"
        " mend the value (data/README.md)"]


def test_all_faults_of_a_file_at_once(case: Path) -> None:
    edit(case, "    affected: village", "    affected: vilage")
    edit(case, "title: A made-up village bus\n", "")
    edit(case, "start_year: 1999", "start_year: soon")
    edit(case, "end_year: 2001", "endyear: 2001")
    edit(case, "cell: full-coproduction", "cell: half")
    edit(case, '{key: more-people, page: 847, words: "more people take it than before"}',
         '{key: more-people, words: ""}')
    found = refused(coprokg("check"))
    places = [(f"{CASE_FILE}:{line_of(case, words)}", field) for words, field in [
        ("about: A bus", "title:"), ("cell: half", "placement.table.cell:"),
        ("start_year: soon", "phase.company-only.start_year:"), ("endyear: 2001", "phase.company-only.endyear:"),
        ("affected: vilage", "outcome.more-passengers.affected:"),
        ("key: more-people", "outcome.more-passengers.evidence.words:")]]
    assert [tuple(line.split(" ")[:2]) for line in found] == places, "\n".join(found)


def test_faults_of_several_files_at_once(content: Path) -> None:
    edit(content, "start_year: 1999", "start_year: soon")
    edit(content, "\nengland:\n", "\nengland:\n  colour: green\n", "data/registers/places.yaml")
    (content / "data/cases/xx-empty.yaml").write_text("", encoding="utf-8")
    found = refused(coprokg("check"))
    assert [line.split(":")[0] for line in found] == [
        "data/cases/xx-empty.yaml", CASE_FILE, "data/registers/places.yaml"], "\n".join(found)


def test_a_fault_in_a_register_tells_its_line(content: Path) -> None:
    edit(content, "\nengland:\n", "\nengland:\n  colour: green\n", "data/registers/places.yaml")
    line = line_of(content, "colour: green", "data/registers/places.yaml")
    found = refused(coprokg("check"))
    assert found[0].startswith(f"data/registers/places.yaml:{line} england.colour: unknown field 'colour'; allowed: ")


def test_a_slug_that_makes_no_iri(content: Path) -> None:
    edit(content, "\nengland:\n", "\nNew England:\n", "data/registers/places.yaml")
    line = line_of(content, "New England:", "data/registers/places.yaml")
    told = (f"data/registers/places.yaml:{line} New England: 'New England' cannot be part of an IRI;"
            " use lower-case letters, digits and single hyphens (data/README.md)")
    assert told in refused(coprokg("check"))


def test_a_file_name_that_makes_no_iri(content: Path) -> None:
    (content / CASE_FILE).rename(content / "data/cases/Village Bus.yaml")
    assert refused(coprokg("check")) == [
        "data/cases/Village Bus.yaml:2 Village Bus: 'Village Bus' cannot be part of an IRI;"
        " use lower-case letters, digits and single hyphens (data/README.md)"]


@pytest.mark.parametrize("given", ["- a\n- b\n", "only words\n"])
def test_a_file_that_is_no_map(case: Path, given: str) -> None:
    (case / CASE_FILE).write_text(given, encoding="utf-8")
    assert refused(coprokg("check")) == [
        f"{CASE_FILE}:1: the file is not a map of fields; begin it with `title:` or a key, as the other files"
        " of its folder do (data/README.md)"]


@pytest.mark.parametrize("text", [
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n<https://w3id.org/coprokg/x> skos:prefLabel x .\n",
    "@prefix a: <http://example.org/> .\n\na:b a:c nothing:d .\n", "\n\n\xff\xfe",
])
def test_a_vocabulary_that_is_no_turtle(content: Path, text: str) -> None:
    (content / "ontology/vocabularies/broken.ttl").write_bytes(text.encode("latin-1"))
    found = refused(coprokg("check"))
    assert len(found) == 1, "a broken vocabulary is told alone, and not once more for each value of it"
    assert found[0].startswith("ontology/vocabularies/broken.ttl:3: not readable as Turtle: "), found[0]


@pytest.mark.parametrize(("folder", "text", "told"), [
    ("checks", "#+ summary: x\n#+ remedy: y\nSELECT nothing { }\n", ":3: not SPARQL 1.1 Query: line 3, column "),
    ("checks", "#+ summary: x\nSELECT * { }\n", ":1: the head has no `summary` or no `remedy`; say what is wrong"),
    ("rules", "CONSTRUCT { ?s ?p }\nWHERE { ?s ?p ?o }\n", ":1: not SPARQL 1.1 Query: line 1, column 19"),
    ("rules", "SELECT * { ?s ?p ?o }\n", ":1: a rule is a CONSTRUCT query; mend it"),
    ("phases", "#+ summary: \xff\n", ":1: byte 0xff is not UTF-8; save the file with the encoding UTF-8"),
])
def test_a_query_of_ours_that_is_faulty(content: Path, folder: str, text: str, told: str) -> None:
    (content / f"queries/{folder}/broken.rq").write_bytes(text.encode("latin-1"))
    found = refused(coprokg("check"))
    assert [line.startswith(f"queries/{folder}/broken.rq{told}") for line in found] == [True], "\n".join(found)


def test_a_check_tells_the_line_of_the_node_at_fault(content: Path) -> None:
    (content / "queries/checks/too-early.rq").write_text("""\
#+ summary: the phase begins before 2000
#+ remedy: wait
PREFIX cop: <https://w3id.org/coprokg/ontology#>
SELECT ?phase ?year { ?phase cop:startYear ?year FILTER(?year < 2000) }
""", encoding="utf-8")
    line = line_of(content, "  company-only:")
    assert refused(coprokg("build")) == [
        f"{CASE_FILE}:{line} phase.company-only: the phase begins before 2000 (1999); wait"
        " (queries/checks/too-early.rq)"]
    assert coprokg("check").err == (
        f"{CASE_FILE}:{line} phase.company-only: the phase begins before 2000 (1999); wait"
        " (queries/checks/too-early.rq)\n")


@pytest.mark.parametrize(("level", "code"), [("Violation", 1), ("Warning", 0), ("Info", 0)])
def test_a_shape_tells_the_line_of_the_value_at_fault(content: Path, level: str, code: int) -> None:
    (content / "ontology/shapes/made-up.ttl").write_text(f"""\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix cop: <https://w3id.org/coprokg/ontology#> .
<https://w3id.org/coprokg/shape/made-up> a sh:NodeShape ; sh:targetClass cop:Phase ;
    sh:property <https://w3id.org/coprokg/shape/made-up-year> .
<https://w3id.org/coprokg/shape/made-up-year> sh:path cop:startYear ; sh:minInclusive 2000 ;
    sh:severity sh:{level} ; sh:message "the year is before 2000; wait" .
""", encoding="utf-8")
    done = coprokg("check")
    line = line_of(content, "start_year")
    mark = {"Violation": "", "Warning": "warning: ", "Info": "hint: "}[level]
    told = (f"{CASE_FILE}:{line} phase.company-only.start_year: {mark}the year is before 2000 (found 1999); wait"
            " (shape coprokg:shape/made-up-year)")
    assert (done.code, told in (done.err if code else done.out)) == (code, True), done.out + done.err


def test_the_faults_of_the_files_named_alone(content: Path) -> None:
    other = content / "data/cases/xx-other.yaml"
    shutil.copy(content / CASE_FILE, other)
    edit(content, "start_year: 1999", "start_year: soon")
    assert len(refused(coprokg("check"))) == 1
    assert refused(coprokg("check", str(content / CASE_FILE)))[0].startswith(f"{CASE_FILE}:")
    done = coprokg("check", str(other))
    assert (done.code, done.out) == (0, "sound: 1 file\n"), done.err


def test_a_path_is_taken_from_where_one_stands(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content / "data/cases")
    assert coprokg("check", f"{SLUG}.yaml").out == "sound: 1 file\n"


@pytest.mark.parametrize(("name", "told"), [
    ("data/cases/none.yaml", "is not a file; check the path"), ("data/cases", "is a folder; name the files in it, or none to check everything"),
    ("data/notes.yaml", "is read by no loader; data/README.md says where each kind of file goes"),
    ("../elsewhere.yaml", "is not in the content folders; put it in data/cases/ and check it there"),
])
def test_a_file_that_cannot_be_checked(content: Path, name: str, told: str) -> None:
    for path in (content / "data/notes.yaml", content.parent / "elsewhere.yaml"):
        path.write_text("a: b\n", encoding="utf-8")
    done = coprokg("check", str(content / name))
    assert (done.code, done.err) == (2, f"coprokg: {content / name} {told}\n")


def test_faulty_data_leaves_the_last_good_build(content: Path) -> None:
    assert coprokg("build").code == 0
    before = files_of(content / "build")
    edit(content, "start_year: 1999", "start_year: soon")
    for command in (["check"], ["build"], ["ask", "phase-types"], ["questions"], ["show", "village-bus"]):
        found = refused(coprokg(*command))
        assert [line.split(" ")[1] for line in found] == ["phase.company-only.start_year:"], command
    assert files_of(content / "build") == before, "a faulty file changed what is built"
    current = builds.current()
    assert current is not None and (current / builds.GRAPH).is_file()
    edit(content, "start_year: soon", "start_year: 1999")
    assert coprokg("ask", "phase-types").code == 0


FLOW = '    evidence: {page: 846, words: "The bus – “was” studied on paper in 2007"}  # first\n'
BLOCK = """\
    evidence:
      # the drivers
      - page: 847
        words: "drivers from the village and the company"
      - {page: 847, words: "drivers from the village and the company"}
      -   words: 'drivers from the village, and more'   # wide
          page: 847
"""
UNKEYED = [(f"    evidence: {STUDIED}\n", FLOW), ("""\
    evidence: [together, drivers]
""", BLOCK)]
WRITTEN = [("{page: 846, words: \"The bus –", "{key: the-bus-was, page: 846, words: \"The bus –"),
           ("      - page: 847\n        words: \"drivers from",
            "      - key: drivers-from-the\n        page: 847\n        words: \"drivers from"),
           ("      - {page: 847", "      - {key: drivers-from-the-village, page: 847"),
           ("      -   words: 'drivers", "      -   key: drivers-from-the-village-and\n          words: 'drivers")]


def unkeyed(content: Path) -> Path:
    """Take the keys from some passages, in flow and in block style."""
    for old, new in UNKEYED:
        path = edit(content, old, new)
    return path


def test_missing_keys_are_written_once_and_nothing_else(content: Path) -> None:
    path = unkeyed(content)
    path.chmod(0o640)
    expected = path.read_text(encoding="utf-8")
    assert len(refused(coprokg("check"))) == 4
    assert path.read_text(encoding="utf-8") == expected, "a check without --fix wrote"
    for old, new in WRITTEN:
        assert expected.count(old) == 1, old
        expected = expected.replace(old, new)
    others = {name: text for name, text in files_of(content / "data").items() if SLUG not in name}

    done = coprokg("check", "--fix")
    assert path.read_text(encoding="utf-8") == expected
    assert done.out.splitlines()[0] == f"{CASE_FILE}: wrote 4 keys"
    assert (done.code, done.err) == (0, "")

    done = coprokg("check", "--fix")
    assert "wrote" not in done.out, "a second --fix wrote again"
    assert path.read_text(encoding="utf-8") == expected
    assert stat.S_IMODE(path.stat().st_mode) == 0o640, "the file's mode changed"
    now = {name: text for name, text in files_of(content / "data").items() if SLUG not in name}
    assert now == others, "another file changed"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_written_keys_leave_the_form_of_the_file(content: Path, start: bytes) -> None:
    path = unkeyed(content)
    given = path.read_text(encoding="utf-8")
    path.write_bytes(start + given.replace("\n", "\r\n").encode())
    for old, new in WRITTEN:
        given = given.replace(old, new)
    assert coprokg("check", "--fix").code == 0
    assert path.read_bytes() == start + given.replace("\n", "\r\n").encode()


def test_written_keys_are_told_even_where_other_faults_stay(content: Path) -> None:
    unkeyed(content)
    edit(content, "start_year: 1999", "start_year: soon")
    done = coprokg("check", "--fix")
    assert done.out == f"{CASE_FILE}: wrote 4 keys\n"
    assert [line.split(" ")[1] for line in refused(done)] == ["phase.company-only.start_year:"]


def test_keys_are_written_in_the_files_named_alone(content: Path) -> None:
    path = unkeyed(content)
    given = path.read_bytes()
    places = str(content / "data/registers/places.yaml")
    assert coprokg("check", "--fix", places).code == 0
    assert path.read_bytes() == given


def test_keys_are_written_into_no_file_that_cannot_be_read(content: Path) -> None:
    path = unkeyed(content)
    path.write_text(path.read_text(encoding="utf-8") + "\tx: y\n", encoding="utf-8")
    given = path.read_bytes()
    assert "not readable as YAML" in refused(coprokg("check", "--fix"))[0]
    assert path.read_bytes() == given


def test_a_blank_key_is_not_given_a_second(content: Path) -> None:
    path = edit(content, "{key: studied, ", "{key: , ")
    given = path.read_bytes()
    assert "study.made-up.evidence.key: the field is empty" in refused(coprokg("check", "--fix"))[0]
    assert path.read_bytes() == given


def test_a_key_once_written_is_a_passage_of_its_own(content: Path) -> None:
    unkeyed(content)
    coprokg("check", "--fix")
    raw = yaml.safe_load((content / CASE_FILE).read_text(encoding="utf-8"))
    assert raw["study"]["made-up"]["evidence"]["key"] == "the-bus-was"


@pytest.mark.parametrize("name", ["data/cases/xx-other.yml", "data/cases/more/xx-other.yaml"])
def test_a_file_that_no_loader_reads_is_told(content: Path, name: str) -> None:
    """A case under another ending, or a folder too deep, is not passed over in silence."""
    path = content / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("title: lost\n", encoding="utf-8")
    done = coprokg("check")
    assert done.code == 1
    assert f"{name}: no loader reads this file; put it where data/README.md says" in done.err
