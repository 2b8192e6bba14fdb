"""Draw a module: its classes, what they are kinds of, and which properties lead from which to which."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..namespaces import SKOS, XSD
from .expressions import Phrase
from .figures import PAD, Figure, Text, Tree, document, figure, wire
from .layout import GAP, Block, Wire, arrange
from .terms import Module, Ontology, Term
from .triples import Ref

_STYLE = Path(__file__).with_name("templates") / "picture.css"
_WIDEST = 860

_FEW = 3
"""So many classes of other modules are told at the label of a property that a class of this module has too."""

_LONGEST = 3
"""So many boxes may follow one another from left to right; more would not be legible at the width of a page."""

_TYPES = {XSD + "string": "text", XSD + "anyURI": "address"}

ANYTHING = Ref("", "anything", "", "")
"""What a property without a domain or range leads from or to."""

VALUE = Ref("", "a value", "xsd:", "")
"""What a datatype property without a range leads to."""


def picture(ontology: Ontology, module: Module, page: str = "") -> str:
    """Return the picture of a module as SVG.

    :param page: the page that the links lead to; without one they lead to places of the page around the
        picture, whose style sheet must then hold that of the picture.

    >>> from coprokg.folders import folder
    >>> from coprokg.pages.gathering import gather
    >>> whole = gather(folder("ontology"))
    >>> picture(whole, whole.modules[0]).startswith("<svg")
    True
    """
    style = _STYLE.read_text(encoding="utf-8") if page else ""
    title = f"Picture of the module {module.slug}: {module.title}"
    drawing = _Drawing(ontology, module, page)
    size, parts = drawing.draw() if module.terms else drawing.draw_groups()
    return document(module.slug, title, describe(module), size, parts, style)


def key() -> str:
    """Return a small picture that shows what the shapes of the others mean.

    >>> key().startswith("<svg")
    True
    """
    wider, narrower = figure("box", "wider class"), figure("box", "narrower class")
    narrower.rows, narrower.mark = [Text("a value: its type", "row")], True
    tree = Tree([0, 1], [wider, narrower], [0, 0], [-1, 0])
    pill, far = figure("pill", "class of concepts"), figure("other", "class drawn elsewhere")
    blocks = [Block("tree", tree.width, tree.height)]
    wires = []
    for name, target, leaves in (("property", pill, 0), ("another property", far, 1)):
        label = figure("verb", name)
        blocks += [Block(name, label.width, label.height, centred=True),
                   Block(f"to {name}", target.width, target.height)]
        wires += [Wire("tree", name, tree.middles()[leaves], label.height / 2),
                  Wire(name, f"to {name}", label.height / 2, target.height / 2)]
    plan = arrange(blocks, wires)
    drawn: dict[str, Figure] = {"to property": pill, "to another property": far}
    drawn |= {name: figure("verb", name) for name in ("property", "another property")}
    parts = [wire(route, number % 2 == 1) for number, route in enumerate(plan.routes)]
    parts.append(tree.svg(plan.blocks["tree"].x, plan.blocks["tree"].y))
    parts += [drawn[b.name].svg(b.x, b.y, b.width) for b in plan.blocks.values() if b.name in drawn]
    said = "A narrower class under its wider class, and two properties that lead from them to other classes."
    return document("key", "Key to the pictures", said, (plan.width, plan.height), parts)


def describe(module: Module) -> str:
    """Return what the picture of a module shows, in words.

    >>> describe(Module("empty", "Empty", "Nothing at all.", ""))
    'Nothing at all.'
    """
    said = []
    for term in module.of("class"):
        if not term.concept and term.parents:
            said.append(f"{term.ref.label} is a kind of {_and(term.parents)}")
    for term in module.of("object property"):
        source, target = domains(term) or [ANYTHING], ranges(term) or [ANYTHING]
        said.append(f"{term.ref.label} leads from {_and(source)} to {_and(target)}")
    for term in module.of("datatype property"):
        if domains(term):
            said.append(f"{_and(domains(term))} can have {term.ref.label}")
    for kind, refs in module.apart:
        said.append(f"{'disjoint' if kind == 'AllDisjointClasses' else 'all different'}: {_and(refs)}")
    for prefix, refs in module.declared.items():
        said.append(f"{prefix}: {', '.join(ref.code for ref in refs)}")
    return "; ".join(said) + "." if said else module.description


def domains(term: Term) -> list[Ref]:
    """Return the classes a property is used with, as far as it has a domain or names any."""
    return [*_refs(term.domain), *term.domain_includes]


def ranges(term: Term) -> list[Ref]:
    """Return the classes that a property leads to, as far as it has a range or names any."""
    return [*_refs(term.range), *term.range_includes]


def _refs(phrases: list[Phrase]) -> list[Ref]:
    return [part for phrase in phrases for part in phrase if isinstance(part, Ref)]


def _and(refs: list[Ref]) -> str:
    return ", ".join(ref.label for ref in refs)


@dataclass
class _Verb:
    """A property as drawn: whence and whither, of this module and of others."""

    term: Term
    own: list[str]
    others: list[Ref]
    targets: list[Ref]

    @property
    def beside(self) -> bool:
        """Say whether the classes of other modules are told at the label: where they are few and not alone."""
        return bool(self.own) and 0 < len(self.others) <= _FEW


@dataclass
class _Drawing:
    """A picture in the making."""

    ontology: Ontology
    module: Module
    page: str
    blocks: list[Block] = field(default_factory=list)
    wires: list[tuple[Wire, bool, float]] = field(default_factory=list)
    figures: dict[str, Figure | Tree] = field(default_factory=dict)
    ends: dict[str, tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.own = {t.ref.code: t for t in self.module.of("class")}
        self.verbs = [self.verb(t) for t in self.module.of("object property", "datatype property")]
        self.verbs = [v for v in self.verbs if v.term.kind == "object property" or v.others]

    def verb(self, term: Term) -> _Verb:
        own = [ref.code for ref in domains(term) if ref.code in self.own]
        others = [ref for ref in domains(term) if ref.code not in self.own]
        data = term.kind == "datatype property"
        if data:
            own = []
        nothing = [VALUE if data else ANYTHING]
        return _Verb(term, own, others or ([] if domains(term) else [ANYTHING]), ranges(term) or nothing)

    def href(self, ref: Ref) -> str:
        return self.page + ref.href if ref.href.startswith("#") else ref.href

    def draw(self) -> tuple[tuple[int, int], list[str]]:
        """Return size and parts of a picture of classes and properties."""
        self.add_classes()
        for verb in sorted(self.verbs, key=lambda v: len(v.own) + len(v.others) > 1):
            self.add_verb(verb)
        joined = {name for wire_, _, _ in self.wires for name in (wire_.source, wire_.target)}
        loose = {b.name: f for b in self.blocks if b.name not in joined and (f := self.single(b.name))}
        placed = [b for b in self.blocks if b.name not in loose]
        parts: list[str] = []
        wide = high = 0
        if placed:
            plan = arrange(placed, [wire_ for wire_, _, _ in self.wires])
            wide, high = plan.width, plan.height
            for (_, arrow, inset), route in zip(self.wires, plan.routes, strict=True):
                parts.append(wire([*route[:-1], (route[-1][0] + inset, route[-1][1])], arrow))
            parts += [self.draw_block(block) for block in plan.blocks.values()]
        if loose:
            drawn, (more, bottom) = flow(list(loose.values()), max(wide, 600), high + 26 if high else 0)
            parts += drawn
            wide, high = max(wide, more), bottom
        return (wide, high), parts

    def single(self, name: str) -> Figure | None:
        """Return the one figure of a block, unless it is a tree of several."""
        drawn = self.figures[name]
        if isinstance(drawn, Tree):
            return drawn.figures[0] if len(drawn.figures) == 1 else None
        return drawn

    def draw_block(self, block: Block) -> str:
        drawn = self.figures[block.name]
        if isinstance(drawn, Tree):
            return drawn.svg(block.x, block.y)
        return drawn.svg(block.x, block.y, block.width)

    def draw_groups(self) -> tuple[tuple[int, int], list[str]]:
        """Return size and parts of a picture of groups: what is kept apart, what is declared."""
        groups: list[tuple[str, list[Figure]]] = []
        for kind, refs in self.module.apart:
            disjoint = kind == "AllDisjointClasses"
            what = "classes without a common member" if disjoint else f"all different: {self.ontology.scheme_of(refs)}"
            shapes = ["pill" if not disjoint or self.is_concept(r) else "box" for r in refs]
            groups.append((what, [chip(s, r.label, self.href(r)) for s, r in zip(shapes, refs, strict=True)]))
        for prefix, refs in self.module.declared.items():
            groups.append((prefix, [chip("other", ref.code.partition(":")[2]) for ref in refs]))
        parts: list[str] = []
        x = y = below = 0
        for what, figures in groups:
            heading = Figure("verb", [Text(what, "name")])
            _, (right, _) = flow(figures, _WIDEST - 24, 0)
            wide = max(right, heading.width) + 24
            if x and x + wide > _WIDEST:
                x, y = 0, below + 14
            drawn, (_, bottom) = flow(figures, _WIDEST - 24, y + 38, left=x + 12)
            below = max(below, bottom + 12)
            parts.append(f'<rect class="frame" x="{x}" y="{y}" width="{wide}" height="{bottom + 12 - y}" rx="4"/>')
            parts += [heading.svg(x + 8, y + 6, heading.width), *drawn]
            x += wide + 14
        return (_WIDEST, below), parts

    def is_concept(self, ref: Ref) -> bool:
        term = self.ontology.terms.get(ref.code)
        return ref.iri == SKOS + "Concept" or (term is not None and term.ref == ref and term.concept)

    # what is drawn

    def add(self, name: str, drawn: Figure | Tree) -> str:
        self.figures[name] = drawn
        block = Block(name, drawn.width, drawn.height)
        block.centred = isinstance(drawn, Figure) and drawn.shape == "verb"
        block.blank = drawn.tops()[0] if isinstance(drawn, Tree) else 0
        self.blocks.append(block)
        return name

    def add_classes(self) -> None:
        """Add the classes of the module: each with its subclasses, and the concepts as pills."""
        above = {code: next((p.code for p in t.parents if p.code in self.own), "") for code, t in self.own.items()}
        for code, term in self.own.items():
            if not above[code] or self.circular(code, above):
                if term.concept:
                    self.add(code, self.class_figure(term, ""))
                    self.ends[code] = (code, 0)
                else:
                    self.add_tree(code, above)

    def circular(self, code: str, above: dict[str, str]) -> bool:
        seen = {code}
        while above[code]:
            code = above[code]
            if code in seen:
                return True
            seen.add(code)
        return False

    def add_tree(self, root: str, above: dict[str, str]) -> None:
        codes: list[str] = []
        depths: list[int] = []

        def visit(code: str, depth: int) -> None:
            codes.append(code)
            depths.append(depth)
            for child in (c for c in self.own if above[c] == code and c not in codes):
                visit(child, depth + 1)

        visit(root, 0)
        tree = Tree(depths, [self.class_figure(self.own[c], above[c]) for c in codes],
                    [self.room(c) for c in codes], [codes.index(above[c]) if above[c] else -1 for c in codes])
        self.add(root, tree)
        for number, code in enumerate(codes):
            self.ends[code] = (root, number)

    def class_figure(self, term: Term, above: str) -> Figure:
        drawn = figure("pill" if term.concept else "box", term.ref.label, self.href(term.ref))
        drawn.mark = term.defined
        others = [p for p in term.parents if p.code != above and p.iri != SKOS + "Concept"]
        drawn.lines += [Text(f"a kind of {ref.label}", "kind") for ref in others]
        for row in self.module.of("datatype property"):
            if not term.concept and term.ref.code in {ref.code for ref in domains(row)}:
                kind = ", ".join(_TYPES.get(r.iri, r.code.partition(":")[2]) for r in ranges(row))
                drawn.rows.append(Text(f"{row.ref.label}: {kind}" if kind else row.ref.label, "row", self.href(row.ref)))
        return drawn

    def room(self, code: str) -> int:
        """Return how much room the properties need that lead out of a class."""
        heights = []
        for verb in (v for v in self.verbs if v.own[:1] == [code]):
            label = self.label(verb).height
            heights.append(max(label, sum(self.target_figure(r).height + GAP for r in verb.targets) - GAP))
        return sum(heights) + GAP * (len(heights) - 1) if heights else 0

    def label(self, verb: _Verb) -> Figure:
        drawn = figure("verb", verb.term.ref.label, self.href(verb.term.ref))
        if verb.beside:
            also = f"also of {', '.join(ref.label for ref in verb.others)}"
            drawn.lines += figure("verb", also, style="kind").lines
        return drawn

    def target_figure(self, ref: Ref) -> Figure:
        if ref.code.startswith("xsd:"):
            return figure("value", _TYPES.get(ref.iri, ref.code.removeprefix("xsd:")) or ref.label)
        if self.is_concept(ref):
            drawn = figure("pill", ref.label, self.href(ref))
            drawn.far = ref.code not in self.own
            return drawn
        return figure("other", ref.label, self.href(ref))

    def add_verb(self, verb: _Verb) -> None:
        label = self.add(f"verb {verb.term.ref.code}", self.label(verb))
        middle = self.figures[label].height / 2
        for code in verb.own:
            source, number = self.ends[code]
            self.wires.append((Wire(source, label, self.middle(source, number), middle), False, 0))
        if verb.others and not verb.beside:
            lines = [line for ref in verb.others for line in self.target_figure(ref).lines]
            source = self.add(f"from {verb.term.ref.code}", Figure("other", lines))
            self.wires.append((Wire(source, label, self.figures[source].height / 2, middle), False, 0))
        for ref in verb.targets:
            target, number = self.target(verb, ref)
            inset = drawn.left(number) if isinstance(drawn := self.figures[target], Tree) else 0
            self.wires.append((Wire(label, target, middle, self.middle(target, number)), True, inset))

    def middle(self, name: str, number: int) -> float:
        drawn = self.figures[name]
        return drawn.middles()[number] if isinstance(drawn, Tree) else drawn.height / 2

    def target(self, verb: _Verb, ref: Ref) -> tuple[str, int]:
        """Return where a property leads: to a class of the module if it can stand to the right, else to a copy."""
        if ref.code in self.ends:
            target, number = self.ends[ref.code]
            sources = {self.ends[code][0] for code in verb.own}
            before = max((self.longest(name, back=True) for name in sources), default=1)
            if not sources & self.reached(target) and before + self.longest(target) <= _LONGEST:
                return target, number
        name = f"to {ref.code} from {' '.join(verb.own) or verb.term.ref.code}"
        if name not in self.figures:
            drawn = self.target_figure(ref)
            self.add(name, drawn)
        return name, 0

    def longest(self, name: str, back: bool = False) -> int:
        """Return how many boxes the longest chain of wires from a box, or back from it, has."""
        ends = [(w.target, w.source) if back else (w.source, w.target) for w, _, _ in self.wires]
        verbs = {far for near, far in ends if near == name}
        ahead = {far for near, far in ends if near in verbs}
        return 1 + max((self.longest(far, back) for far in ahead), default=0)

    def reached(self, name: str) -> set[str]:
        """Return all blocks that wires lead to from a block, itself among them."""
        found, new = {name}, [name]
        while new:
            at = new.pop()
            ahead = {w.target for w, _, _ in self.wires if w.source == at} - found
            found |= ahead
            new += sorted(ahead)
        return found


def chip(shape: str, label: str, href: str = "") -> Figure:
    """Return a figure of one line.

    >>> chip("pill", "planning").height
    28
    """
    return Figure(shape, [Text(label, "row", href)])


def flow(figures: list[Figure], wide: int, top: int, left: int = 0) -> tuple[list[str], tuple[int, int]]:
    """Return figures drawn side by side, line after line, and the right and lower end of them all.

    :param wide: how wide a line may be.
    :param top: where the first line begins, ``left`` where each does.

    >>> flow([chip("pill", "planning"), chip("pill", "design")], 80, 0)[1]
    (68, 64)
    """
    x, y, line, right, parts = left, top, 0, 0, []
    for drawn in figures:
        if x > left and x + drawn.width > left + wide:
            x, y, line = left, y + line + 8, 0
        parts.append(drawn.svg(x, y, drawn.width))
        right, line = max(right, x + drawn.width), max(line, drawn.height)
        x += drawn.width + PAD - 3
    return parts, (right, y + line)
