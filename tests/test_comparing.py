"""Things side by side: every cell rests on words or says how it is empty, and each format carries all of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalker

from coprokg import builds, comparing
from coprokg.asking import Graph
from coprokg.comparing import (
    JUDGED,
    NOT_CODED,
    Absence,
    Cell,
    Comparison,
    Passage,
    Row,
    Subject,
    Value,
    compare,
    dimensions,
)
from coprokg.comparison_papers import PIECE, cited_keys, latex, write_bib, write_html, write_latex
from coprokg.comparison_tables import LONG, texts, write_as_csv, write_as_markdown
from coprokg.dimensions import twice
from coprokg.folders import in_checkout, root
from coprokg.problems import DataFault, Misuse
from coprokg.questions import read_question, read_questions
from tests.support import coprokg

QUESTIONS = read_questions(root() / "queries", root())
DECLARED = [(name, dimension) for name, question in sorted(QUESTIONS.items()) for dimension in question["dimensions"]]
KINDS = sorted({about["of"] for question in QUESTIONS.values() for about in question["dimensions"].values()})
FORMATS = ("table", "csv", "md", "html", "latex", "json")
HOSTILE = r"50% of <b>A_B</b> & {C} \input{x} | [d] #1 ~ ^ $x$ -- `q` “w” £5 ô"


class Held(Graph):
    """A graph in memory, to take something away from."""

    def __init__(self, build: Path, store: ox.Store) -> None:
        self.catalogue = builds.catalogue(build)
        self.store = store


@pytest.fixture(scope="module")
def built(graph_file: Path) -> Graph:
    return Graph(graph_file.parent)


@pytest.fixture(scope="module")
def every(built: Graph) -> dict[str, Comparison]:
    """Give everything of each kind, in every dimension."""
    return {kind: compare(built, kind) for kind in KINDS}


@pytest.fixture
def real(graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let commands work on the real graph, built once."""
    monkeypatch.setenv("COPROKG_BUILD", str(graph_file.parents[1]))
    return graph_file


def made_up(text: str = HOSTILE) -> Comparison:
    """Return a comparison that has one cell of each sort, all with the same text."""
    passage = Passage("s", text, text, text, "9", "", "w")
    cells = [[Cell([Value(text, ["s"], [passage])]), Cell(absences=[Absence("not reported", text, text, "a")])],
             [Cell(derived=NOT_CODED), Cell([Value(text)], [Absence("sources conflict", text, text, "b")], judged=1)]]
    rows = [Row(f"d{n}", text, "q", {}) for n in (1, 2)]
    return Comparison("case", [Subject("i", text), Subject("j", text, text)], rows, cells, [text])


def named(name: str, dimension: str, built: Graph, every: dict[str, Comparison]) -> list[Cell]:
    kind = QUESTIONS[name]["dimensions"][dimension]["of"]
    found = every[kind]
    return found.cells[[row.name for row in found.rows].index(dimension)]


@pytest.mark.parametrize(("name", "dimension"), DECLARED, ids=[" ".join(pair) for pair in DECLARED])
def test_a_dimension_says_something(name: str, dimension: str, built: Graph, every: dict[str, Comparison]) -> None:
    """Of at least one thing there is a value, so its columns, texts and parameters are those of the graph."""
    assert any(cell.values for cell in named(name, dimension, built, every))


