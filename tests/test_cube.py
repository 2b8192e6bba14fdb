"""The cube of the comparison: well-formed by the Recommendation's own constraints, and true to what it counts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from coprokg.asking import Graph, bind
from coprokg.building import ONTOLOGY
from coprokg.cubes import CUBE, RULES, add_cube
from coprokg.folders import root
from coprokg.namespaces import BASE, COP, RDF, RDFS, value
from coprokg.problems import DataFault
from coprokg.reasoning import reasoner_input
from tests.support import CASE, assert_same_graph

FOLDER = Path(__file__).parent / "cube"
CONSTRAINTS = sorted(path.stem for path in FOLDER.glob("ic-*.rq") if not path.stem.endswith("-links"))
QB, PART, COMPARED = "http://purl.org/linked-data/cube#", f"{BASE}cube-property/", f"{BASE}cube/"


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def normal(quads: Iterable[ox.Quad], change: str = "") -> ox.Store:
    """Return a cube in the Recommendation's normal form, after a change that may break it."""
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    if change:
        before = {str(quad) for quad in store}
        store.update(PREFIXES + change)
        assert {str(quad) for quad in store} != before, "the change changes nothing"
    for phase in ("normalize-1.ru", "normalize-2.ru"):
        store.update(text(phase))
    return store


def asked(store: ox.Store, query: str) -> bool:
    found = store.query(query)
    assert isinstance(found, ox.QueryBoolean)
    return bool(found)


