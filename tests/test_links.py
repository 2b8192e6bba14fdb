"""Links: tables as committed, what becomes of them in the graph, and what a faulty table is told."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from coprokg import freshness
from coprokg.bibliography.duplicates import works_in
from coprokg.checking import by_queries
from coprokg.folders import CONTENT, folder, root
from coprokg.loading import Loaded, concepts, load, loaders
from coprokg.namespaces import BASE, RDF, RDFS, SKOS, prefixes, value
from coprokg.problems import DataFault
from coprokg.records import Source, read_yaml
from coprokg.tabular import read_source
from tests.support import coprokg, point_at

SSSOM = "https://w3id.org/sssom/"
LINKS = next(module for module in loaders() if module.__name__.endswith(".links"))
TABLES = sorted(root().glob(LINKS.PATTERN))
NOT_PUBLISHED = Path(__file__).parent / "content" / "not-published-identifiers.csv"
COFOG = Path(__file__).parent / "content" / "cofog-codes.csv"
"""The codes of COFOG that were found beside their titles."""
CODES = read_yaml(root() / "data/registers/codes.yaml").data
SECTORS = concepts()["sector"]
DECISION = root() / "docs" / "decisions" / "0010-links.md"


@cache
def source(path: Path) -> Source:
    """Return a table as the engine reads it, with whole IRIs in the place of prefixed names."""
    return read_source(LINKS, path, path.name)


def rows() -> list[tuple[str, str, dict[str, str]]]:
    """Return table, key and cells of every row of every table."""
    return [(path.name.partition(".")[0], key, row) for path in TABLES
            for key, row in source(path).data["mapping"].items()]


def head(path: Path) -> dict[str, str]:
    """Return prefix -> namespace as the head of a table gives them."""
    text = path.read_text(encoding="utf-8").partition("#curie_map:\n")[2]
    return dict(re.findall(r'^#  (\w+): "([^"]+)"$', text, re.MULTILINE))


# The tables as committed

def test_there_is_a_table_for_each_kind_of_thing() -> None:
    assert [path.name.partition(".")[0] for path in TABLES] == [
        "concepts", "organizations", "persons", "places", "sectors", "works"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name.partition(".")[0])
def test_the_prefixes_of_a_table_are_those_it_uses(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    columns = lines[0].split("\t")
    names = [c for c in columns if c in ("record_id", "subject_id", "predicate_id", "object_id", "mapping_justification")]
    used = {row[column].partition(":")[0] for row in csv.DictReader(lines, delimiter="\t") for column in names}
    assert used == set(head(path))


def test_a_prefix_means_one_thing() -> None:
    """In all tables, and in the project's own list where that has it."""
    for path in TABLES:
        for prefix, namespace in head(path).items():
            assert {head(other).get(prefix, namespace) for other in TABLES} == {namespace}
            assert prefixes().get(prefix, namespace) == namespace


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name.partition(".")[0])
def test_rows_stand_in_the_order_of_their_keys(path: Path) -> None:
    keys = list(source(path).data["mapping"])
    assert keys == sorted(keys), "so that a change of the table shows as what it is"


def test_a_thing_is_linked_once_to_each_thing_elsewhere() -> None:
    pairs = Counter((row["subject_id"], row["object_id"]) for _, _, row in rows())
    assert max(pairs.values()) == 1


def test_confidences_and_justifications_are_those_that_the_decision_explains() -> None:
    text = DECISION.read_text(encoding="utf-8")
    scale = set(re.findall(r"^\| (0\.\d+) \|", text, re.MULTILINE))
    assert {row["confidence"] for _, _, row in rows()} == scale
    used = {row["mapping_justification"].rpartition("/")[2] for _, _, row in rows()}
    assert used <= set(re.findall(r"semapv:(\w+)", text))
    assert "ManualMappingCuration" not in used, "then a person made a link: say so in the decision"


def isbn_fits(number: str) -> bool:
    """Say whether the check digit of an ISBN is right."""
    digits = [10 if c == "X" else int(c) for c in number]
    if len(digits) == 10:
        return sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0
    return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def test_identifiers_have_the_form_of_their_scheme() -> None:
    forms = {"https://doi.org/": r"10\.\d{4,9}/[^\s<>\"]+", "https://hdl.handle.net/": r"\d+/\d+",
             "urn:isbn:": r"\d{13}|\d{9}[\dX]", "urn:ISSN:": r"\d{4}-\d{3}[\dX]", "https://ror.org/": r"0[a-z0-9]{8}",
             "http://www.wikidata.org/entity/": r"Q[1-9]\d*", "https://sws.geonames.org/": r"[1-9]\d*/",
             "http://publications.europa.eu/resource/authority/country/": "[A-Z]{3}"}
    for _, key, row in rows():
        for start, form in forms.items():
            if row["object_id"].startswith(start):
                assert re.fullmatch(form, row["object_id"].removeprefix(start)), key
        if row["object_id"].startswith("urn:isbn:"):
            assert isbn_fits(row["object_id"].removeprefix("urn:isbn:")), f"{key}: the check digit is wrong"