@pytest.mark.parametrize(("name", "dimension"), DECLARED, ids=[" ".join(pair) for pair in DECLARED])
def test_each_word_of_a_dimension_does_something(name: str, dimension: str, built: Graph) -> None:
    """Every text of `where` and kind of `rests_on` occurs in the rows, every concept of `absent` in the vocabulary."""
    about = QUESTIONS[name]["dimensions"][dimension]
    answer = built.ask(name, about["given"], include_judgement=True)
    for column, wanted in about["where"].items():
        place = answer.columns.index(column)
        assert set(wanted) <= {row[place].value for row in answer.rows if row[place] is not None}
    kinds = {comparing.kind_of(s) for row in answer.rows for s in answer.statements(row)}
    assert set(about["rests_on"]) <= kinds
    assert set(about["absent"]) <= built.catalogue["values"]["vocab/aspect"].keys()


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_leads_to_its_words(kind: str, every: dict[str, Comparison]) -> None:
    """A value without passage or memo is a count of none."""
    bare = [(row.name, value.text) for row, cells in zip(every[kind].rows, every[kind].cells, strict=True)
            for cell in cells for value in cell.values if not value.passages]
    assert [pair for pair in bare if pair[1] != "0"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_has_values_or_says_how_it_is_empty(kind: str, every: dict[str, Comparison]) -> None:
    for row, cells in zip(every[kind].rows, every[kind].cells, strict=True):
        for subject, cell in zip(every[kind].subjects, cells, strict=True):
            assert cell.values or cell.state, f"{row.name} of {subject.name} is silently empty"


def test_an_absence_taken_away_leaves_a_cell_not_yet_coded(built: Graph, graph: ox.Store, graph_file: Path,
                                                           every: dict[str, Comparison]) -> None:
    found = every["case"]
    row, subject, cell = next(
        (row, subject, cell) for row, cells in zip(found.rows, found.cells, strict=True)
        for subject, cell in zip(found.subjects, cells, strict=True) if cell.absences and not cell.values and not cell.judged)
    assert cell.state == ", ".join(dict.fromkeys(a.kind for a in cell.absences))
    less = ox.Store()
    gone = {ox.NamedNode(absence.statement) for absence in cell.absences}
    less.extend(quad for quad in graph if quad.subject not in gone)
    again = compare(Held(graph_file.parent, less), "case", [subject.iri], [row.name])
    assert again.cells[0][0].state == NOT_CODED
    assert NOT_CODED in again.legend


def test_no_recorded_absence_is_lost(built: Graph, every: dict[str, Comparison]) -> None:
    """Whatever is recorded of the aspects of a row stands in its cells, beside values or in their place."""
    found = every["case"]
    recorded = {(row[0].value, row[-1].value): row[1].value for row in built.ask(comparing.ABSENCES).rows}
    labels = built.catalogue["values"]["vocab/aspect"]
    for row, cells in zip(found.rows, found.cells, strict=True):
        aspects = {labels[aspect] for aspect in row.about["absent"]}
        for subject, cell in zip(found.subjects, cells, strict=True):
            wanted = {statement for (case, statement), aspect in recorded.items()
                      if case == subject.label and aspect in aspects}
            assert {absence.statement for absence in cell.absences} == wanted, f"{row.name} of {subject.name}"


def test_a_judgement_is_left_out_and_told(built: Graph, every: dict[str, Comparison]) -> None:
    """A cell that is empty for that reason alone says so, and fills with --include-judgement."""
    found = every["phase"]
    row, subject = next((row, subject) for row, cells in zip(found.rows, found.cells, strict=True)
                        for subject, cell in zip(found.subjects, cells, strict=True) if cell.state == JUDGED)
    again = compare(built, "phase", [subject.iri], [row.name], include_judgement=True)
    assert again.cells[0][0].values


def test_what_bears_the_value_is_cited_and_no_more(every: dict[str, Comparison]) -> None:
    """A row that carries statements of several kinds gives a cell those that the dimension rests on."""
    for found in every.values():
        for row, cells in zip(found.rows, found.cells, strict=True):
            kinds = {comparing.kind_of(s) for cell in cells for value in cell.values for s in value.statements}
            assert not row.about["rests_on"] or kinds <= set(row.about["rests_on"])


def test_things_are_chosen_by_a_part_of_their_names(built: Graph, every: dict[str, Comparison]) -> None:
    """A part names one thing, or the parts of one: the phases of a case."""
    whole = every["case"].subjects[0]
    assert [s.iri for s in compare(built, "case", [whole.name], ["driver"]).subjects] == [whole.iri]
    phases = [s.iri for s in every["phase"].subjects if s.name.startswith(whole.name)]
    assert [s.iri for s in compare(built, "phase", [whole.name], ["planning-mode"]).subjects] == phases
    assert len(phases) > 1


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["--by", "drivr"], "did you mean 'driver'?"),
    (["--of", "phse"], "did you mean 'phase'?"),
    (["nowhere", "--by", "driver"], "no case 'nowhere'; allowed: "),
    (["gb-", "--by", "driver"], "fits several: "),
    ([" ", "--by", "driver"], "no case ' '"),
    (["--by", ","], "--by is blank"),
    (["--by", "driver", "--bib", "works.bib"], "write --format latex --bib"),
    (["--by", "driver", "--endpoint", "nowhere"], "is not an address"),
])
def test_a_misuse_is_told_in_a_sentence(real: Path, arguments: list[str], sentence: str) -> None:
    outcome = coprokg("compare", *arguments)
    assert outcome.code == 2
    assert sentence in outcome.err
    assert outcome.out == ""


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_carries_value_absence_words_and_caveat(real: Path, form: str) -> None:
    """Whatever goes into a paper takes along what the answer does not show."""
    graph = Graph(real.parent)
    found = compare(graph, "case", (), ["start"])
    thing = next(s.name for s, cell in zip(found.subjects, found.cells[0], strict=True) if cell.absences and not cell.values)
    found = compare(graph, "case", [thing], ["start", "driver"])
    outcome = coprokg("compare", thing, "--by", "start,driver", "--evidence", "--format", form)
    assert outcome.code == 0, outcome.err
    flat = " ".join(outcome.out.replace("\\", "").split())
    value = found.cells[1][0].values[0]
    assert value.text in flat
    assert value.passages[0].words in flat
    assert next(cell.state for cell in found.cells[0] if cell.absences and not cell.values) in flat
    # A line of ours would break the readers of CSV, so there it stands beside.
    told = " ".join(outcome.err.split()) if form == "csv" else flat
    assert any("selected by" in caveat for caveat in found.caveats)
    assert all(" ".join(caveat.split()) in told for caveat in found.caveats)
    assert '"n": 1,' in flat if form == "json" else "n: 1 case, 2 dimensions" in told
    assert bool(outcome.err) == (form == "csv")


