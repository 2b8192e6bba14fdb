"""What a release says of itself: the file that says it, and that everything else agrees with it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import rdflib
import yaml
from rdflib import DCTERMS, FOAF, OWL

from coprokg import __version__
from coprokg.folders import root
from coprokg.namespaces import BASE, ONTOLOGY, SKOS, value
from coprokg.problems import DataFault, Misuse
from coprokg.release.descriptions.citation import FILE as CITATION
from coprokg.release.descriptions.works import address, works
from coprokg.release.metadata import FILE, LICENCES, read_metadata
from coprokg.release.source import Source, gather
from tests.conforming import STANDARDS
from tests.support import edit

ALLOWED = {"Apache-2.0", "CC-BY-4.0", "W3C-document"}
"""Licences that let a file be copied unchanged, with its source named."""


@pytest.fixture(scope="module")
def real(graph_file: Path) -> Source:
    """Give what a release of the real content is made from."""
    return gather()


@pytest.fixture
def written_day(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let nothing but the file say the day of the release."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return monkeypatch


def test_the_version_is_that_of_the_package() -> None:
    assert read_metadata(root()).version == __version__


def test_the_day_comes_from_the_file_or_from_the_environment(written_day: pytest.MonkeyPatch) -> None:
    day = yaml.safe_load((root() / FILE).read_text(encoding="utf-8"))["issued"]
    assert read_metadata(root()).issued == day
    written_day.setenv("SOURCE_DATE_EPOCH", "86400")
    assert read_metadata(root()).issued.isoformat() == "1970-01-02"


@pytest.mark.parametrize("epoch", ["yesterday", "1.5", "9" * 30])
def test_a_time_that_is_none_is_told(written_day: pytest.MonkeyPatch, epoch: str) -> None:
    written_day.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(Misuse, match="whole seconds since 1970"):
        read_metadata(root())


@pytest.mark.parametrize(("old", "new", "line", "told"), [
    ("language: en\n", "tongue: en\n", "tongue", "Extra inputs are not permitted"),
    ("issued: 2026-11-23\n", "issued: soon\n", "issued", "Input should be a valid date"),
    ("licenses/by/4.0/", "licenses/by/9.0/", "licences.data", "not a licence that is known here; allowed: https://"),
    ("sources: [bovaird-2007]", "sources: []", "sources", "at least 1 item"),
], ids=["field", "day", "licence", "sources"])
def test_a_fault_is_told_with_its_line(content: Path, old: str, new: str, line: str, told: str) -> None:
    path = edit(content, old, new, FILE)
    with pytest.raises(DataFault) as raised:
        read_metadata(content)
    problem = next(p for p in raised.value.problems if p.field == line)
    assert told in problem.what
    name = line.rpartition(".")[2]
    # A field that lacks is told at the top; one that is there, on its own line.
    assert re.match(rf"\s*{name}:", path.read_text(encoding="utf-8").splitlines()[problem.line - 1])


def test_a_source_that_is_no_work_is_told(real: Source) -> None:
    about = real.about.model_copy(update={"sources": ["nobody-1900"]})
    with pytest.raises(DataFault, match="there is no work nobody-1900; name a key of"):
        works(Source(real.base, about, [], [], real.graph))


def test_the_ontology_says_the_same_of_itself(real: Source) -> None:
    """The header has a title and a licence of its own, and shares all else."""
    about = real.about
    header = rdflib.Graph().parse(root() / "ontology/coproduction.ttl")
    node = rdflib.URIRef(ONTOLOGY)

    def said(term: rdflib.URIRef) -> list[str]:
        return sorted(map(str, header.objects(node, term)))

    assert said(OWL.versionInfo) == [about.version]
    assert said(OWL.versionIRI) == [f"{ONTOLOGY}/{about.version}"]
    assert said(DCTERMS.created) == [about.created.isoformat()]
    assert said(DCTERMS.license) == [about.licence("ontology")]
    assert said(DCTERMS.creator) == [one.iri for one in about.creators]
    assert said(DCTERMS.publisher) == [about.publisher.iri]
    assert said(DCTERMS.source) == sorted(address(item) for item in works(real))
    assert str(header.value(rdflib.URIRef(about.publisher.iri), FOAF.name)) == about.publisher.name
    title = said(DCTERMS.title)[0]
    assert said(DCTERMS.bibliographicCitation) == [
        f"{about.creators[0].name} ({about.created.year}). {title}, version {about.version}. {ONTOLOGY}/{about.version}"]


def test_the_ontology_is_of_the_day_of_the_release(written_day: pytest.MonkeyPatch) -> None:
    header = rdflib.Graph().parse(root() / "ontology/coproduction.ttl")
    assert str(header.value(rdflib.URIRef(ONTOLOGY), DCTERMS.issued)) == read_metadata(root()).issued.isoformat()


def test_the_citation_file_of_the_repository_is_current(written_day: pytest.MonkeyPatch, real: Source) -> None:
    from coprokg.release.descriptions.citation import citation_file

    about = read_metadata(root())
    expected = citation_file(Source(real.base, about, [], [], real.graph))
    assert (root() / CITATION).read_bytes() == expected, "run python -m coprokg.release.descriptions"


def test_each_link_leads_to_one_target(real: Source) -> None:
    """A table of links that leads somewhere new wants its target named."""
    spaces = {target.space for target in real.about.targets.values()}
    mappings = {f"{SKOS}{how}Match" for how in ("exact", "close", "broad", "narrow", "related")}
    found = [value(quad.object) for quad in real.asserted if quad.predicate.value in mappings
             and value(quad.graph_name).startswith(f"{BASE}graph/links/")]
    assert found
    # A code of a classification that has no address elsewhere has ours.
    lost = [iri for iri in found if not iri.startswith(BASE) and sum(map(iri.startswith, spaces)) != 1]
    assert not lost, f"add a target to {FILE} for {lost}"


def test_licences_are_those_of_the_files() -> None:
    """The files with the licences name the same ones as the metadata."""
    about = read_metadata(root())
    for part, file in (("data", "LICENSE-DATA"), ("ontology", "LICENSE-ONTOLOGY"), ("code", "LICENSE")):
        text = " ".join((root() / file).read_text(encoding="utf-8").split())
        words = {"CC-BY-4.0": "CC BY 4.0", "CC0-1.0": "CC0 1.0 Universal", "Apache-2.0": "Apache License"}
        assert words[about.spdx(part)] in text
    assert set(about.licences.values()) <= set(LICENCES)


def test_what_is_not_ours_is_as_its_makers_published_it() -> None:
    """Each vendored file is listed with source, licence and sum, and unchanged."""
    listed = yaml.safe_load((STANDARDS / "manifest.yaml").read_text(encoding="utf-8"))
    there = {path.name + ("/" if path.is_dir() else "") for path in STANDARDS.iterdir()} - {"manifest.yaml"}
    assert set(listed) == there
    for name, about in listed.items():
        assert set(about) == {"what", "source", "licence", "sha256"} and about["licence"] in ALLOWED
        assert _sum(STANDARDS / name) == about["sha256"], f"{name} is not what the manifest says"


def _sum(path: Path) -> str:
    if path.is_dir():
        lines = (f"{_sum(file)}  {file.name}\n" for file in sorted(path.iterdir()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()
    return hashlib.sha256(path.read_bytes()).hexdigest()