def test_an_identifier_for_which_a_source_gives_a_name_alone_is_not_exact() -> None:
    lexical = [row for _, _, row in rows() if row["mapping_justification"].endswith("/LexicalMatching")]
    assert lexical and {row["predicate_id"] for row in lexical} == {SKOS + "closeMatch"}


def not_published() -> list[dict[str, str]]:
    with NOT_PUBLISHED.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def occurring(text: str) -> list[str]:
    """Return the identifiers that are not published and stand in a text all the same, be it in the address of a page."""
    return [row["identifier"] for row in not_published() for form in {row["identifier"], row["iri"]}
            if form in text and re.search(rf"(?<![\w.]){re.escape(form)}(?!\w)", text)]


def test_what_is_not_proved_is_not_published(graph_file: Path) -> None:
    assert len(not_published()) > 20
    assert not occurring(graph_file.read_text(encoding="utf-8"))
    assert not [name for path in TABLES for name in occurring(path.read_text(encoding="utf-8"))]


def test_an_identifier_that_is_not_published_would_be_noticed() -> None:
    row = not_published()[0]
    assert occurring(f"see <{row['iri']}> .") and occurring(f'"doi:{row["identifier"]}"')
    assert occurring(f"https://example.org/?id={row['identifier']}")
    assert not occurring(f"{row['identifier']}999")


# Codes that have no address elsewhere

def test_every_code_that_was_proved_is_in_the_register() -> None:
    with COFOG.open(encoding="utf-8", newline="") as stream:
        proved = {row["code"]: row["title"] for row in csv.DictReader(stream)}
    assert len(proved) == 25
    assert {code["code"]: code["label"] for code in CODES.values()} == proved


def test_a_code_stands_under_the_one_that_it_begins_with() -> None:
    for key, code in CODES.items():
        assert key == f"cofog-{code['code']}"
        division, dot, _ = code["code"].partition(".")
        assert code.get("broader_code") == (f"cofog-{division}" if dot else None), key


def links_to_codes() -> list[tuple[str, str, str]]:
    """Return sector, predicate and code of every link to a code of ours."""
    start, sector = f"{BASE}code/", f"{BASE}vocab/sector/"
    return [(row["subject_id"].removeprefix(sector), row["predicate_id"].removeprefix(SKOS),
             row["object_id"].removeprefix(start)) for _, _, row in rows() if row["object_id"].startswith(start)]


def test_every_code_is_linked_or_said_not_to_be() -> None:
    told = re.search(r"codes that fit none are ([^.]*(?:\.\d[^.]*)*)\.", DECISION.read_text(encoding="utf-8"))
    assert told
    unlinked = set(re.findall(r"`(cofog-[\d.]+)`", told[1]))
    linked = {code for _, _, code in links_to_codes()}
    assert linked | unlinked == set(CODES) and not linked & unlinked


def test_every_sector_has_a_code_and_none_exactly() -> None:
    assert {sector for sector, _, _ in links_to_codes()} == set(SECTORS)
    assert "exactMatch" not in {predicate for _, predicate, _ in links_to_codes()}


def test_links_to_a_code_and_to_the_wider_one_agree() -> None:
    """What is wider than a code that is wider says nothing new, and what lies in a narrower code is narrower too."""
    found = {(sector, code): predicate for sector, predicate, code in links_to_codes()}
    for (sector, code), predicate in found.items():
        wider = found.get((sector, CODES[code].get("broader_code", "")))
        assert (wider, predicate) != ("broadMatch", "broadMatch"), f"{sector}: {code} is enough"
        assert wider != "narrowMatch" or predicate == "narrowMatch", f"{sector}: {code} lies in what is narrower"


def test_a_link_to_a_code_names_it_by_its_title() -> None:
    start = f"{BASE}code/"
    for _, key, row in rows():
        if row["object_id"].startswith(start):
            code = CODES[row["object_id"].removeprefix(start)]
            assert row["object_label"] == code["label"], key
            assert row["comment"].startswith(f"{code['code']},{code['label']} ("), key
            assert code["source"] in row["see_also"] and row["confidence"] in ("0.5", "0.7"), key