@pytest.mark.parametrize("kind", ["case", "phase"])
def test_each_row_across_cases_says_how_they_were_selected(kind: str, built: Graph, every: dict[str, Comparison]) -> None:
    for row in every[kind].rows:
        assert any("selected by" in caveat for caveat in compare(built, kind, [], [row.name]).caveats), row.name


def test_a_row_longer_than_a_page_is_broken_in_latex(built: Graph) -> None:
    """LaTeX breaks a page between the rows of a table only: what does not fit would be lost."""
    many = [Value(f"value {number} " + "x" * 80) for number in range(40)]
    found = Comparison("case", [Subject("i", "A"), Subject("j", "B")], [Row("d", "dimension", "q", {})],
                       [[Cell(many), Cell(many[:1])]], [])
    stream = io.StringIO()
    write_latex(built, found, False, stream)
    lines = stream.getvalue().split("\\endlastfoot\n")[1].split(" \\\\\n")
    assert max(map(len, lines)) < 2 * PIECE
    assert [stream.getvalue().count(value.text) for value in many] == [2, *[1] * 39]
    assert stream.getvalue().count("dimension, continued") == len(lines) - 2


@pytest.mark.parametrize("form", FORMATS)
def test_no_percentage_of_cases_is_printed(real: Path, form: str) -> None:
    """No number in a comparison is a share of the cases."""
    outcome = coprokg("compare", "--of", "type", "--format", form)
    assert "per cent" not in outcome.out
    assert not re.search(r"\d ?%(?!p)", outcome.out.split("<body>")[-1])


def test_two_runs_give_the_same_bytes(real: Path) -> None:
    first, second = (coprokg("compare", "--evidence", "--format", "json").out for _ in range(2))
    assert first == second


