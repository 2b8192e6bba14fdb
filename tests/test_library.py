"""The library: every head keeps its rules, every list is used, and the library itself can be asked.

A head is broken here on purpose, one rule at a time, in a copy: the message names file, line, fault and remedy.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate

from coprokg import builds
from coprokg.asking import Graph
from coprokg.controlled import COMPETENCY, TAGS, read_controlled
from coprokg.folders import folder, root
from coprokg.library import QUERIES, query_iri, select_of
from coprokg.linting import across, faults, kinds_of_values
from coprokg.namespaces import expand
from coprokg.problems import DataFault, Misuse
from coprokg.questions import projection, read_question, read_questions
from coprokg.searching import search
from tests.support import coprokg, edit

KNOWN = read_controlled(root() / "queries", root())
KINDS = kinds_of_values(root(), KNOWN)
QUESTIONS = read_questions(root() / "queries", root())
SOUND = re.sub(r"^#\+ dimensions:\n(?:#\+   .*\n)+", "",
               (root() / QUESTIONS["drivers-by-case"]["file"]).read_text(encoding="utf-8"), flags=re.MULTILINE)
"""A head with a parameter of each kind, without what a comparison makes of it."""

TAGGED = re.search(r"^#\+ tags: \[.*\]\n", SOUND, re.MULTILINE)
ANSWERS = re.search(r"^#\+ competency: \[.*\]\n", SOUND, re.MULTILINE)
assert TAGGED and ANSWERS
ASKS = {name: one.asks for name, one in KNOWN.competency.items()}


def complaints(to: Path, text: str, name: str = "drivers-by-case") -> list[str]:
    """Return what is told of a head, whether it is read and seen not to fit, or breaks a rule of the library."""
    path = to / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    try:
        question = read_question(path, f"{name}.rq")
    except DataFault as fault:
        return [str(problem) for problem in fault.problems]
    return [str(problem) for problem in faults(question, KNOWN, KINDS)]


# Heads


def test_a_sound_head_is_not_complained_of(tmp_path: Path) -> None:
    assert complaints(tmp_path, SOUND) == []


@pytest.mark.parametrize(("old", "new", "told"), [
    ("#+ summary: ", "#+ sumary: ", "unknown field 'sumary'; did you mean 'summary'?"),
    (TAGGED[0], "", "field 'tags' is missing"),
    (TAGGED[0], "#+ tags: [drivrs, across-cases]\n", "the tag 'drivrs' is not known; did you mean 'drivers'? queries/tags.yaml"),
    (TAGGED[0], "#+ tags: [drivers, drivers, across-cases]\n", "the tag 'drivers' stands here twice; write it once"),
    (TAGGED[0], "#+ tags: [drivers]\n", "a question with a column 'case' has the tag 'across-cases'; add it"),
    (ANSWERS[0], "", "there is no competency question; name one of queries/competency-questions.yaml"),
    (ANSWERS[0], "#+ competency: [driver-of-every-case]\n", "the competency question 'driver-of-every-case' is not known; did you"),
    ("case?\n", "case\n", "the summary is no question in one line; end it with a question mark"),
    (ANSWERS[0], ANSWERS[0] + '#+ caveats: ["Chosen by theoretical sampling."]\n',
     "'theoretical sampling' may not stand in a question with the tag 'across-cases'; how cases were selected"),
    (ANSWERS[0], ANSWERS[0] + '#+ caveats: ["One thing"]\n', "this is no full sentence; end it with a full stop"),
    ("values: vocab/driver}", "values: vocab/drivers}", "the values 'vocab/drivers' are not known; did you mean 'vocab/driver'?"),
    ("default: [states, implies]", "default: [stats]", "'stats' is no value of vocab/support; did you mean 'states'?"),
    ("#+   driver: {meaning", "#+   format: {meaning", "no line `# bind: ?_format_iri`"),
    ("type: statement}", "type: statment}", "has the unknown type 'statment'; use one of text"),
    ("PREFIX cop: <https://w3id.org/coprokg/ontology#>", "PREFIX cop: <https://w3id.org/coprokg/ontology/>",
     "the prefix 'cop' is https://w3id.org/coprokg/ontology/ here, and https://w3id.org/coprokg/ontology#"),
    ("PREFIX cop:", "PREFIX kopp: <http://example.org/>\nPREFIX cop:", "the prefix 'kopp' is not of the project; declare it"),
    ("PREFIX cop:", "PREFIX void: <http://rdfs.org/ns/void#>\nPREFIX cop:", "the prefix 'void' is not used; take its line out"),
    ("PREFIX cop:", "BASE <https://w3id.org/>\nPREFIX cop:", "the query has a BASE; write whole addresses"),
    ("\nWHERE {", "\nWHERE { GRAPH ?g { ?a ?b ?c }", "the query says GRAPH; ask all graphs as one: take it out"),
    ("\nWHERE {", "\nFROM <x:y>\nWHERE {", "the query says FROM; ask all graphs as one: take it out"),
])
def test_a_broken_head_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert SOUND.count(old) >= 1, f"{old!r} is not in the query"
    found = complaints(tmp_path, SOUND.replace(old, new, 1))
    assert any(told in fault for fault in found), "\n".join(found) or "nothing is told"
    assert all(re.match(r"drivers-by-case\.rq:\d+", fault) for fault in found)


@pytest.mark.parametrize(("reckoned", "told"), [
    ("100 * ?n", "100 *"), ("?n * 100.0", "* 100"), ("?n*1e2", "* 100"), ('?n * "100"^^<x:decimal>', "* 100"),
    ("?n / ?of", "/"), ("?n/COUNT(?of)", "/"), ("COUNT(?n)/?of", "/"), ("xsd:decimal(?n) / 6", "/"), ("(?n + 1) / (?of)", "/"),
    ("?n * (1 / ?of)", "/"), ("?n / (?of / 100)", "/"), ("ROUND(1000 * ?n / ?of) / 10", "/"),
    ('CONCAT(STR(?n), " %")', "%"), ("CONCAT(STR(?n), ' per cent')", "per cent"), ('STR("5 percent")', "percent"),
    ("AVG(?n)", "AVG"), ("avg (?n)", "AVG"),
])
def test_a_share_of_the_cases_is_refused_however_it_is_reckoned(tmp_path: Path, reckoned: str, told: str) -> None:
    tag = KNOWN.tags["across-cases"]
    head = {**read_question(written(tmp_path, SOUND), "x.rq"), "body": SOUND.replace("\nWHERE {", f"\nWHERE {{ BIND({reckoned} AS ?x)", 1)}
    found = [str(problem) for problem in faults(head, KNOWN, KINDS)]
    assert any(f"{told!r} may not stand in a question with the tag 'across-cases'; {tag.forbids['percentage'].because}" in one
               for one in found), found
    # A question that is of no cases may reckon.
    assert list(faults({**head, "tags": ["drivers"], "columns": {}, "parameters": {}}, KNOWN, KINDS)) == []


def written(to: Path, text: str) -> Path:
    path = to / "drivers-by-case.rq"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("harmless", [
    "?case cop:record/cop:case ?x .", "?case (cop:record|^cop:case)*/cop:case 100 .", "?case cop:a* 100 .", "?case <x:a>/<x:b> ?x .",
    "?case !(cop:a|^cop:b)/cop:c ?x .", "BIND(?sum * ?share / 100 AS ?x)", "BIND(2 * 3 AS ?x)", "BIND(1000 * ?x AS ?y)",
    "# 100 * ?n / ?of, in per cent: %", "?case <http://example.org/100%25> ?x .", 'FILTER(STRSTARTS(?x, "https://a/b"))',
])
def test_what_is_no_share_is_not_complained_of(tmp_path: Path, harmless: str) -> None:
    """A path is no division; and what is printed as a share may be turned into the sum that it is of."""
    assert complaints(tmp_path, SOUND.replace("\nWHERE {", f"\nWHERE {{\n{harmless}", 1)) == []


def test_a_fault_is_told_by_its_line(tmp_path: Path) -> None:
    line = SOUND[:TAGGED.start()].count("\n") + 1 if TAGGED else 0
    (told,) = complaints(tmp_path, SOUND.replace("across-cases", "across-cases, drivrs", 1))
    assert told.startswith(f"drivers-by-case.rq:{line} tags: ")


def test_an_option_of_the_command_is_no_parameter(tmp_path: Path) -> None:
    text = SOUND.replace("#+   driver: {meaning", "#+   format: {meaning", 1).replace("?_driver_iri", "?_format_iri")
    assert any("`--format` is an option of `coprokg ask` itself" in fault for fault in complaints(tmp_path, text))


def test_a_number_is_of_no_vocabulary(tmp_path: Path) -> None:
    text = SOUND.replace("values: case}", "values: case, type: integer}", 1).replace("?_case_iri", "?_case_integer")
    (told,) = complaints(tmp_path, text)
    assert "case: a parameter of type 'integer' has `values`; leave `values` out, or the type" in told


def test_the_name_of_a_file_can_be_typed(tmp_path: Path) -> None:
    (told,) = complaints(tmp_path, SOUND, "Drivers_by_case")
    assert "the name 'Drivers_by_case' is not of the form of a name; call the file by lower-case words" in told


@pytest.mark.parametrize("harmless", [
    "# FROM the case on", 'FILTER("GRAPH" != "100 * 2")', "OPTIONAL { ?case rdfs:label ?from }", "?case ?service ?graph ."])
def test_a_word_in_a_comment_string_or_variable_is_no_fault(tmp_path: Path, harmless: str) -> None:
    assert complaints(tmp_path, SOUND.replace("\nWHERE {", f"\nWHERE {{\n{harmless}", 1)) == []


def test_a_broken_head_stops_the_build(content: Path) -> None:
    edit(content, "tags: [phases, modes, across-cases]", "tags: [phases, mods, across-cases]", "queries/phases/phase-modes.rq")
    done = coprokg("build")
    assert done.code == 1
    assert "queries/phases/phase-modes.rq:" in done.err and "the tag 'mods' is not known; did you mean 'modes'?" in done.err


# Lists


def test_every_tag_is_used_and_in_order() -> None:
    used = {tag for question in QUESTIONS.values() for tag in question["tags"]}
    assert set(KNOWN.tags) == used, "a tag that no question has: take it out of queries/tags.yaml"
    assert list(KNOWN.tags) == sorted(KNOWN.tags)


def test_every_competency_question_is_answered() -> None:
    answered = {name for question in QUESTIONS.values() for name in question["competency"]}
    missing = sorted(set(KNOWN.competency) - answered)
    assert not missing, f"no saved question names these in its head: {missing}"


def test_competency_questions_are_of_every_kind_and_asked_once() -> None:
    assert {one.kind_ for one in KNOWN.competency.values()} == set(KNOWN.kinds)
    twice = [asks for asks, count in Counter(one.asks for one in KNOWN.competency.values()).items() if count > 1]
    assert not twice


@pytest.mark.parametrize(("name", "old", "new", "told"), [
    (TAGS, "caveat_from: how-cases-were-selected", "caveat_from: how-cases-were-chosen",
     "its caveat rests on the question 'how-cases-were-chosen', which is not there; did you mean 'how-cases-were-selected'?"),
    (TAGS, "{selection}", "{selektion}", "has no column 'selektion'; did you mean 'selection'?"),
    (TAGS, "drivers: {meaning:", "drivers: {means:", "drivers.means: unknown field 'means'"),
    (TAGS, "percentage: {where: query, text: '", "percentage: {where: query, text: '(", "is no regular expression"),
    (COMPETENCY, "sampling: {kind: look-up", "sampling: {kind: lookup", "the kind 'lookup' is not known; did you mean 'look-up'?"),
    (COMPETENCY, "questions:\n", "qustions:\n", "there is no map of names here"),
])
def test_a_broken_list_is_told(content: Path, name: str, old: str, new: str, told: str) -> None:
    edit(content, old, new, f"queries/{name}")
    with pytest.raises(DataFault) as caught:
        read_questions(content / "queries", content)
    assert told in str(caught.value)


def test_two_questions_that_ask_the_same_are_told() -> None:
    one = QUESTIONS["drivers-by-case"]
    found = list(across({"a": one, "b": {**one, "file": "b.rq"}}, KNOWN, TAGS))
    assert any("findings/drivers-by-case.rq asks the same; join the two" in str(problem) for problem in found)


# Caveats, and how many rows


def test_an_answer_across_cases_says_how_the_cases_were_selected(graph_file: Path, graph: ox.Store) -> None:
    """It says so in the numbers of the data: no count is typed in."""
    asked = Graph(graph_file.parent)
    count = sum(1 for _ in graph.quads_for_pattern(None, ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("cop:Case")), None))
    (row,) = asked.ask("how-cases-were-selected").rows
    selection, definition, n, of = (cell.value for cell in row[:4])
    assert of == str(count)
    said = f"Cases: {of}, of which {n} selected by {selection}. {definition}"
    for name, question in asked.questions.items():
        assert (said in question["caveats"]) == ("across-cases" in question["tags"]), name
    spanning = {n for n, q in asked.questions.items() if {"case", "cases"} & q["columns"].keys()}
    assert spanning <= {n for n, q in asked.questions.items() if said in q["caveats"]}


def test_a_table_tells_its_rows_and_its_caveats(on_made_up: Path) -> None:
    shown = coprokg("ask", "made-up-passages", "--page", "847", "--format", "table").out
    assert "\nn: 3 rows\nnote: It is made up.\nnote: Cases: 1, of which 1 selected by " in shown
    assert "\nn: 1 row\n" in coprokg("ask", "made-up-passages", "--words", "a bus line", "--format", "table").out


# Search


@pytest.mark.parametrize(("words", "first"), [
    ("who delivers", "who-does-what"), ("delivery", "phase-modes"), ("money", "money"), ("limitation without a case", "kinds-without-a-case"),
    ("postnatal depression", "outcomes-and-comparators"), ("never cited", "never-cited"), ("Arnstein", "lists-in-order"),
    ("PLACEMENTS of the author", "author-placements"),
])
def test_words_find_the_question(words: str, first: str) -> None:
    """Among the first three: other questions may be found by the same words."""
    assert first in [question["name"] for question in search(QUESTIONS.values(), words, ASKS)[:3]]


def test_all_words_count_and_else_the_most_of_them() -> None:
    both = {q["name"] for q in search(QUESTIONS.values(), "drivers stages", ASKS)}
    assert both and both < {q["name"] for q in search(QUESTIONS.values(), "drivers", ASKS)}
    assert [q["name"] for q in search(QUESTIONS.values(), "drivers stages xyzzy", ASKS)] == [
        q["name"] for q in search(QUESTIONS.values(), "drivers stages", ASKS)]


@pytest.mark.parametrize(("words", "told"), [
    ("delvers", "no question has 'delvers'; did you mean 'delivers'?"), ("xyzzy", "no question has 'xyzzy'; take fewer or other words"),
    ("who is the", "has no word to look for"), ("", "has no word to look for")])
def test_words_that_find_nothing(words: str, told: str) -> None:
    with pytest.raises(Misuse, match=re.escape(told)):
        search(QUESTIONS.values(), words, ASKS)


def test_the_command_searches(on_made_up: Path) -> None:
    found = coprokg("questions", "--search", "words of the made-up", "--format", "csv")
    assert found.out.splitlines()[1].startswith("made-up-passages,")
    assert coprokg("questions", "--search", "xyzzy").code == 2


# The library as data


@pytest.fixture(scope="module")
def library(graph: ox.Store) -> rdflib.Graph:
    """Give the graph of the library."""
    text = ox.serialize((quad.triple for quad in graph.quads_for_pattern(None, None, None, QUERIES)), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=text, format="nt")


def node(name: str) -> rdflib.URIRef:
    """Return a term by its prefixed name."""
    return rdflib.URIRef(expand(name))


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_is_executable_as_it_stands_in_the_graph(name: str, library: rdflib.Graph) -> None:
    """With its own prefixes, and with those that the graph declares; its columns and parameters are all there."""
    iri, question = rdflib.URIRef(query_iri(name)), QUESTIONS[name]
    assert set(library.objects(iri, rdflib.RDF.type)) == {node("sh:SPARQLExecutable"), node("sh:SPARQLSelectExecutable")}
    (select,) = map(str, library.objects(iri, node("sh:select")))
    assert select == select_of(question["body"]) and projection(select) == list(question["columns"])
    (prefixes,) = library.objects(iri, node("sh:prefixes"))
    declared = [(library.value(d, node("sh:prefix")), library.value(d, node("sh:namespace")))
                for d in library.objects(prefixes, node("sh:declare"))]
    bare = re.sub(r"^\s*PREFIX .*\n", "", select, flags=re.MULTILINE)
    assert projection("".join(f"PREFIX {p}: <{n}>\n" for p, n in declared) + bare) == list(question["columns"])
    variables = {str(library.value(p, node("sh:path"))).rpartition("/")[2] for p in library.objects(iri, node("sh:parameter"))}
    assert variables == {about["variable"] for about in question["parameters"].values()}
    columns = sorted((int(str(library.value(c, node("schema:position")))), str(library.value(c, node("schema:name"))))
                     for c in library.objects(iri, node("schema:variableMeasured")))
    assert [column for _, column in columns] == list(question["columns"])
    assert {str(word) for word in library.objects(iri, node("schema:keywords"))} == set(question["tags"])


def test_an_editor_for_sib_examples_lists_every_question(library: rdflib.Graph) -> None:
    """By the query with which such editors read examples from an endpoint."""
    rows = library.query("""PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?sq ?comment ?query WHERE { ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query }""")
    assert {str(row[0]) for row in rows} == {query_iri(name) for name in QUESTIONS}  # type: ignore[index]


def test_the_library_keeps_its_shapes_and_has_no_blank_node(library: rdflib.Graph) -> None:
    assert not [term for triple in library for term in triple if isinstance(term, rdflib.BNode)]
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes" / "queries.ttl")
    conforms, _, text = validate(library, shacl_graph=shapes)
    assert conforms, text


def test_a_default_is_a_value_that_the_parameter_takes(library: rdflib.Graph, graph: ox.Store) -> None:
    defaults = [(value, parameter) for parameter, value in library.subject_objects(node("sh:defaultValue"))
                if isinstance(value, rdflib.URIRef)]
    assert defaults
    for value, parameter in defaults:
        pattern, above = library.value(parameter, node("sh:pattern")), library.value(parameter, node("dash:rootClass"))
        under = f"ASK {{ <{value}> <{rdflib.RDFS.subClassOf}>+ <{above}> }}"
        assert re.search(str(pattern), value) if pattern else graph.query(under, use_default_graph_as_union=True), parameter


def test_questions_are_asked_about_questions(graph_file: Path) -> None:
    asked = Graph(graph_file.parent)
    for tag in ("drivers", "money"):
        found = {row[1].value for row in asked.ask("questions-by-tag", {"tag": [tag]}).rows}
        assert found == {name for name, question in QUESTIONS.items() if tag in question["tags"]}
    with pytest.raises(Misuse, match="did you mean 'drivers'"):
        asked.ask("questions-by-tag", {"tag": ["drivrs"]})


def test_the_build_lists_the_questions_for_search(graph_file: Path) -> None:
    assert builds.catalogue(graph_file.parent)["competency"] == ASKS
