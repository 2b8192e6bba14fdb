"""Write the page of the ontology, and a picture of each of its modules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..folders import folder, in_checkout, root
from ..namespaces import COP, prefixes
from ..problems import Misuse
from .gathering import gather
from .pictures import key, picture
from .sources import passages as passages_of_the_data
from .terms import Module, Ontology, Passages, Term
from .triples import Ref

if TYPE_CHECKING:
    import jinja2

COMMAND = "python -m coprokg.pages.ontology_page"
"""The command that writes the page again."""

PAGE = "docs/ontology"
"""The folder of the page, in a checkout."""

_TEMPLATES = Path(__file__).with_name("templates")
_UP = "../../"


def write(to: Path, passages: Passages | None = None) -> list[Path]:
    """Write ``index.html`` and a picture of each module into a folder.

    :param to: the folder; it is made if it is not there.
    :param passages: the passages that bear a term out, by the IRI of the term; those of the data by default.
    :returns: the files written, sorted.
    :raises Misuse: if the extra ``docs`` is not installed, or the ontology has no header.
    :raises DataFault: if a file of the ontology is not readable.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     [path.name for path in write(Path(name)) if path.suffix == ".html"]
    ['index.html']
    """
    given = passages_of_the_data() if passages is None else passages
    ontology = gather(folder("ontology"), given)
    files = {f"{module.slug}.svg": picture(ontology, module, "index.html") for module in ontology.modules}
    files["index.html"] = page(ontology)
    to.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (to / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted(to / name for name in files)


def page(ontology: Ontology) -> str:
    """Return the page of an ontology as HTML.

    :raises Misuse: if the extra ``docs`` is not installed.

    >>> page(gather(folder("ontology"))).startswith("<!DOCTYPE html>")
    True
    """
    environment = _environment()
    from markupsafe import Markup

    pictures = {module.slug: Markup(picture(ontology, module)) for module in ontology.modules}
    text = environment.get_template("ontology.html.j2").render(
        ontology=ontology,
        pictures=pictures,
        key=Markup(key()),
        groups=groups,
        inherited=lambda term: inherited(ontology, term),
        index=sorted(ontology.terms.values(), key=lambda t: (t.ref.label.casefold(), t.ref.code)),
        concepts=sum(len(scheme.concepts) for scheme in ontology.schemes),
        counts=counts(ontology),
        prefix=next(name for name, space in prefixes().items() if space == COP),
        namespace=COP,
        base=_UP,
        command=COMMAND,
    )
    return "".join(line for line in text.splitlines(keepends=True) if line.strip())


def groups(module: Module) -> list[tuple[str, list[Term]]]:
    """Return the terms of a module under the headings of the page.

    >>> from coprokg.pages.terms import Module
    >>> groups(Module("empty", "", "", ""))
    []
    """
    found = [
        ("Classes", module.of("class", concept=False)),
        ("Classes of concepts", module.of("class", concept=True)),
        ("Properties", module.of("object property", "datatype property")),
        ("Annotation properties", module.of("annotation property")),
    ]
    return [(title, terms) for title, terms in found if terms]


def inherited(ontology: Ontology, term: Term) -> list[Ref]:
    """Return the wider classes of a class that have properties, nearest first."""
    found: list[Ref] = []
    ahead = list(term.parents)
    while ahead:
        ref = ahead.pop(0)
        wider = ontology.terms.get(ref.code)
        if wider is not None and wider.ref == ref and ref not in found:
            found.append(ref)
            ahead += wider.parents
    return [ref for ref in found if ontology.terms[ref.code].domain_of or ontology.terms[ref.code].used_with]


def counts(ontology: Ontology) -> str:
    """Return how many terms there are, in words."""
    terms = ontology.terms.values()
    defined = sum(term.defined for term in terms)
    concepts = sum(term.concept for term in terms)
    kinds = {kind: sum(term.kind == kind for term in terms) for kind in dict.fromkeys(t.kind for t in terms)}
    classes = kinds.pop("class", 0)
    others = ", ".join(f"{many} {kind.replace('property', 'properties')}" for kind, many in kinds.items())
    return f"{classes} classes ({defined} of them defined, {concepts} of concepts), {others}"


def _environment() -> jinja2.Environment:
    try:
        import jinja2
    except ImportError:
        raise Misuse("the page needs Jinja2: install the extra, pip install 'coprokg[docs]'") from None
    return jinja2.Environment(loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True,
                              undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                              keep_trailing_newline=True)


def main() -> None:
    """Write the page and the pictures into the checkout.

    :raises Misuse: if the package does not run from a checkout.
    """
    if not in_checkout():
        raise Misuse(f"{PAGE} is part of the repository: run `{COMMAND}` from a checkout")
    write(root() / PAGE)


if __name__ == "__main__":
    main()