def test_the_doi_of_the_paper_is_that_of_one_edition() -> None:
    [row] = [row for _, key, row in rows() if key == "bovaird-2007-doi"]
    assert row["subject_id"] == f"{BASE}edition/bovaird-2007-par"
    assert not [key for _, key, row in rows() if row["subject_id"] == f"{BASE}work/bovaird-2007"]


# In the graph

def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(name)


def test_each_row_is_a_link_and_what_it_rests_on_in_the_graph_of_its_table(graph: ox.Store) -> None:
    for table, key, row in rows():
        link, where = node(f"{BASE}link/{table}/mapping/{key}"), node(f"{BASE}graph/links/{table}")
        ends = (node(row["subject_id"]), node(row["predicate_id"]), node(row["object_id"]))
        assert ox.Quad(*ends, where) in graph, f"{key}: the link itself is missing"
        assert ox.Quad(link, node(RDF + "type"), node(SSSOM + "Mapping"), where) in graph
        for name, end in zip(("subject_id", "predicate_id", "object_id"), ends, strict=True):
            assert ox.Quad(link, node(SSSOM + name), end, where) in graph
        given = [value(q.object) for q in graph.quads_for_pattern(link, node(SSSOM + "confidence"), None, where)]
        assert given == [row["confidence"]]
    graphs = {q.graph_name for q in graph.quads_for_pattern(None, node(RDF + "type"), node(SSSOM + "Mapping"), None)}
    assert graphs == {node(f"{BASE}graph/links/{path.name.partition('.')[0]}") for path in TABLES}


def test_subjects_are_called_what_the_graph_calls_them(graph: ox.Store) -> None:
    for _, key, row in rows():
        labels = {value(q.object) for name in (RDFS + "label", SKOS + "prefLabel")
                  for q in graph.quads_for_pattern(node(row["subject_id"]), node(name), None, None)}
        assert row["subject_label"] in labels, f"{key}: it is called {labels}"


def test_an_import_knows_the_paper_by_the_doi_of_its_edition(graph: ox.Store) -> None:
    assert dict(works_in(graph))["bovaird-2007"].doi == "10.1111/j.1540-6210.2007.00773.x"


def test_nothing_is_said_to_be_the_same_as_something_elsewhere(graph: ox.Store) -> None:
    assert next(graph.quads_for_pattern(None, node("http://www.w3.org/2002/07/owl#sameAs"), None, None), None) is None


# Faulty tables

