"""Pictures: all that a saved query answers stands on them, nothing else, and they can be read by everybody."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coprokg.asking import Graph
from coprokg.folders import in_checkout, root
from coprokg.plots import drawing as drawings
from coprokg.plots import rendering, templates
from coprokg.plots.drawing import draw
from coprokg.plots.templates import names, read, theme
from coprokg.problems import DataFault, Misuse
from tests.support import coprokg

NAMES = names()
SVG = "{http://www.w3.org/2000/svg}"
MOST_LETTERS_OF_A_LINE = 170
OWN = """\
title: Drivers
subtitle: How to read it.
description: What one sees.
rows:
  drivers: {question: drivers-by-case}
spec:
  data: {name: drivers}
  mark: point
  encoding:
    x: {field: driver, scale: {domain: {$values: drivers.driver}}}
"""


@pytest.fixture(scope="module")
def real(graph_file: Path) -> Graph:
    return Graph(graph_file.parent)


@pytest.fixture(scope="module")
def pictures(real: Graph) -> dict[str, bytes]:
    """Give every picture as SVG."""
    return {name: rendering.to_svg(draw(real, name)) for name in NAMES}


def texts(svg: bytes) -> Counter[str]:
    """Return every text of a picture, and every name of a mark for those who hear it."""
    found: Counter[str] = Counter()
    for element in ElementTree.fromstring(svg).iter():
        found.update(filter(None, (element.text and element.text.strip(), element.get("aria-label"))))
    return found


def parts(spec: Any) -> Iterator[dict[str, Any]]:
    """Yield every map of a specification, at any depth."""
    if isinstance(spec, dict):
        yield spec
        for value in spec.values():
            yield from parts(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from parts(value)


# What is drawn


@pytest.mark.parametrize("name", NAMES)
def test_the_pictures_of_the_documentation_are_current(name: str, pictures: dict[str, bytes]) -> None:
    """What they say is compared, and not where a renderer of another version puts it."""
    if not in_checkout():
        pytest.skip("the documentation stands in a checkout, not in a wheel")
    file = root() / f"docs/plots/{name}.svg"
    remedy = f"coprokg plot {name} -o {file.relative_to(root())}"
    assert file.is_file(), f"there is no picture: {remedy}"
    drawn, kept = texts(pictures[name]), texts(file.read_bytes())
    assert drawn == kept, f"only drawn: {drawn - kept}; only in the file: {kept - drawn}; {remedy}"


def test_every_picture_of_the_documentation_is_shown_there() -> None:
    if not in_checkout():
        pytest.skip("the documentation stands in a checkout, not in a wheel")
    page = (root() / "docs/plots.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"](plots/{name}.svg)" not in page] == []
    assert sorted(path.stem for path in (root() / "docs/plots").glob("*.svg")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_holds_the_rows_of_its_question_and_no_other_data(name: str, real: Graph) -> None:
    spec = draw(real, name).spec
    assert not [part for part in parts({k: v for k, v in spec.items() if k != "datasets"}) if {"values", "url"} & set(part)]
    for key, about in read(name)["rows"].items():
        answer = real.ask(about["question"], about["given"])
        assert len(spec["datasets"][key]) == len(answer.rows)
        first = {answer.columns[n]: answer.rows[0][n] for n in answer.shown}
        assert {k: str(v).replace("\n", " ") for k, v in spec["datasets"][key][0].items() if v is not None} == {
            column: term.value for column, term in first.items() if term is not None}


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_prints_its_caveats_and_how_many_rows_it_has(name: str, real: Graph) -> None:
    drawing = draw(real, name)
    above = " ".join(drawing.spec["title"]["subtitle"])
    questions = {about["question"] for about in read(name)["rows"].values()}
    caveats = {caveat for question in questions for caveat in real.question(question)["caveats"]}
    assert [caveat for caveat in caveats if caveat not in above] == []
    question, count = next(iter(drawing.rows.values()))
    assert f"{question} (n = {count} rows)" in above
    assert max(map(len, drawing.spec["title"]["subtitle"])) <= MOST_LETTERS_OF_A_LINE


@pytest.mark.parametrize("name", NAMES)
def test_values_that_a_picture_spells_out_are_those_of_its_data(name: str, real: Graph) -> None:
    """A colour goes by the value: one that is misspelt, or that the data no longer has, would go astray."""
    picture, spec = read(name), draw(real, name).spec
    had = {(field, value) for rows in spec["datasets"].values() for row in rows for field, value in row.items()}
    for part in parts(picture["spec"]):
        domain = part.get("scale", {}).get("domain") if isinstance(part.get("scale"), dict) else None
        if isinstance(domain, list):
            strange = {value for field, value in had if field == part["field"] and value is not None} - set(domain)
            assert not strange, f"{part['field']} has values without a colour: {strange}"
            assert any((part["field"], value) in had for value in domain), f"no value of {part['field']} is right"


def test_a_parameter_takes_the_rest_away(real: Graph) -> None:
    whole, one = draw(real, "drivers-by-stage"), draw(real, "drivers-by-stage", {"case": ["tackley"]})
    cases = {row["case"] for row in one.spec["datasets"]["parts"]}
    assert len(cases) == 1
    others = {row["case"] for row in whole.spec["datasets"]["parts"]} - cases
    svg = rendering.to_svg(one).decode()
    assert cases.pop() in svg
    assert [case for case in others if case in svg] == []


# Who reads it


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_says_what_one_sees(name: str, pictures: dict[str, bytes]) -> None:
    """It has a title and a description, and each is named by the picture."""
    svg = ElementTree.fromstring(pictures[name])
    first, second = list(svg)[:2]
    assert (first.tag, second.tag) == (SVG + "title", SVG + "desc")
    assert svg.get("aria-labelledby") == f"{first.get('id')} {second.get('id')}"
    assert (first.text, second.text) == (read(name)["title"], read(name)["description"])


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_too_small(name: str, pictures: dict[str, bytes]) -> None:
    sizes = {float(size) for size in re.findall(rb'font-size="([0-9.]+)px"', pictures[name])}
    assert min(sizes) >= 11


@pytest.mark.parametrize("name", NAMES)
def test_no_value_is_told_by_colour_alone(name: str) -> None:
    """Where a colour carries a value, a shape carries it too: for the colour-blind, and for a print in black."""
    for part in parts(read(name)["spec"]):
        if isinstance(part.get("color"), dict) and "field" in part["color"]:
            assert part.get("shape", {}).get("field") == part["color"]["field"]


@pytest.mark.parametrize("name", NAMES)
def test_no_mark_hides_another(name: str, pictures: dict[str, bytes]) -> None:
    """Marks at one place look the same: they say the same."""
    for group in ElementTree.fromstring(pictures[name]).iter(SVG + "g"):
        if not group.get("class", "").startswith("mark-symbol role-mark"):
            continue
        looks: dict[str, set[tuple[str | None, ...]]] = {}
        for mark in group:
            if mark.get("opacity") != "0":
                looks.setdefault(mark.get("transform", ""), set()).add((mark.get("d"), mark.get("fill")))
        assert not [place for place, many in looks.items() if len(many) > 1]


def test_two_drawings_are_the_same_bytes(real: Graph, pictures: dict[str, bytes]) -> None:
    for name in NAMES:
        assert rendering.to_svg(draw(real, name)) == pictures[name]


# Formats


def test_a_file_is_of_the_format_that_its_name_says(real: Graph, tmp_path: Path) -> None:
    drawing = draw(real, "drivers-by-stage")
    begins = {"svg": b"<svg ", "png": b"\x89PNG", "html": b"<!DOCTYPE html>", "json": b"{"}
    assert set(begins) == set(rendering.FORMATS)
    for form, start in begins.items():
        file = tmp_path / f"picture.{form}"
        rendering.save(drawing, file)
        assert file.read_bytes().startswith(start)
    assert json.loads((tmp_path / "picture.json").read_bytes()) == drawing.spec


def test_a_page_carries_the_words_and_all_that_it_needs(real: Graph) -> None:
    drawing = draw(real, "timeline", words=True)
    page = rendering.to_html(drawing).decode()
    words = [row["words"] for row in drawing.spec["datasets"]["events"]]
    assert all(words)
    [spec] = re.findall(r'<script type="application/json" id="spec">(.*?)</script>', page, re.DOTALL)
    assert json.loads(spec) == drawing.spec
    assert page.partition('<script')[0].count("<tr>") == len(words) + 1
    assert not re.search(r"<(?:script|link|img)[^>]* (?:src|href)=", page.partition('<script type="module">')[0])


def test_no_text_of_the_graph_ends_the_element_in_which_it_stands(real: Graph) -> None:
    drawing = draw(real, "timeline")
    drawing.spec["datasets"]["events"][0]["says"] = hostile = "</script><script>alert(1)</script>"
    before, after = (rendering.to_html(one).decode() for one in (draw(real, "timeline"), drawing))
    assert hostile not in after
    assert after.count("</script>") == before.count("</script>")


# Misuse and faults


@pytest.mark.parametrize(("name", "given", "told"), [
    ("timelin", {}, "no picture 'timelin'; did you mean 'timeline'? allowed: "),
    ("timeline", {"cse": ["beacon"]}, "no question of this picture has a parameter --cse; did you mean 'case'? allowed: "),
    ("timeline", {"case": ["xyzzy"]}, "--case 'xyzzy' is not known; "),
    ("timeline", {"case": ["beacon"], "type": ["election"]}, "no row answers the question of this picture"),
])
def test_what_cannot_be_drawn(real: Graph, name: str, given: dict[str, list[str]], told: str) -> None:
    with pytest.raises(Misuse) as caught:
        draw(real, name, given)
    assert str(caught.value).startswith(told)


def test_a_picture_of_ones_own(real: Graph, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    drawing = draw(real, str(file))
    domain = drawing.spec["encoding"]["x"]["scale"]["domain"]
    assert domain == list(dict.fromkeys(row["driver"] for row in drawing.spec["datasets"]["drivers"]))
    assert b"<svg " in rendering.to_svg(drawing)


@pytest.mark.parametrize(("old", "new", "told"), [
    ("subtitle: How", "subtitel: How", "own.yaml:2 subtitel: unknown field 'subtitel'; did you mean 'subtitle'?"),
    ("description: What one sees.\n", "", "own.yaml:1 description: field 'description' is missing"),
    ("{field: driver,", "{field: drivr,", "own.yaml spec: the encoding names the field 'drivr', which is not there; did you mean 'driver'?"),
    ("drivers.driver", "drivrs.driver", "own.yaml spec: $values names the rows 'drivrs', which is not there; did you mean 'drivers'?"),
    ("drivers.driver", "drivers.drivr", "own.yaml spec: $values names the column 'drivr', which is not there; did you mean 'driver'?"),
])
def test_a_picture_that_does_not_fit(real: Graph, tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "own.yaml"
    assert old in OWN
    file.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFault) as caught:
        draw(real, str(file))
    problems = [str(problem).removeprefix(f"{tmp_path}/") for problem in caught.value.problems]
    assert any(problem.startswith(told) for problem in problems), problems
    assert all(templates.RULE in str(problem) for problem in caught.value.problems)


def test_a_picture_of_a_question_that_is_not_there(real: Graph, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN.replace("question: drivers-by-case", "question: drivers-by-cse"), encoding="utf-8")
    with pytest.raises(Misuse, match="no question 'drivers-by-cse'; did you mean 'drivers-by-case'"):
        draw(real, str(file))


def test_without_the_library_that_draws_a_sentence_says_what_to_install(
    real: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    drawing = draw(real, "timeline")
    with pytest.raises(Misuse, match=r"pip install 'coprokg\[plots\]'"):
        rendering.save(drawing, tmp_path / "picture.svg")
    assert list(tmp_path.iterdir()) == []
    rendering.save(drawing, tmp_path / "picture.json")


def test_a_name_that_says_no_format_is_refused_before_anything_is_asked(on_made_up: Path) -> None:
    done = coprokg("plot", "timeline", "-o", "picture.gif")
    assert (done.code, done.out) == (2, "")
    assert done.err == ("coprokg: picture.gif: the end of its name says no format;"
                        " allowed: .html, .json, .png, .svg\n")


def test_without_a_name_the_pictures_are_listed(on_made_up: Path) -> None:
    done = coprokg("plot")
    assert done.code == 0
    assert [line.partition(",")[0] for line in done.out.splitlines()] == ["name", *NAMES]


def test_colours_are_told_apart() -> None:
    """None twice; all of one well-tried set."""
    colours = theme()["range"]["category"]
    assert len(set(colours)) == len(colours)


def test_the_most_words_on_a_mark() -> None:
    words = [str(number) for number in range(9)]
    assert drawings._shortened(words).splitlines()[-1] == "... and 5 more"
    assert drawings._shortened(words[:4]).splitlines() == words[:4]