def broken(constraint: str, store: ox.Store) -> bool:
    """Say whether a cube in normal form breaks a constraint: two are asked once for each link of a hierarchy."""
    links = FOLDER / f"{constraint}-links.rq"
    if not links.is_file():
        return asked(store, text(f"{constraint}.rq"))
    found = store.query(links.read_text(encoding="utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    return any(asked(store, text(f"{constraint}.rq").replace("$p", row["p"].value)) for row in found)


PREFIXES = f"PREFIX : <https://example.org/weather/> PREFIX qb: <{QB}> PREFIX rdfs: <{RDFS}>\n"
COMPONENT = "?set qb:structure/qb:component/qb:{} ?part . ?o qb:dataSet ?set ; ?part ?value ."
ONE = "{{ SELECT ?o ?part ?value WHERE {{ {} }} ORDER BY ?o ?part ?value LIMIT 1 }}"
BREAKS = {
    "ic-01": "DELETE { ?o qb:dataSet ?value } WHERE " + ONE.format("?o qb:dataSet ?value"),
    "ic-02": "INSERT { ?o qb:structure :another } WHERE " + ONE.format("?o qb:structure ?value"),
    "ic-03": "DELETE { ?spec qb:measure ?part } WHERE { ?spec qb:measure ?part }",
    "ic-04": "DELETE { ?o rdfs:range ?value } WHERE " + ONE.format("?o a qb:DimensionProperty ; rdfs:range ?value"),
    "ic-05": "DELETE { ?o qb:codeList ?value } WHERE " + ONE.format("?o a qb:DimensionProperty ; qb:codeList ?value"),
    "ic-06": "INSERT { ?o qb:componentRequired false } WHERE " + ONE.format("?o qb:dimension ?value"),
    "ic-07": "INSERT DATA { :no-key a qb:SliceKey }",
    "ic-08": "INSERT { ?o qb:componentProperty :no-part } WHERE " + ONE.format("?o a qb:SliceKey ; qb:componentProperty ?value"),
    "ic-09": "DELETE { ?o qb:sliceStructure ?value } WHERE " + ONE.format("?o qb:sliceStructure ?value"),
    "ic-10": "DELETE { ?o ?part ?value } WHERE " + ONE.format("?o qb:sliceStructure/qb:componentProperty ?part ; ?part ?value"),
    "ic-11": "DELETE { ?o ?part ?value } WHERE " + ONE.format(
        COMPONENT.format("dimension") + " FILTER NOT EXISTS { ?slice qb:observation ?o ; ?part ?value }"),
    "ic-12": "INSERT { :twin ?p ?same } WHERE { " + ONE.format("?o qb:dataSet ?value") + " ?o ?p ?same }",
    "ic-13": "DELETE { ?o ?part ?value } WHERE { ?spec qb:attribute ?part ; qb:componentRequired true . ?o ?part ?value }",
    "ic-14": "DELETE { ?o ?part ?value } WHERE " + ONE.format(
        COMPONENT.format("measure") + " FILTER NOT EXISTS { ?o qb:measureType ?part }"),
    "ic-15": "DELETE DATA { :weather-1 :amount 42 }",
    "ic-16": "INSERT DATA { :weather-1 :days 12 }",
    "ic-17": "DELETE WHERE { :weather-2 ?p ?v }",
    "ic-18": "INSERT { :other qb:slice ?o } WHERE " + ONE.format("?set qb:slice ?o . ?o qb:observation ?value"),
    "ic-19a": "INSERT { ?o ?part :no-code } WHERE " + ONE.format(
        COMPONENT.format("dimension") + " ?part qb:codeList/a <http://www.w3.org/2004/02/skos/core#ConceptScheme>"),
    "ic-19b": "INSERT DATA { :rain-3 :month :june }",
    "ic-20": "DELETE DATA { :country <http://www.w3.org/2004/02/skos/core#narrower> :county }",
    "ic-21": "DELETE DATA { :hill-station :belongsTo :network }",
}
"""For each constraint a change that breaks it, of any cube where the cube of the comparison has what it is about."""
OF_ANY = [name for name, change in BREAKS.items() if ":weather-" not in change and name not in ("ic-19b", "ic-20", "ic-21")]


@pytest.fixture(scope="module")
def sound() -> list[ox.Quad]:
    return list(ox.parse(text("sound.ttl").encode(), format=ox.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def cube(graph: ox.Store) -> list[ox.Quad]:
    """Give the cube of the real graph, with the vocabularies from which its codes are."""
    lists = ox.NamedNode(f"{BASE}graph/vocabularies")
    return [*graph.quads_for_pattern(None, None, None, CUBE), *graph.quads_for_pattern(None, None, None, lists)]


@pytest.fixture(scope="module")
def normal_cube(cube: list[ox.Quad]) -> ox.Store:
    return normal(cube)


def test_every_constraint_is_here() -> None:
    """All 21 of the Recommendation, one of them in two parts; and each has a cube that breaks it."""
    assert {name.rstrip("ab") for name in CONSTRAINTS} == {f"ic-{number:02}" for number in range(1, 22)}
    assert BREAKS.keys() == set(CONSTRAINTS)


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_cube_is_well_formed(constraint: str, normal_cube: ox.Store) -> None:
    assert not broken(constraint, normal_cube), text(f"{constraint}.rq").splitlines()[0]


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_sound_cube_breaks_no_constraint(constraint: str, sound: list[ox.Quad]) -> None:
    assert not broken(constraint, normal(sound))


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_broken_cube_is_noticed(constraint: str, sound: list[ox.Quad]) -> None:
    assert broken(constraint, normal(sound, BREAKS[constraint]))


@pytest.mark.parametrize("constraint", OF_ANY)
def test_the_cube_once_broken_is_noticed(constraint: str, cube: list[ox.Quad]) -> None:
    """The constraints say something of our cube: it has slices, required attributes, code lists."""
    assert broken(constraint, normal(cube, BREAKS[constraint]))


# True to what it counts


def values(store: ox.Store | Iterable[ox.Quad], prop: str) -> dict[str, set[str]]:
    """Return subject -> values of a property."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store:
        if quad.predicate.value == prop:
            found[value(quad.subject)].add(value(quad.object))
    return found


def observations(store: Iterable[ox.Quad]) -> set[str]:
    return {value(quad.subject) for quad in store if quad.object == node(QB + "Observation")}


def test_n_is_the_number_of_statements(graph: ox.Store, cube: list[ox.Quad]) -> None:
    """Counted anew, by hand: the words of so many state or imply it, the coder judges the others."""
    support = {subject: next(iter(found)) for subject, found in values(graph, COP + "support").items()}
    statements, n, judged = (values(cube, PART + name) for name in ("statement", "n", "judged"))
    every = observations(cube)
    assert every and every == statements.keys() == n.keys() == judged.keys()
    for one in every:
        kinds = Counter(support[statement] == f"{BASE}vocab/support/judgement" for statement in statements[one])
        assert (n[one], judged[one]) == ({str(kinds[False])}, {str(kinds[True])}), one


def test_every_observation_has_its_case_statements_and_passages(graph: ox.Store, cube: list[ox.Quad]) -> None:
    record, evidence = values(graph, COP + "record"), values(graph, COP + "evidence")
    cases, statements, passages = (values(cube, PART + name) for name in ("case", "statement", "passage"))
    for one in observations(cube):
        assert len(cases[one]) == 1
        assert {case for statement in statements[one] for case in record[statement]} == cases[one], one
        assert {passage for statement in statements[one] for passage in evidence[statement]} == passages[one], one


def test_every_case_has_a_cell_in_every_data_set(graph: ox.Store, cube: list[ox.Quad]) -> None:
    """Also where nothing is counted: what is not there can be told from what was left out."""
    cases = {value(q.subject) for q in graph.quads_for_pattern(None, node(RDF + "type"), node(COP + "Case"), None)}
    slices, total, shown = values(cube, QB + "slice"), values(cube, PART + "total"), values(cube, QB + "observation")
    of_case, statements = values(cube, PART + "case"), values(cube, PART + "statement")
    assert len(slices) > 10
    for found in slices.values():
        assert {case for one in found for case in of_case[one]} == cases
        for one in found:
            assert total[one] == {str(len({s for o in shown[one] for s in statements[o]}))}, one
    assert [one for found in slices.values() for one in found if not shown[one]], "no cell is empty: the test shows little"


def test_what_is_not_said_of_the_case_is_not_counted(graph: ox.Store, cube: list[ox.Quad]) -> None:
    scope = values(graph, COP + "scope")
    counted = {statement for found in values(cube, PART + "statement").values() for statement in found}
    scopes = {one.rpartition("/")[2] for statement in counted for one in scope.get(statement, ())}
    assert scopes == {"this-case", "the-model"}
    assert counted - scope.keys(), "what has no scope is said of the case"


@pytest.fixture(scope="module")
def saved(graph_file: Path) -> Graph:
    return Graph(graph_file.parent)


def rows(graph: Graph, name: str, **given: list[str]) -> list[dict[str, str]]:
    answer = graph.ask(name, given)
    return [{c: t.value for c, t in zip(answer.columns, row, strict=True) if t is not None} for row in answer.rows]


def test_the_cube_counts_what_a_saved_question_counts(saved: Graph) -> None:
    """Case by stage by side, once by the cube and once by the question that knows nothing of cubes."""
    by_question = {(r["case"], r["stage"], r["side"]): int(r["n"]) for r in rows(saved, "stages-reached")}
    by_cube = {(r["case"], r["value"], r["further"]): int(r["n"]) for r in rows(saved, "cube-observations", by=["stage"])}
    assert by_question == {point: n for point, n in by_cube.items() if n}


# Where it lies, and how it is made


def test_no_reasoner_reads_the_cube(graph: ox.Store) -> None:
    quads = list(graph.quads_for_pattern(None, None, None, CUBE))
    assert quads
    assert not list(reasoner_input(quads, ONTOLOGY))


def test_addresses_can_be_read(cube: list[ox.Quad]) -> None:
    """Data set, case, value, and what tells the values further apart: words of the data, no number and no hash."""
    code, of_case = values(cube, QB + "codeList"), values(cube, PART + "case")
    coded = {subject: {value(q.object).rpartition("/")[2] for q in found if q.predicate.value in code}
             for subject, found in by_subject(cube).items()}
    for one in observations(cube):
        data_set, case, *words = one.removeprefix(COMPARED).split("/")
        assert re.fullmatch(r"[a-z0-9-]+", data_set)
        assert of_case[one] == {f"{BASE}case/{case}"}
        assert sorted(words) == sorted(coded[one])


def by_subject(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    found: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        found[value(quad.subject)].append(quad)
    return found


def made(store: ox.Store) -> set[str]:
    return {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, CUBE)}


@pytest.fixture(scope="module")
def without(graph: ox.Store) -> ox.Store:
    """Give a copy of the graph in which tests may make the cube anew."""
    store = ox.Store()
    store.extend(graph)
    return store


def test_a_second_cube_takes_the_place_of_the_first(graph: ox.Store, without: ox.Store) -> None:
    """It holds the same, and follows the data: without a statement, nothing rests on it."""
    assert add_cube(without, root()) == len(made(graph))
    assert made(without) == made(graph)
    gone = node(next(iter(sorted(s for found in values(without, PART + "statement").values() for s in found))))
    before = list(without.quads_for_pattern(gone, None, None, None))
    for quad in before:
        without.remove(quad)
    add_cube(without, root())
    assert not [line for line in made(without) if str(gone) in line]
    without.extend(before)
    add_cube(without, root())
    assert made(without) == made(graph)


def test_labels_in_a_second_language_change_nothing(graph: ox.Store, without: ox.Store) -> None:
    away = node("https://example.org/graph")
    without.extend([ox.Quad(quad.subject, quad.predicate, ox.Literal("anderswo", language="de"), away)
                    for quad in graph if quad.predicate.value.endswith(("#label", "#prefLabel", "#definition"))])
    add_cube(without, root())
    without.remove_graph(away)
    assert made(without) == made(graph)


def test_what_a_made_up_case_becomes(made_up: Path) -> None:
    """One observation, whole; and the same from rdflib, over one default graph."""
    graph = next(path for path in (made_up / "build").glob("*/graph.nq"))
    store = ox.Store()
    store.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
    sector = f"{COMPARED}sector/{CASE.rpartition('/')[2]}/infrastructure-sector"
    assert_same_graph([q for q in store.quads_for_pattern(node(sector), None, None, None)], f"""
        @prefix cube: <{PART}> .
        @prefix qb: <{QB}> .
        <{sector}> a qb:Observation ; <{RDFS}label> "A made-up village bus: infrastructure"@en ;
            qb:dataSet <{COMPARED}sector> ; cube:case <{CASE}> ; cube:n 1 ; cube:judged 0 ;
            cube:sector <{BASE}vocab/sector/infrastructure-sector> ;
            cube:statement <{CASE}/sector/infrastructure> ; cube:passage <{CASE}/passage/a-bus> .
    """)
    wanted = list(store.quads_for_pattern(None, None, None, CUBE))
    everything = ox.serialize((q.triple for q in store if q.graph_name != CUBE), format=ox.RdfFormat.N_TRIPLES)
    plain = rdflib.Graph().parse(data=everything, format="nt")
    cube = rdflib.Graph()
    for path in sorted(root().glob(RULES)):
        found = plain.query(path.read_text(encoding="utf-8")).graph
        assert found is not None
        cube += found
        plain += found
    assert_same_graph(wanted, list(ox.parse(cube.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)))


def test_a_rule_that_is_none_is_told_by_its_place(tmp_path: Path) -> None:
    rule = tmp_path / "queries/rules/cube/1-wrong.rq"
    rule.parent.mkdir(parents=True)
    rule.write_text("SELECT * { ?s ?p ?o }\n", encoding="utf-8")
    with pytest.raises(DataFault) as caught:
        add_cube(ox.Store(), tmp_path)
    assert str(caught.value.problems[0]).startswith("queries/rules/cube/1-wrong.rq:1: a rule is a CONSTRUCT query; mend it")


def test_a_cell_with_nothing_tells_why(saved: Graph) -> None:
    """An empty cell leads to its absence, and the absence to the sections that are silent."""
    answer = saved.ask("cube-cells", {}, evidence=True)
    told = [words for row, words in zip(answer.rows, answer.words, strict=True) if answer.statements(row)]
    assert told and all(told)
    question = saved.question("cube-cells")
    assert "GRAPH" not in bind(question, {})
