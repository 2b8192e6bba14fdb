"""Prove the quotes: gather the passages of the graph, check them against the texts, keep the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .asking import BASE
from .building import Say, assemble, silent
from .editions import EditionText, Section
from .folders import root
from .inspecting import Report as Told
from .ledger import check_ledger, read_ledger, write_ledger, write_shares
from .loading import Loaded, Place
from .namespaces import COP, value
from .printed import PrintedString, check_printed
from .problems import Misuse, Problem, allowed_values
from .tables import cell
from .verifying import LooseQuote, QuotedPassage, verify

LEDGER, SHARES = "data/evidence/ledger.csv", "data/evidence/shares.csv"
_QUOTED = re.compile(r'“([^“”]+)”|"([^"]+)"')
_WHOLE = {COP + "opens", COP + "closes"}
_PASSAGES, _SECTIONS, _HEADS = "all-passages", "sections-of-editions", "running-heads"
_REFERENCES, _POINTERS = "all-references", "all-pointers"


def rows(store: ox.Store, base: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a saved query over a store, as text, without what is unbound."""
    path = next(base.glob(f"queries/*/{name}.rq"))
    found = store.query(path.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    for row in found:
        yield {n: cell(row[n]) for n in names if row[n] is not None}


def passages(store: ox.Store, loaded: Loaded, base: Path) -> list[QuotedPassage]:
    """Return every passage of the graph, with the line it is written on."""
    answer = []
    for row in rows(store, base, _PASSAGES):
        place = loaded.place(row["passage"]) or Place("", 0, "")
        answer.append(QuotedPassage(
            iri=row["passage"], edition=_slug(row["edition"]), section=_slug(row["section"]),
            page=int(row["page"]) if "page" in row else None, words=row["words"],
            before=row.get("before"), after=row.get("after"), file=place.file, line=place.line))
    return answer


def printed_strings(store: ox.Store, loaded: Loaded, base: Path) -> list[PrintedString]:
    """Return every reference and citation that is given as printed, with the line it is written on."""
    found: dict[str, PrintedString] = {}
    for name, node, text in ((_REFERENCES, "reference", "printed"), (_POINTERS, "pointer", "written")):
        for row in rows(store, base, name):
            place = loaded.place(row[node]) or Place("", 0, "")
            found[row[node]] = PrintedString(
                iri=row[node], edition=_slug(row["edition"]), section=_slug(row["section"]),
                page=int(row["page"]) if "page" in row else None, position=int(row["position"]),
                text=row[text], fills=name == _REFERENCES, file=place.file, line=place.line)
    return list(found.values())


def loose_quotes(store: ox.Store, loaded: Loaded) -> list[LooseQuote]:
    """Return what is quoted outside passages: in memos and examples, and the words that open sections."""
    found: dict[str, LooseQuote] = {}
    for quad in store:
        if not isinstance(quad.object, ox.Literal):
            continue
        text = quad.object.value
        whole = quad.predicate.value in _WHOLE
        quotes = [(text, True)] if whole else [
            (curly or plain, bool(curly)) for curly, plain in _QUOTED.findall(text)] if quad.object.language else []
        for words, surely in quotes:
            place = loaded.place(getattr(quad.subject, "value", "")) or Place(value(quad.graph_name), 0, "")
            if whole or len(words.split()) > 2:
                found.setdefault(words, LooseQuote(words, place.file, place.line, surely))
    return list(found.values())


def editions(store: ox.Store, loaded: Loaded, base: Path) -> dict[str, EditionText]:
    """Return the editions by their short names, with their sections and running heads."""
    heads: dict[str, list[str]] = {}
    for row in rows(store, base, _HEADS):
        heads.setdefault(row["edition"], []).append(row["head"])
    found: dict[str, dict[str, Any]] = {}
    for row in rows(store, base, _SECTIONS):
        edition = found.setdefault(row["edition"], {"about": row, "sections": []})
        place = loaded.place(row["section"]) or Place("", 0, "")
        edition["sections"].append(Section(
            key=_slug(row["section"]), position=int(row["position"]),
            page=int(row["page"]) if "page" in row else None,
            opens=row["opens"], closes=row.get("closes"), line=place.line))
    answer = {}
    for iri, edition in found.items():
        place = loaded.place(iri) or Place("", 0, "")
        about = edition["about"]
        answer[about["short"]] = EditionText(
            slug=_slug(iri), short=about["short"], sections=tuple(edition["sections"]),
            quote_limit=int(about["limit"]), shows_pages=iri in heads,
            running_heads=tuple(heads.get(iri, ())), file=place.file, line=place.line)
    return answer


def _slug(iri: str) -> str:
    return iri.removeprefix(BASE).rsplit("/", 1)[-1]


def read_texts(given: Sequence[str], known: dict[str, EditionText]) -> dict[str, str]:
    """Return slug -> text for arguments of the form ``edition=file``.

    :raises Misuse: if an argument has another form, or names no edition or no readable file.
    """
    texts = {}
    for argument in given:
        short, equals, path = argument.partition("=")
        if not equals or not path:
            raise Misuse(f"{argument!r} is not of the form EDITION=TEXTFILE; write {next(iter(known))}=file.txt")
        edition = known.get(short) or next((e for e in known.values() if e.slug == short), None)
        if edition is None:
            raise Misuse(f"no edition {short!r}; {allowed_values(known)}")
        try:
            texts[edition.slug] = Path(path).read_bytes().decode("utf-8")
        except OSError as error:
            raise Misuse(f"{path}: {error.strerror}; give the file with the text of {short}") from None
        except UnicodeDecodeError:
            raise Misuse(f"{path} is not UTF-8; save it as UTF-8") from None
    return texts


def prove(given: Sequence[str], say: Say = silent) -> Told:
    """Check every quote against the texts given, and write the ledger if there is no miss.

    :param given: ``edition=file``, one for each text.
    :param say: called with a word about each step.
    :returns: what to print: misses by file and line, then the share of each edition carried.
    :raises DataFault: if a data file is faulty.
    :raises Misuse: if an argument is wrong.
    """
    base = root()
    store, loaded = assemble(base, say)
    known = editions(store, loaded, base)
    texts = read_texts(given, known)
    say("looking for the quotes")
    report = verify(passages(store, loaded, base), list(known.values()), texts,
                    loose_quotes(store, loaded))
    say("looking for references and citations as printed")
    printed = check_printed(printed_strings(store, loaded, base), list(known.values()), texts)
    told = Told()
    problems = [*report.problems, *printed.problems]
    for problem in problems:
        told.fault(str(problem))
    told.lines += report.lines()
    told.lines += [f"{short}: {sum(one.passage.edition == edition.slug for one in printed.located)} references and "
                   "citations as printed" for short, edition in known.items() if edition.slug in texts]
    told.lines.append(f"{len(problems)} miss{'es' if len(problems) != 1 else ''}")
    if not problems:
        (base / LEDGER).parent.mkdir(parents=True, exist_ok=True)
        write_ledger(replace(report, located=(*report.located, *printed.located)), base / LEDGER)
        write_shares(report, base / SHARES)
        told.lines.append(f"ledger written: {LEDGER}, {SHARES}")
    return told


def unproved(store: ox.Store, loaded: Loaded, base: Path) -> list[Problem]:
    """Return the passages that the committed ledger does not vouch for, without any text at hand."""
    found = passages(store, loaded, base) + [one.passage for one in printed_strings(store, loaded, base)]
    return check_ledger(found, read_ledger(base / LEDGER))


__all__ = ["LEDGER", "SHARES", "editions", "passages", "prove", "read_texts", "rows", "unproved"]
