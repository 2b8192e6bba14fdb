"""The page on the second coding: its figures are those of the table of pairs beside it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import pytest
import yaml

from coprokg.folders import in_checkout, root

if not in_checkout():
    pytest.skip("the documentation stands in a checkout, not in a wheel", allow_module_level=True)

DOCS = root() / "docs"
COLUMNS = ("dimension", "unit", "first", "second", "equal", "matched_by", "shown_in_values")
FOUND = " found"
FEWEST = 10
NUMBERS = {"event year", "event order", "quantity value", "money amount", "money share", "quantity when"}
SETS = {
    "methods of study", "actor kinds", "actor part of", "role", "stage", "contributions", "who is consulted",
    "who consults", "consultation stage", "event involves", "quantity concerns", "payer", "payee",
    "outcome domain", "affected", "outcome money", "mechanism leads to", "finding concerns", "finding stage",
    "counters",
}
HOW_SURE = {"support", "certainty", "voice", "modality", "scope"}

Row = dict[str, str]


def rows() -> list[Row]:
    """Return the table of pairs, a row for each unit and for each value of a matched unit."""
    with (DOCS / "second-coding.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def share(part: int, whole: int) -> str:
    """Return a share with two places, or a dash where there is nothing to share."""
    return f"{part / whole:.2f}" if whole else "–"


def kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa, or nothing where chance alone would agree on everything."""
    count = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = Fraction(sum(a == b for a, b in pairs), count)
    chance = Fraction(sum(first[value] * second[value] for value in first), count * count)
    return None if chance == 1 else float((seen - chance) / (1 - chance))


def jaccard(first: str, second: str) -> float:
    """Return what two sets have in common as a share of what either has."""
    a, b = set(filter(None, first.split(";"))), set(filter(None, second.split(";")))
    return len(a & b) / len(a | b)


def table_of_units(table: Iterable[Row]) -> list[str]:
    """Return the lines that say how many units each coding has, and how many were matched."""
    kinds: dict[str, list[Row]] = {}
    for row in table:
        if row["dimension"].endswith(FOUND):
            kinds.setdefault(row["dimension"].removesuffix(FOUND), []).append(row)
    lines, sums = [], [0, 0, 0, 0]
    for kind, its in [*kinds.items(), ("all", [])]:
        counts = [sum(bool(r["first"]) for r in its), sum(bool(r["second"]) for r in its),
                  sum(r["equal"] == "yes" for r in its), len(its)] if its else sums
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        first, second, matched, either = counts
        lines.append(f"| {kind} | {first} | {second} | {matched} | {share(matched, either)} |")
    return lines


def table_of_values(table: Iterable[Row]) -> list[str]:
    """Return the lines that say, for each dimension, how far the values of matched units agree."""
    dimensions: dict[str, list[Row]] = {}
    for row in table:
        if not row["dimension"].endswith(FOUND):
            dimensions.setdefault(row["dimension"], []).append(row)
    lines = []
    for name, its in dimensions.items():
        valued = [r for r in its if r["first"] or r["second"]]
        equal, both = (sum(r["equal"] == "yes" for r in some) for some in (its, valued))
        number = None
        if len(its) >= FEWEST and name not in NUMBERS:
            number = kappa([(r["first"], r["second"]) for r in its])
        mean = "–"
        if name in SETS and valued:
            mean = f"{sum(jaccard(r['first'], r['second']) for r in valued) / len(valued):.2f}"
        lines.append(
            f"| {name} | {len(its)} | {sum(bool(r['first']) for r in its)} |"
            f" {sum(bool(r['second']) for r in its)} | {equal} | {share(equal, len(its))} |"
            f" {both} of {len(valued)} | {'–' if number is None else f'{number:.2f}'} | {mean} |")
    return lines