GOOD = """\
#sssom_version: "1.1"
#mapping_set_id: https://w3id.org/coprokg/link/made-up
#mapping_set_title: Made-up links
#mapping_set_description: For tests.
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  coprokg: https://w3id.org/coprokg/
#  wd: http://www.wikidata.org/entity/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
record_id\tsubject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tsee_also\tcomment
coprokg:link/made-up/mapping/brazil\tcoprokg:place/brazil\tBrazil\tskos:exactMatch\twd:Q1\tsemapv:LexicalMatching\t0.7\t\tA made-up number.
coprokg:link/made-up/mapping/france\tcoprokg:place/france\tFrance\tskos:closeMatch\twd:Q2\tsemapv:LexicalMatching\t0.7\thttps://example.org/a|https://example.org/b\t"A ""made-up"" number."
"""
NAME = "data/links/made-up.sssom.tsv"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small copy of the content: registers and vocabularies, and no tables but those of a test."""
    copy = tmp_path_factory.mktemp("links") / "content"
    for name in CONTENT:
        (copy / name).mkdir(parents=True)
    (copy / "ontology/vocabularies").mkdir()
    shutil.copy(folder("ontology") / "vocabularies/place-kind.ttl", copy / "ontology/vocabularies")
    (copy / "data/links").mkdir()
    (copy / "data/registers").mkdir()
    (copy / "data/registers/places.yaml").write_text(
        "brazil: {label: Brazil, place_kind: country-kind}\nfrance: {label: France, place_kind: country-kind}\n",
        encoding="utf-8")
    (copy / "data/registers/codes.yaml").write_text(
        'made-up-1.2: {label: Towns, code: "1.2", classification: Made up, source: https://example.org/}\n',
        encoding="utf-8")
    return copy


def loading(base: Path, text: str) -> Loaded:
    """Load the small content with a table."""
    (base / NAME).write_text(text, encoding="utf-8")
    return load(base)


def told(base: Path, text: str) -> list[str]:
    """Return what is told of a faulty table."""
    with pytest.raises(DataFault) as fault:
        loading(base, text)
    return [str(problem) for problem in fault.value.problems]


def changed(old: str, new: str) -> str:
    """Return the good table with one change."""
    assert GOOD.count(old) == 1, f"{old!r} is {GOOD.count(old)} times in the table"
    return GOOD.replace(old, new)


def test_a_good_table_loads(base: Path) -> None:
    quads = [q for q in loading(base, GOOD).quads if q.graph_name == node(f"{BASE}graph/links/made-up")]
    link = node(f"{BASE}link/made-up/mapping/france")
    assert ox.Quad(node(f"{BASE}place/france"), node(SKOS + "closeMatch"), node("http://www.wikidata.org/entity/Q2"),
                   node(f"{BASE}graph/links/made-up")) in quads
    said = {(q.predicate.value.removeprefix(SSSOM), value(q.object)) for q in quads if q.subject == link}
    assert ("see_also", "https://example.org/a") in said and ("see_also", "https://example.org/b") in said
    assert ("comment", 'A "made-up" number.') in said


def test_a_code_of_the_register_can_be_linked_to(base: Path) -> None:
    quads = loading(base, changed("wd:Q2", "coprokg:code/made-up-1.2")).quads
    assert ox.Quad(node(f"{BASE}place/france"), node(SKOS + "closeMatch"), node(f"{BASE}code/made-up-1.2"),
                   node(f"{BASE}graph/links/made-up")) in quads


@pytest.mark.parametrize(("old", "new", "line", "what"), [
    ("wd:Q2", "coprokg:code/made-up-1.3", 13, "did you mean 'https://w3id.org/coprokg/code/made-up-1.2'?"),
    ("wd:Q2", "coprokg:place/brazil", 13, "'https://w3id.org/coprokg/place/brazil' is not known"),
    ("coprokg:place/france", "coprokg:place/frence", 13, "did you mean 'https://w3id.org/coprokg/place/france'?"),
    ("skos:closeMatch", "skos:closesMatch", 13, "did you mean 'http://www.w3.org/2004/02/skos/core#closeMatch'?"),
    ("wd:Q2", "wdt:Q2", 13, "'wdt:Q2' has no prefix of the head; did you mean 'wd'? add it to `curie_map`, or mend it"),
    ("wd:Q2", "Q2", 13, "'Q2' has no prefix of the head"),
    ("0.7\thttps", "sure\thttps", 13, "'sure' is not a number such as 2500000 or 1.85"),
    ("0.7\thttps", "1.5\thttps", 13, "'1.5': Input should be less than or equal to 1"),
    ("mapping/france", "mapping/brazil", 13, "key 'brazil' is taken; another row has it on line 12: choose another"),
    ("mapping/france", "mapping/La France", 13, "key 'La France' is not of the form of a key"),
    ("link/made-up/mapping/france", "link/other/mapping/france", 13, "is no row of this table; begin its IRI with"),
    ('\t"A ""made-up"" number."', "", 13, "the row has 8 cells, the table 9 columns; separate the cells by one tab each"),
    ('"A ""made-up"" number."', "", 13, "field 'comment' is missing"),
    ('"A ""made-up"" number."', '"A "made-up" number."', 13, "not readable as a table"),
    ("confidence\tsee_also", "confidance\tsee_also", 11, "unknown column 'confidance'; did you mean 'confidence'?"),
    ("subject_label\t", "subject_id\t", 11, "column 'subject_id' stands there twice"),
    ("record_id\t", "row\t", 11, "there is no column 'record_id'"),
    ("coprokg/link/made-up\n", "coprokg/link/elsewhere\n", 2, "a file of this name is https://w3id.org/coprokg/link/made-up"),
    ("#license: https://creativecommons.org/licenses/by/4.0/\n", "", 1, "field 'license' is missing"),
    ("#mapping_set_title:", "#title:", 3, "unknown field 'title'"),
    ("#mapping_set_title: Made-up", '#mapping_set_title: "Made-up"', 3, "not readable as YAML"),
    ("#curie_map:\n", "#curie_map: none\n#other:\n", 1, "the head gives no prefixes"),
])
def test_a_fault_is_told_by_its_line(base: Path, old: str, new: str, line: int, what: str) -> None:
    found = told(base, changed(old, new))
    hits = [one for one in found if what in one]
    assert hits, "\n".join(found)
    assert hits[0].startswith(f"{NAME}:{line}"), hits[0]


def test_a_table_needs_a_head(base: Path) -> None:
    assert told(base, GOOD[GOOD.index("record_id\t"):])[0].startswith(f"{NAME}:1: the table has no head; begin with ")
    assert "the table has no head" in told(base, "")[0]


def test_every_fault_of_a_table_is_told_at_once(base: Path) -> None:
    text = GOOD.replace("place/france", "place/frence").replace("skos:exactMatch", "skos:same")
    found = told(base, text)
    assert {int(one.split(":")[1].split(" ")[0]) for one in found} == {12, 13}


def test_what_is_linked_is_still_told_where_it_is_described(base: Path) -> None:
    """A table speaks of places; a fault of a place is one of the register all the same."""
    loaded = loading(base, GOOD)
    place = loaded.place(f"{BASE}place/france")
    assert place and place.file == "data/registers/places.yaml"
    link = loaded.place(f"{BASE}place/france", SKOS + "closeMatch")
    assert link and (link.file, link.line) == (NAME, 13)


def test_a_table_that_no_loader_reads_is_told(base: Path) -> None:
    stray = base / "data/links/more.tsv"
    stray.write_text("a\tb\n", encoding="utf-8")
    try:
        assert "data/links/more.tsv: no loader reads this file" in "\n".join(told(base, GOOD))
    finally:
        stray.unlink()


@pytest.mark.parametrize(("change", "check"), [
    (("coprokg:place/france\tFrance\tskos:closeMatch\twd:Q2", "coprokg:place/france\tFrance\tskos:exactMatch\twd:Q1"),
     "two things of ours are the same as one thing elsewhere"),
    (("coprokg:place/france\tFrance\tskos:closeMatch\twd:Q2", "coprokg:place/brazil\tBrazil\tskos:closeMatch\twd:Q1"),
     "two rows link the same two things"),
])
def test_a_check_tells_the_row(base: Path, change: tuple[str, str], check: str) -> None:
    loaded = loading(base, changed(*change))
    store = ox.Store()
    store.extend(loaded.quads)
    found = [p for p in by_queries(store, loaded, root()) if p.what.startswith(check)]
    assert found and found[0].file == NAME and found[0].line in (12, 13)


def test_a_link_without_a_row_is_told(base: Path) -> None:
    loaded = loading(base, GOOD)
    store = ox.Store()
    store.extend(loaded.quads)
    store.add(ox.Quad(node(f"{BASE}place/france"), node(SKOS + "exactMatch"), node("http://www.wikidata.org/entity/Q3")))
    found = [p for p in by_queries(store, loaded, root()) if p.what.startswith("something of ours is linked, and no row")]
    assert len(found) == 1 and found[0].file == "data/registers/places.yaml"


# Commands

def test_a_table_can_be_checked_and_mended_alone(content: Path) -> None:
    table = content / NAME
    table.write_text(GOOD, encoding="utf-8")
    assert coprokg("check", str(table)).out == "sound: 1 file\n"
    assert coprokg("check", "--fix", str(table)).code == 0
    assert table.read_text(encoding="utf-8") == GOOD, "a table has no keys to be written into it"
    table.write_text(changed("coprokg:place/france", "coprokg:place/frence"), encoding="utf-8")
    found = coprokg("check", str(table))
    assert found.code == 1 and f"{NAME}:13 mapping.france.subject_id: " in found.err + found.out


def test_a_changed_table_is_noticed(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point_at(monkeypatch, content)
    before = freshness.fingerprint()
    (content / NAME).write_text(GOOD, encoding="utf-8")
    assert freshness.fingerprint() != before


def test_the_questions_agree_on_two_engines(graph: ox.Store) -> None:
    """Counted by what the graph holds, whatever rows stand beside the queries."""
    text = (root() / "queries/links/links-by-scheme.rq").read_text(encoding="utf-8")
    found = graph.query(text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    ours = sorted((row["scheme"].value, row["match"].value, int(row["n"].value)) for row in found)
    assert sum(n for _, _, n in ours) == len(rows())
    other = rdflib.Graph()
    for quad in graph.quads_for_pattern(None, None, None, None):
        if value(quad.graph_name).startswith((f"{BASE}graph/links/", f"{BASE}graph/registers/codes")):
            other.update(f"INSERT DATA {{ {quad.triple} }}")
    theirs = sorted((str(row[0]), str(row[1]), int(row[2])) for row in other.query(text))  # type: ignore[index, arg-type]
    assert ours == theirs