def test_json_holds_every_cell(real: Path, every: dict[str, Comparison]) -> None:
    answer = json.loads(coprokg("compare", "--format", "json").out)
    assert [thing["label"] for thing in answer["things"]] == [s.label for s in every["case"].subjects]
    assert [row["dimension"] for row in answer["dimensions"]] == [row.name for row in every["case"].rows]
    for row, cells in zip(answer["dimensions"], every["case"].cells, strict=True):
        assert [cell["state"] for cell in row["cells"]] == [cell.state for cell in cells]
        assert [len(cell["values"]) for cell in row["cells"]] == [len(cell.values) for cell in cells]


def test_the_long_csv_has_a_line_for_each_passage(every: dict[str, Comparison]) -> None:
    stream = io.StringIO()
    write_as_csv(every["case"], True, stream)
    header, *rows = csv.reader(io.StringIO(stream.getvalue()))
    assert tuple(header) == LONG
    words = {(row[4], row[5]) for row in rows if row[5]}
    assert words == {(p.statement, p.words) for p in every["case"].passages if p.words}


def test_latex_prints_any_text_as_it_is() -> None:
    shown = LatexNodes2Text(keep_comments=True).latex_to_text(latex(HOSTILE))
    # The library reads the command for a circumflex that stands alone as the modifier letter.
    assert shown.replace("ˆ", "^") == HOSTILE


def test_latex_is_whole_whatever_the_text(built: Graph) -> None:
    """Braces and environments close, nothing in a text is a command, and each line has every column."""
    stream = io.StringIO()
    write_latex(built, made_up(), True, stream)
    text = stream.getvalue()
    nodes, _, length = LatexWalker(text, tolerant_parsing=False).get_latex_nodes()
    assert nodes
    assert length == len(text)
    assert r"\input" not in text
    body = text.split("\\endlastfoot\n")[1].split("\\end{longtable}")[0]
    # A long cell goes on in further lines of the table.
    assert body.count("\n & ") == 2 * body.count(" \\\\\n") >= 4


def test_latex_cites_only_works_that_its_bibliography_has(built: Graph, every: dict[str, Comparison], tmp_path: Path) -> None:
    paper, bib = io.StringIO(), io.StringIO()
    write_latex(built, every["case"], True, paper)
    write_bib(built, every["case"], bib)
    cited = set(re.findall(r"\\cite\[\{[^}]*\}\]\{([^}]+)\}", paper.getvalue()))
    listed = set(re.findall(r"^@\w+\{([^,]+),", bib.getvalue(), re.MULTILINE))
    assert cited
    assert cited == listed == set(cited_keys(built, every["case"]).values())


PAPER = r"""\documentclass[a4paper]{article}
\usepackage{array,booktabs,longtable,pdflscape}
\usepackage[margin=2cm]{geometry}
\begin{document}
\begin{landscape}
\input{table}
\end{landscape}
\bibliographystyle{plain}
\bibliography{works}
\end{document}
"""


@pytest.mark.skipif(not (shutil.which("pdflatex") and shutil.which("bibtex")),
                    reason="pdflatex and bibtex are not installed: apt-get install texlive-latex-recommended")
@pytest.mark.parametrize("hostile", [False, True])
def test_latex_compiles_and_no_line_leaves_its_page(
    built: Graph, every: dict[str, Comparison], tmp_path: Path, hostile: bool
) -> None:
    """In a paper, with all cases, dimensions and words, and its bibliography."""
    found = made_up() if hostile else every["case"]
    with (tmp_path / "table.tex").open("w", encoding="utf-8") as table, (tmp_path / "works.bib").open("w", encoding="utf-8") as bib:
        write_latex(built, found, True, table)
        write_bib(built, every["case"], bib)
    (tmp_path / "paper.tex").write_text(PAPER, encoding="utf-8")
    latex_ = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper"]
    for command in (latex_, ["bibtex", "paper"], latex_, latex_):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="latin-1")
        # BibTeX has nothing to do where nothing is cited.
        assert done.returncode == 0 or (hostile and command[0] == "bibtex"), done.stdout[-2000:]
    log = (tmp_path / "paper.log").read_text(encoding="latin-1")
    assert [line for line in log.splitlines() if "Overfull \\vbox" in line or "undefined" in line] == []
    assert (tmp_path / "paper.pdf").stat().st_size > 0