def sentences(table: list[Row]) -> list[str]:
    """Return the sentences of the page that hold figures."""
    units = [r for r in table if r["dimension"].endswith(FOUND)]
    values = [r for r in table if not r["dimension"].endswith(FOUND)]
    by = Counter(r["matched_by"] for r in units if r["equal"] == "yes")
    same = sum(r["first"] == r["second"] for r in units if r["equal"] == "yes")
    valued = [r for r in values if r["first"] or r["second"]]
    told = [r for r in valued if r["dimension"] not in HOW_SURE]
    shown, other = ([r for r in told if r["shown_in_values"] == word] for word in ("yes", "no"))
    agreed = [sum(r["equal"] == "yes" for r in some) for some in (valued, shown, other)]
    roles = {r["unit"]: r for r in values if r["dimension"] == "role"}
    listed = {unit for unit, r in roles.items() if r["first"] == r["second"] == "supporter"}
    apart = [r for r in values if r["dimension"] in ("side", "role") and r["unit"] not in listed]
    side, role = ([r for r in apart if r["dimension"] == name] for name in ("side", "role"))
    sure = [r for r in values if r["dimension"] == "certainty" and r["equal"] == "no"]
    firm = sum(r["first"] == "firm" and r["second"] == "arguable" for r in sure)
    return [
        f"{sum(by.values())} pairs: {by['words']} by words, {by['value']} by value and {by['hand']} by hand.",
        f"{same} of the {sum(by.values())} pairs bear the very same key.",
        f"{agreed[0]} of the {len(valued)} values that either coding gives to a matched unit are equal"
        f" ({share(agreed[0], len(valued))}).",
        f"{agreed[1]} of {len(shown)} ({share(agreed[1], len(shown))}) where the page of values shows one of"
        f" them with Tackley, and {agreed[2]} of {len(other)} ({share(agreed[2], len(other))}) where it does not.",
        f"Without the {len(listed)} bodies of one list, side is equal in"
        f" {sum(r['equal'] == 'yes' for r in side)} of {len(side)} participations (kappa"
        f" {kappa([(r['first'], r['second']) for r in side]):.2f}) and role in"
        f" {sum(r['equal'] == 'yes' for r in role)} of {len(role)} (kappa"
        f" {kappa([(r['first'], r['second']) for r in role]):.2f}).",
        f"Certainty differs in {len(sure)} pairs; in {firm} of them the first is firm and the second arguable.",
    ]


def test_the_table_is_whole() -> None:
    """Each row has its columns, and says rightly whether its two values are equal."""
    for row in rows():
        assert tuple(row) == COLUMNS
        if row["dimension"].endswith(FOUND):
            assert (row["equal"] == "yes") == bool(row["first"] and row["second"])
        else:
            assert (row["equal"] == "yes") == (row["first"] == row["second"]), row


def test_the_page_states_the_figures_of_the_table() -> None:
    """Every line of both tables, and every sentence with a figure, is what the pairs come to."""
    page = (DOCS / "second-coding.md").read_text(encoding="utf-8")
    running = " ".join(page.split())
    for line in [*table_of_units(rows()), *table_of_values(rows())]:
        assert f"\n{line}\n" in page, f"docs/second-coding.md lacks the line: {line}"
    for sentence in sentences(rows()):
        assert sentence in running, f"docs/second-coding.md lacks the sentence: {sentence}"


def test_the_second_coding_holds_what_was_matched() -> None:
    """The second coding kept here has every unit of the table, and none of the paper's words."""
    text = (DOCS / "second-coding-tackley.yaml").read_text(encoding="utf-8")
    second = yaml.safe_load(text)
    assert not {"words:", "before:", "after:"} & set(text.replace("{", " ").split())
    units = {(r["unit"], r["second"]) for r in rows() if r["dimension"].endswith(FOUND) and r["second"]}
    kinds = {kind for kind, _ in units}
    assert units == {(kind, key) for kind in kinds for key in second[kind]}


def test_kappa_and_jaccard() -> None:
    """Both measures, on examples worked out by hand."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("a", "a")] * 3) is None
    assert jaccard("a;b", "b;c") == pytest.approx(1 / 3)
    assert jaccard("a", "") == 0
