"""The page of the ontology says what the ontology says, every link lands, and every picture can be read."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from coprokg.folders import folder, root
from coprokg.namespaces import BASE, COP
from coprokg.pages import ontology_page
from coprokg.pages.expressions import text
from coprokg.pages.gathering import gather
from coprokg.pages.layout import Block, Wire, arrange
from coprokg.pages.lettering import width
from coprokg.pages.ontology_page import COMMAND, PAGE, page, write
from coprokg.pages.terms import Passage

from .support import python

HERE = root() / PAGE
MODULES = sorted(path.stem for path in (folder("ontology") / "modules").glob("*.ttl"))
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """A page as read: what is open must be closed in turn; ids, links, headings and elements are kept."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) != len(attrs):
            self.faults.append(f"an attribute twice in <{tag}>, line {self.getpos()[0]}")
        self.elements.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing, line {self.getpos()[0]}")


@pytest.fixture(scope="module")
def html() -> str:
    """Return the committed page."""
    return (HERE / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parsed(html: str) -> Page:
    """Return the committed page as read."""
    return Page(html)


@lru_cache(maxsize=1)
def own_terms() -> set[str]:
    """Return the local names of what the modules declare, read by another library than the page's."""
    graph = Graph()
    for module in MODULES:
        graph.parse(folder("ontology") / "modules" / f"{module}.ttl")
    return {str(s).removeprefix(COP) for s in graph.subjects(RDF.type) if str(s).startswith(COP)}


# the page


def test_page_is_current(tmp_path: Path) -> None:
    """The committed files are what the ontology gives, no more and no fewer."""
    written = write(tmp_path)
    stale = [path.name for path in written
             if not (HERE / path.name).is_file() or (HERE / path.name).read_bytes() != path.read_bytes()]
    assert not stale, f"{PAGE} is out of date ({', '.join(stale)}): run `{COMMAND}`"
    left = {path.name for path in HERE.iterdir()} - {path.name for path in written}
    assert not left, f"nothing writes {sorted(left)} in {PAGE}: delete them"


def test_page_does_not_depend_on_the_run(tmp_path: Path) -> None:
    """A process with another hash seed writes the same bytes."""
    code = f"from pathlib import Path; from coprokg.pages.ontology_page import write; write(Path({str(tmp_path)!r}))"
    done = python("-c", code, environment={"PYTHONHASHSEED": "4711"})
    assert done.returncode == 0, done.stderr
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (HERE / path.name).read_bytes(), path.name


def test_each_term_has_its_place(parsed: Page) -> None:
    """The fragment of a term's IRI is an id, once; every other id has a hyphen, so none is in the way."""
    assert own_terms(), "no terms"
    count = Counter(parsed.ids)
    wrong = sorted(name for name in own_terms() if count[name] != 1)
    assert not wrong, f"not exactly one element with the id: {wrong}"
    strange = sorted(name for name in count if name not in own_terms() and "-" not in name)
    assert not strange, f"an id that a term could want; put a hyphen into it: {strange}"
    assert max(count.values()) == 1, [name for name, many in count.items() if many > 1]


def test_each_scheme_and_concept_has_its_place(parsed: Page) -> None:
    """A scheme has the id ``vocab-<scheme>``, a concept the rest of its IRI behind that."""
    graph = Graph()
    for path in (folder("ontology") / "vocabularies").glob("*.ttl"):
        graph.parse(path)
    nodes = [*graph.subjects(RDF.type, SKOS.ConceptScheme), *graph.subjects(RDF.type, SKOS.Concept)]
    wanted = {"vocab-" + str(node).removeprefix(f"{BASE}vocab/") for node in nodes}
    assert wanted and wanted <= set(parsed.ids), sorted(wanted - set(parsed.ids))


def test_every_link_lands(parsed: Page) -> None:
    """A link leads to an id of the page, to a file of the project, or to the web."""
    ids = set(parsed.ids)
    lost = [href for href in parsed.links if href.startswith("#") and href[1:] not in ids]
    lost += [href for href in parsed.links
             if not re.match("#|https?://", href) and not (HERE / href.partition("#")[0]).exists()]
    assert not lost, f"links that lead nowhere: {sorted(set(lost))}"


def test_page_is_well_formed(parsed: Page) -> None:
    """Every element is closed in its turn."""
    assert not parsed.faults
    assert not parsed.open


def test_page_can_be_got_about_in(parsed: Page) -> None:
    """There is a language, one of each landmark, a way past the contents, and no heading skips a level."""
    tags = Counter(tag for tag, _ in parsed.elements)
    assert dict(parsed.elements)["html"] == {"lang": "en"}
    assert {name: tags[name] for name in ("main", "nav", "header", "footer", "h1", "title")} | {
        "title": 1} == dict.fromkeys(("main", "nav", "header", "footer", "h1", "title"), 1)
    assert parsed.links[0] == "#page-main"
    skips = [(a, b) for a, b in pairwise(parsed.levels) if b > a + 1]
    assert parsed.levels[0] == 1 and not skips


def test_nothing_is_loaded_from_elsewhere(parsed: Page, html: str) -> None:
    """The page and the pictures are whole in themselves: no script, no font, no style sheet, no image."""
    loading = {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "source", "base", "use", "image"}
    assert not loading & {tag for tag, _ in parsed.elements}
    attributes = {name for _, given in parsed.elements for name in given}
    assert not {name for name in attributes if name in ("src", "srcset", "style") or name.startswith("on")}
    for given in [html, *(path.read_text(encoding="utf-8") for path in HERE.glob("*.svg"))]:
        assert not re.search(r"@import|url\(|@font-face|<script|xlink|<image|<foreignObject", given)


def test_page_says_what_a_citation_needs(html: str) -> None:
    """Title, version, licence and citation of the header stand on the page."""
    graph = Graph().parse(folder("ontology") / "coproduction.ttl")
    wanted = [str(o) for s, p, o in graph if s == URIRef(BASE + "ontology") and str(p).rpartition("/")[2] in (
        "title", "description", "abstract", "license", "issued", "bibliographicCitation", "source")]
    assert len(wanted) == 7
    assert [words for words in wanted if words not in unescape(html)] == []


def test_passages_stand_under_their_term() -> None:
    """Words that bear a term out, given by the caller, are shown with where they stand."""
    name = sorted(own_terms())[0]
    given = Passage("words & more", "some edition", section="A section", page="7")
    found = page(gather(folder("ontology"), {COP + name: [given]}))
    place = found[found.index(f'id="{name}"'):]
    place = place[:place.index("</article>")]
    assert "<q>words &amp; more</q> (some edition, A section, page 7)" in place
    assert "<q>" not in page(gather(folder("ontology")))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_contrast(scheme: str) -> None:
    """Text stands out from what it stands on by 4.5 to 1 (WCAG 2, level AA)."""
    templates = Path(ontology_page.__file__).with_name("templates")
    pairs = [("ontology.css", ink, ground) for ground in ("ground", "panel", "mark")
             for ink in ("text", "muted", "link", "class", "concept", "property", "note")]
    pairs += [("picture.css", ink, ground) for ground in ("sheet", "box", "pill", "other", "frame")
              for ink in ("ink", "soft")]
    for name, ink, ground in pairs:
        style = (templates / name).read_text(encoding="utf-8").split("@media print")[0]
        halves = style.split("prefers-color-scheme: dark")
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", halves[scheme == "dark"]))
        found = contrast(colours[ink], colours[ground])
        assert found >= 4.5, f"{name}, {scheme}: --{ink} on --{ground} has {found:.2f} to 1"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2."""
    def light(colour: str) -> float:
        parts = [int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else float(((p + 0.055) / 1.055) ** 2.4) for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# the pictures

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@pytest.fixture(params=[*MODULES, "key"], scope="module")
def picture(request: pytest.FixtureRequest) -> ElementTree.Element:
    """Return the picture of a module, and the key to them all."""
    from coprokg.pages.pictures import key

    if request.param == "key":
        return ElementTree.fromstring(key())
    return ElementTree.parse(HERE / f"{request.param}.svg").getroot()


def boxes(picture: ElementTree.Element) -> list[Box]:
    """Return the extents of the boxes, pills and dashed boxes."""
    found = []
    for rect in picture.iter(f"{SVG}rect"):
        if rect.get("class") not in ("sheet", "frame"):
            x, y, w, h = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + w, y + h))
    return found


def lines(picture: ElementTree.Element) -> list[tuple[str, Box]]:
    """Return each line of words with about the place it takes."""
    found = []
    for line in picture.iter(f"{SVG}text"):
        x, y = float(line.get("x", "")), float(line.get("y", ""))
        wide = float(line.get("textLength") or 10)
        x -= wide / 2 if line.get("text-anchor") == "middle" else 0
        found.append((line.text or "", (x, y - 10, x + wide, y + 3)))
    return found


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def inside(a: Box, b: Box) -> bool:
    return a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]


def test_picture_is_told_in_words(picture: ElementTree.Element) -> None:
    """A title, a description, and names that lead to them."""
    for name, attribute in (("title", "aria-labelledby"), ("desc", "aria-describedby")):
        element = picture.find(f"{SVG}{name}")
        assert element is not None and (element.text or "").strip()
        assert element.get("id") == picture.get(attribute)


def test_nothing_of_a_picture_is_cut(picture: ElementTree.Element) -> None:
    """Boxes and words are inside the picture, and no wider than a page can show legibly."""
    left, top, wide, high = map(float, picture.get("viewBox", "").split())
    assert (picture.get("width"), picture.get("height")) == (f"{wide:g}", f"{high:g}")
    whole = (left, top, left + wide, top + high)
    assert [box for box in boxes(picture) if not inside(box, whole)] == []
    assert [words for words, box in lines(picture) if not inside(box, whole)] == []
    assert wide <= 1000


def test_boxes_do_not_overlap(picture: ElementTree.Element) -> None:
    """No two boxes share a place."""
    assert boxes(picture)
    assert [pair for pair in combinations(boxes(picture), 2) if overlap(*pair)] == []


def test_words_do_not_overlap(picture: ElementTree.Element) -> None:
    """Words stand in one box or beside all, never on a border or on one another."""
    found = lines(picture)
    assert [(a, b) for (a, one), (b, other) in combinations(found, 2) if overlap(one, other)] == []
    astride = [words for words, line in found for box in boxes(picture)
               if overlap(line, box) and not inside(line, box)]
    assert astride == []


def test_words_have_the_room_they_need(picture: ElementTree.Element) -> None:
    """No line is pressed together: it has about the width that its letters take."""
    sizes = {"name": 13, "kind": 11.5}
    for line in picture.iter(f"{SVG}text"):
        words = line.text or ""
        size = sizes.get(line.get("class", ""), 12)
        if line.get("textLength") and len(words) > 4:
            each = float(line.get("textLength", "")) / len(words) / size
            assert 0.25 < each < 0.75, f"{words}: {each:.2f} em to a letter"


def test_wires_pass_no_box_and_no_words(picture: ElementTree.Element) -> None:
    """Where a wire runs level it meets neither box nor word."""
    obstacles = boxes(picture) + [box for _, box in lines(picture)]
    for path in picture.iter(f"{SVG}path"):
        if path.get("class") != "wire":
            continue
        x = y = 0.0
        for letter, numbers in re.findall(r"([MHC])([^MHC]+)", path.get("d", "")):
            values = [float(n) for n in numbers.split()]
            if letter == "H":
                level = (min(x, values[0]) + 0.5, y - 0.1, max(x, values[0]) - 0.5, y + 0.1)
                assert not [box for box in obstacles if overlap(level, box)], path.get("d")
                x = values[0]
            else:
                x, y = values[-2:]


def test_every_class_of_a_module_is_drawn() -> None:
    """A picture names each class and each object property of its module."""
    for module in gather(folder("ontology")).modules:
        drawn = (HERE / f"{module.slug}.svg").read_text(encoding="utf-8")
        links = set(re.findall(r'href="index\.html#(\w+)"', drawn))
        wanted = {term.ref.code for term in module.of("class", "object property")}
        assert wanted <= links, f"{module.slug}: not drawn: {sorted(wanted - links)}"


# what the page is made by

HEADER = """
@prefix : <https://w3id.org/coprokg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MADE_UP = """
<https://w3id.org/coprokg/ontology/modules/made-up> a owl:Ontology .
:A a owl:Class ; rdfs:label "a"@en . :B a owl:Class . :C a owl:Class ; rdfs:subClassOf :B .
:p a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:domain :C ; rdfs:range :B ; owl:inverseOf :q .
:q a owl:ObjectProperty ; owl:deprecated true .
:old a owl:DatatypeProperty ; rdfs:domain [ owl:unionOf ( :A :C ) ] ; rdfs:range xsd:integer .
:X a owl:Class ; owl:equivalentClass [ owl:intersectionOf ( :A FORM ) ] .
"""
FORMS = {
    "[ owl:onProperty :p ; owl:someValuesFrom :B ]": ("a with p to some B", "A and (p some B)"),
    "[ owl:onProperty :p ; owl:allValuesFrom :B ]": ("a whose p is nothing but B", "A and (p only B)"),
    "[ owl:onProperty :p ; owl:hasValue 7 ]": ("a whose p is 7", "A and (p value 7)"),
    "[ owl:onProperty :p ; owl:minCardinality 2 ]": ("a with at least 2 p", "A and (p min 2)"),
    "[ owl:onProperty :p ; owl:qualifiedCardinality 1 ; owl:onClass :B ]":
        ("a with exactly 1 p to B", "A and (p exactly 1 B)"),
    "[ owl:complementOf :B ]": ("a thing that is no B", "A and (not B)"),
    "[ owl:unionOf ( :B :C ) ]": ("a B or C", "A and (B or C)"),
    "[ owl:oneOf ( :one :two ) ]": ("a one of one, two", "A and ({one, two})"),
    ":B": ("a that is also a B", "A and B"),
}


@pytest.mark.parametrize("form", FORMS)
def test_class_expressions_are_told(form: str, tmp_path: Path) -> None:
    """Each form is told in words and in Manchester syntax, and a page and a picture come of it."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "coproduction.ttl").write_text(
        f"{HEADER}<{BASE}ontology> a owl:Ontology ; owl:imports <{BASE}ontology/modules/made-up> .")
    (tmp_path / "modules" / "made-up.ttl").write_text(HEADER + MADE_UP.replace("FORM", form))
    ontology = gather(tmp_path)
    said, written = ontology.terms["X"].equivalents[0]
    assert (text(said), text(written, "code")) == FORMS[form]
    found = Page(page(ontology))
    assert not found.faults and set(ontology.terms) <= set(found.ids)


def test_layout_refuses_a_circle() -> None:
    """Wires lead to the right: round in a circle they cannot."""
    blocks = [Block(name, 10, 10) for name in "ab"]
    with pytest.raises(ValueError, match="circle"):
        arrange(blocks, [Wire("a", "b", 5, 5), Wire("b", "a", 5, 5)])
    with pytest.raises(ValueError, match="not there"):
        arrange(blocks, [Wire("a", "c", 5, 5)])


def test_letters_are_measured_alike_at_every_size() -> None:
    """A line twice the size is about twice as wide, and no letter is without a width."""
    assert abs(width("assignment of a mode", 24) - 2 * width("assignment of a mode", 12)) <= 1
    assert all(width(chr(n), 100) > 15 for n in range(32, 127))