class Page(HTMLParser):
    """What a page holds: how often each tag, the scopes of its headings, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.scopes: list[str | None] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_a_table_for_every_reader_whatever_the_text() -> None:
    """Each heading has its scope, the table a caption, the page a language and title; no text becomes a tag."""
    stream = io.StringIO()
    write_html(made_up(), True, stream)
    page = Page(stream.getvalue())
    assert page.scopes == ["col", "col", "col", "row", "row"]
    assert (page.tags["caption"], page.tags["title"], page.tags["td"]) == (1, 1, 4)
    assert '<html lang="en">' in stream.getvalue()
    assert not {"b", "script", "link", "img"} & page.tags.keys()
    assert HOSTILE in page.text


def test_markdown_keeps_its_columns_whatever_the_text() -> None:
    stream = io.StringIO()
    write_as_markdown(made_up(), True, stream)
    table = [line for line in stream.getvalue().splitlines() if line.startswith("| ")]
    assert len(table) == 4
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {4}
    assert "<b>" not in stream.getvalue()


def test_a_cell_with_values_still_tells_what_is_missing() -> None:
    assert texts(made_up("x"), "; ")[1][2] == "x; [in part sources conflict; 1 more or other by judgement]"


BROKEN = [
    ("value: [driver, modality]", "value: [drivr]", "names the unknown column 'drivr'; did you mean 'driver'?"),
    ("dimensions:\n#+   driver: {of: case,", "dimensions:\n#+   driver: {of: cse,", "binds the unknown parameter 'cse'"),
    ("value: [driver, modality]", "valu: [driver]", "unknown field 'valu'"),
    ("value: [driver, modality], position", "value: [driver], given: {suport: [states]}, position", "'suport'; did you mean 'support'?"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), BROKEN, ids=[new for _, new, _ in BROKEN])
def test_a_dimension_that_does_not_fit_its_query_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    text = (root() / "queries/findings/drivers-by-case.rq").read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "broken.rq"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFault, match=re.escape(sentence)):
        read_question(path, "queries/findings/broken.rq")


def test_two_queries_cannot_declare_one_dimension() -> None:
    """It is asked for by its name."""
    assert not list(twice(QUESTIONS))
    name, dimension = DECLARED[0]
    copied = {**QUESTIONS, "copy": {**QUESTIONS[name], "file": "queries/x/copy.rq"}}
    assert dimension in " ".join(problem.what for problem in twice(copied))


def test_a_kind_without_a_thing_is_told(built: Graph, graph: ox.Store, graph_file: Path) -> None:
    with pytest.raises(Misuse, match="has nothing of the kind"):
        compare(Held(graph_file.parent, ox.Store()), "case")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_dimension_is_documented(kind: str, built: Graph) -> None:
    if not in_checkout():
        pytest.skip("the documentation stands in a checkout, not in a wheel")
    page = (root() / "docs/comparing.md").read_text(encoding="utf-8")
    line = next(line for line in page.splitlines() if line.startswith(f"| `{kind}` |"))
    assert re.findall("`([a-z-]+)`", line)[1:] == list(dimensions(built)[kind])


def test_the_comparison_on_the_page_is_what_the_command_prints(real: Path) -> None:
    """The table in the documentation is made by the command above it."""
    if not in_checkout():
        pytest.skip("the documentation stands in a checkout, not in a wheel")
    page = (root() / "docs/comparing.md").read_text(encoding="utf-8")
    command, table = re.search(r"<!-- made by: coprokg (.*) -->\n\n(.*?)\n<!-- end -->", page, re.DOTALL).groups()  # type: ignore[union-attr]
    assert coprokg(*command.split()).out.strip() == table.strip()


def test_the_example_in_python_runs(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the page shows to programmers prints a value."""
    if not in_checkout():
        pytest.skip("the documentation stands in a checkout, not in a wheel")
    page = (root() / "docs/comparing.md").read_text(encoding="utf-8")
    exec(re.search(r"```python\n(.*?)```", page, re.DOTALL).group(1), {})  # type: ignore[union-attr]
    assert capsys.readouterr().out.strip()
