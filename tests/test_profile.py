"""The ontology is in OWL 2 DL and in OWL 2 RL, and so is the whole of what a reasoner is given.

The judge is ROBOT, whose profile checkers are those of the OWL API. It comes from Maven Central, so these
tests need ``mvn`` and, the first time, the network; without them they are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from coprokg.building import ONTOLOGY
from coprokg.dl import _declared, java
from coprokg.loading import graph_iri
from coprokg.namespaces import BASE, COP, OWL, RDF, XSD
from coprokg.reasoning import Triple, reasoner_input

ROBOT = "1.9.6"
POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>coprokg</groupId><artifactId>robot</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.obolibrary.robot</groupId><artifactId>robot-command</artifactId><version>{ROBOT}</version>
  </dependency></dependencies>
</project>
"""
TYPE = ox.NamedNode(RDF + "type")
ONE, TWO = ox.NamedNode(BASE + "case/one"), ox.NamedNode(BASE + "case/two")


def owl(name: str) -> ox.NamedNode:
    """Return a term of OWL."""
    return ox.NamedNode(OWL + name)


def our(name: str) -> ox.NamedNode:
    """Return a term of the ontology, declared or not."""
    return ox.NamedNode(COP + name)


@pytest.fixture(scope="session")
def classpath(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the Java class path of ROBOT, which Maven finds or fetches once for all tests."""
    maven = shutil.which("mvn")
    if maven is None:
        pytest.skip("mvn is not on the PATH: ROBOT, which judges the OWL 2 profiles, comes from Maven Central")
    folder = tmp_path_factory.mktemp("robot")
    (folder / "pom.xml").write_text(POM, encoding="utf-8")
    done = subprocess.run([maven, "-q", "-B", "-Dstyle.color=never", "dependency:build-classpath",
                           "-Dmdep.outputFile=classpath.txt"],
                          cwd=folder, capture_output=True, text=True)
    if done.returncode:
        told = [line for line in done.stdout.splitlines() if "ERROR" in line] or ["no word of it"]
        pytest.skip(f"mvn could not get ROBOT {ROBOT} from Maven Central; offline? {told[0]}")
    return (folder / "classpath.txt").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="session")
def terms_and_concepts(graph: ox.Store) -> list[Triple]:
    """Give the ontology and the vocabularies."""
    ontology = [quad for quad in graph if quad.graph_name == ONTOLOGY]
    vocabularies = [quad for quad in graph if quad.graph_name == graph_iri("vocabularies")]
    return [*reasoner_input(ontology, ONTOLOGY), *((q.subject, q.predicate, q.object) for q in vocabularies)]


def outside(profile: str, triples: Iterable[Triple], classpath: str, folder: Path) -> str:
    """Return what ROBOT finds outside a profile: an empty text where everything is in it.

    The triples are one ontology without imports: all modules are among them, and nothing is fetched.
    """
    given, report = folder / "given.nt", folder / f"{profile}.txt"
    head = ox.Triple(ox.NamedNode(BASE + "reasoner-input"), TYPE, owl("Ontology"))
    ox.serialize([head, *(ox.Triple(*t) for t in _declared(triples))], str(given), format=ox.RdfFormat.N_TRIPLES)
    done = subprocess.run([java(), "-cp", classpath, "org.obolibrary.robot.CommandLineInterface", "validate-profile",
                           "--profile", profile, "--input", str(given), "--output", str(report)],
                          capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    assert report.is_file(), f"ROBOT did not judge: {done.stdout}{done.stderr}"
    told = report.read_text(encoding="utf-8")
    assert done.returncode == (0 if "[Ontology and imports closure in profile]" in told else 1), done.stderr
    return "" if done.returncode == 0 else told


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_all_that_a_reasoner_is_given(profile: str, graph: ox.Store, classpath: str, tmp_path: Path) -> None:
    assert not outside(profile, reasoner_input(graph, ONTOLOGY), classpath, tmp_path)


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_ontology_and_vocabularies(
    profile: str, terms_and_concepts: list[Triple], classpath: str, tmp_path: Path
) -> None:
    assert not outside(profile, terms_and_concepts, classpath, tmp_path)


RESTRICTION = ox.BlankNode("restriction")
BROKEN: dict[str, tuple[str, list[Triple], str]] = {
    "a property that is not declared": (
        "DL", [(ONE, TYPE, our("Case")), (ONE, our("neverDeclared"), TWO)], "neverDeclared"),
    "a class that is not declared": ("DL", [(ONE, TYPE, our("NeverDeclared"))], "NeverDeclared"),
    "a property of things and of text": ("DL", [(our("memo"), TYPE, owl("ObjectProperty"))], "memo"),
    "a date": ("DL", [(our("opened"), TYPE, owl("DatatypeProperty")), (ONE, TYPE, our("Case")), (
        ONE, our("opened"), ox.Literal("2004-05-01", datatype=ox.NamedNode(XSD + "date")))], "xsd:date"),
    "a transitive property that is asymmetric": (
        "DL", [(our("partOf"), TYPE, owl("TransitiveProperty")), (our("partOf"), TYPE, owl("AsymmetricProperty"))],
        "partOf"),
    "a class defined by having some value": (
        "RL", [(our("Study"), owl("equivalentClass"), RESTRICTION), (RESTRICTION, TYPE, owl("Restriction")),
               (RESTRICTION, owl("onProperty"), our("depth")), (RESTRICTION, owl("someValuesFrom"), our("StudyDepth"))],
        "ObjectSomeValuesFrom"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_outside_is_found(
    fault: str, terms_and_concepts: list[Triple], classpath: str, tmp_path: Path
) -> None:
    """The judge is awake: each fault takes the ontology out of the profile, and is named."""
    profile, added, named = BROKEN[fault]
    told = outside(profile, [*terms_and_concepts, *added], classpath, tmp_path)
    assert named in told, told or f"in OWL 2 {profile} all the same"
