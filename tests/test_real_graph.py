"""What must hold of the graph as it is: proved quotes, two reasoners that agree, a mode that is noticed."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from coprokg.building import ONTOLOGY, assemble
from coprokg.dl import types
from coprokg.folders import CONTENT, folder, root
from coprokg.ledger import read_shares
from coprokg.loading import Loaded
from coprokg.namespaces import BASE, COP, RDF, value
from coprokg.proving import LEDGER, SHARES, rows, unproved
from coprokg.reasoning import reasoner_input

SURE_START = "data/cases/gb-gateshead-sure-start.yaml"


@pytest.fixture(scope="module")
def real() -> tuple[ox.Store, Loaded]:
    return assemble(root())


def test_every_quote_is_in_the_ledger(real: tuple[ox.Store, Loaded]) -> None:
    """A passage that was never verified, or has changed since, is told without the texts at hand."""
    problems = unproved(*real, root())
    assert not problems, f"{len(problems)} passages are not proved: {problems[0]}"
    assert (root() / LEDGER).is_file()


def test_little_of_each_edition_is_carried() -> None:
    """The graph cites the paper and does not reprint it: at most 40 % of the one, 15 % of the other."""
    shares = {share.edition: share for share in read_shares(root() / SHARES)}
    limits = {"bovaird-2007-par": 40, "bovaird-2007-preprint": 15}
    assert shares.keys() == limits.keys()
    for edition, limit in limits.items():
        assert shares[edition].limit == limit
        assert shares[edition].share_per_cent < limit


def test_both_reasoners_agree_on_every_individual(real: tuple[ox.Store, Loaded]) -> None:
    """HermiT, on the same input, finds the classes that the rule engine found: no more and no fewer."""
    store, _ = real
    rules: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None, None):
        if value(quad.object).startswith(COP) and value(quad.subject).startswith(BASE):
            rules[value(quad.subject)].add(value(quad.object))
    hermit = {node: found for node, found in types(reasoner_input(store, ONTOLOGY)).items() if node.startswith(BASE)}
    assert len(hermit) > 1000
    different = {node: rules.get(node, set()) ^ hermit.get(node, set()) for node in rules.keys() | hermit.keys()}
    assert not {node: terms for node, terms in different.items() if terms}


def verdicts(store: ox.Store) -> set[tuple[str, str]]:
    return {(row["phase"], row["verdict"]) for row in rows(store, root(), "placement-and-type")
            if "Sure Start" in row["case"]}


def test_a_changed_mode_is_noticed(real: tuple[ox.Store, Loaded], tmp_path: Path) -> None:
    """Sure Start disagrees with its placement; with another planning mode in its file it agrees."""
    before = verdicts(real[0])
    assert {verdict for _, verdict in before} == {"disagree"}
    for name in CONTENT:
        shutil.copytree(folder(name), tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / SURE_START
    text = path.read_text(encoding="utf-8")
    coplanned = "mode: users-and-communities-as-coplanners"
    assert text.count(coplanned) == 1
    path.write_text(text.replace(coplanned, "mode: professionals-sole-planners"), encoding="utf-8")
    store, _ = assemble(tmp_path)
    assert {verdict for _, verdict in verdicts(store)} == {"agree"}


def test_beacon_runs_through_three_types(real: tuple[ox.Store, Loaded]) -> None:
    """The phases of one case, each of another type, in the order in which the text tells them."""
    found = [row["type"] for row in rows(real[0], root(), "phase-types") if row["case"].startswith("Beacon")]
    assert len(found) == 3
    assert len(set(found)) == 3
