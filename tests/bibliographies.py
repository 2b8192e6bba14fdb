"""What the tests of imports share: import something, and look at the works that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from coprokg.bibliography.importing import import_files
from coprokg.bibliography.reports import FileReport, Report
from coprokg.namespaces import BASE, COP, value

SAMPLES = Path(__file__).parent / "content/bibliographies"

Work = dict[str, Any]


@dataclass
class Imported:
    """An import: its report, the file written, and key -> property -> values of its works."""

    report: Report
    path: Path
    works: dict[str, Work]

    @property
    def file(self) -> FileReport:
        """Return the report of the one file."""
        return self.report.files[0]

    @property
    def one(self) -> Work:
        """Return the one work."""
        assert len(self.works) == 1, sorted(self.works)
        return next(iter(self.works.values()))


def import_text(folder: Path, text: str | bytes, name: str = "refs.bib", decisions: Sequence[Path] = (),
                strict: bool = False) -> Imported:
    """Import a text under the name of a file."""
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    to = folder / f"{path.stem}.nq"
    report = import_files([path], to, decisions=decisions, strict=strict)
    return Imported(report, to, works_of(to))


def works_of(path: Path) -> dict[str, Work]:
    """Return key -> property -> value of the works in a file: names in order, a list where there are several."""
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    start = f"{BASE}work/{path.stem}."
    found: dict[str, Work] = {}
    for quad in store:
        subject = value(quad.subject)
        if not subject.startswith(start) or "/contribution/" in subject:
            continue
        work = found.setdefault(subject.removeprefix(start), {})
        name = quad.predicate.value.removeprefix(COP).rsplit("#", 1)[-1]
        text = value(quad.object)
        if name in ("author", "editor"):
            work.setdefault(name, []).append(_name(store, quad.object))
        elif name == "type":
            work[name] = text.removeprefix(COP)
        elif name in work:
            work[name] = sorted([*([work[name]] if isinstance(work[name], str) else work[name]), text])
        else:
            work[name] = text.rsplit("/", 1)[-1] if name == "workType" else text
    for work in found.values():
        for role in ("author", "editor"):
            if role in work:
                work[role] = [name for _, name in sorted(work[role])]
    return found


def _name(store: ox.Store, node: Any) -> tuple[int, str]:
    """Return the position of a contribution, and its name as ``Family, Given`` or ``{Literal}``."""
    said = {q.predicate.value.removeprefix(COP): value(q.object)
            for q in store.quads_for_pattern(node, None, None, None)}
    name = ", ".join(said[part] for part in ("familyName", "givenName") if part in said)
    return int(said["position"]), name or f"{{{said['literalName']}}}"
