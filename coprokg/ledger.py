"""The ledger of verified passages: it tells, without the texts, what was checked and not changed since.

``ledger.csv`` has one row for each verified passage, sorted by the passage's IRI:

- ``passage``: its IRI;
- ``words_sha256``: SHA-256 of the UTF-8 of ``before``, ``words`` and ``after`` as the file writes
  them, joined by U+001F;
- ``edition``: the slug of the edition;
- ``text_sha256``: SHA-256 of the UTF-8 of the text it was checked against;
- ``offset``: the place of the first word in that text as written, in characters from 0;
- ``section``, ``page``: where it was found; the page is empty where the edition shows none.

``shares.csv`` has one row for each edition: how many words its text has, how many of them the
passages carry (each once, with the words before and after), the share in per cent, and the limit.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path

from .problems import DataFault, Problem
from .verifying import QuotedPassage, Report

AGAIN = "run `coprokg verify` with the texts, and commit the ledger"


@dataclass(frozen=True)
class LedgerRow:
    """One verified passage."""

    passage: str
    words_sha256: str
    edition: str
    text_sha256: str
    offset: int
    section: str
    page: int | None


@dataclass(frozen=True)
class ShareRow:
    """How much of an edition is carried."""

    edition: str
    words_in_text: int
    words_carried: int
    share_per_cent: float
    limit: int


@dataclass(frozen=True)
class Ledger:
    """The rows of a ledger by passage, and the lines they stand on."""

    name: str
    rows: Mapping[str, LedgerRow]
    lines: Mapping[str, int] = field(default_factory=dict)


def hash_words(passage: QuotedPassage) -> str:
    """Return the hash that tells whether a passage's words, or those around them, have changed.

    >>> hash_words(QuotedPassage("p/1", "par", "a", 846, "by the village"))[:12]
    '239a8e3651cd'
    """
    words = (passage.before or "", passage.words, passage.after or "")
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def write_ledger(report: Report, path: Path) -> None:
    """Write the ledger of the passages that a report has found, replacing the file whole.

    Rows of editions that the report could not check are kept as they are.

    :param report: what :func:`coprokg.verifying.verify` returned.
    :param path: the file to write.
    :raises DataFault: if the ledger that is there cannot be read and some of it is to be kept.
    """
    rows = {
        one.passage.iri: LedgerRow(one.passage.iri, hash_words(one.passage), one.passage.edition, one.text_sha256,
                                   one.offset, one.passage.section, one.passage.page)
        for one in report.located
    }
    if report.unchecked and path.exists():
        kept = read_ledger(path).rows
        rows |= {iri: row for iri, row in kept.items() if row.edition in report.unchecked and iri not in rows}
    _write(path, LedgerRow, [astuple(rows[iri]) for iri in sorted(rows)])


def read_ledger(path: Path) -> Ledger:
    """Read a ledger.

    :param path: the file.
    :returns: its rows.
    :raises DataFault: if it is missing, has other columns, an unreadable row, or a passage twice.
    """
    rows: dict[str, LedgerRow] = {}
    lines: dict[str, int] = {}
    problems = []
    for line, cells in _read(path, LedgerRow):
        iri, words, edition, text, offset, section, page = cells
        try:
            row = LedgerRow(iri, words, edition, text, int(offset), section, int(page) if page else None)
        except ValueError:
            problems.append(Problem(str(path), line, "", "the offset or the page is no number", AGAIN))
            continue
        if iri in rows:
            problems.append(Problem(str(path), line, "passage", f"{iri} stands here twice", AGAIN))
        rows[iri], lines[iri] = row, line
    if problems:
        raise DataFault(problems)
    return Ledger(str(path), rows, lines)


def check_ledger(passages: Iterable[QuotedPassage], ledger: Ledger) -> list[Problem]:
    """Say which passages were never verified or have changed since, and which rows have no passage.

    :param passages: all passages of the project.
    :param ledger: the ledger as read.
    :returns: the problems, none if every passage stands in the ledger as it is now.

    >>> passage = QuotedPassage("p/1", "par", "a", 846, "by the village", file="a.yaml", line=3)
    >>> row = LedgerRow("p/1", hash_words(passage), "par", "00", 12, "a", 847)
    >>> print(*check_ledger([passage], Ledger("ledger.csv", {"p/1": row})))
    a.yaml:3 page: the page of p/1 has changed since it was verified: 847 became 846; run `coprokg \
verify` with the texts, and commit the ledger (docs/coding-manual.md)
    """
    problems = []
    seen = set()
    for passage in passages:
        seen.add(passage.iri)
        row = ledger.rows.get(passage.iri)
        changes = [("words", f"{passage.iri} was never verified")] if row is None else []
        if row is not None:
            if row.words_sha256 != hash_words(passage):
                changes.append(("words", f"the words of {passage.iri} have changed since they were verified"))
            changes += [
                (name, f"the {name} of {passage.iri} has changed since it was verified: {then} became {now}")
                for name, then, now in (("edition", row.edition, passage.edition),
                                        ("section", row.section, passage.section),
                                        ("page", row.page, passage.page))
                if then != now
            ]
        problems += [Problem(passage.file, passage.line, name, what, AGAIN, "docs/coding-manual.md")
                     for name, what in changes]
    texts: dict[str, str] = {}
    for iri, row in ledger.rows.items():
        line = ledger.lines.get(iri, 0)
        if iri not in seen:
            problems.append(Problem(ledger.name, line, "passage", f"there is no passage {iri} any more", AGAIN))
        if texts.setdefault(row.edition, row.text_sha256) != row.text_sha256:
            problems.append(Problem(ledger.name, line, "text_sha256", f"{iri} was verified against another text "
                                    f"of {row.edition} than the rows above", AGAIN))
    return sorted(problems)


def write_shares(report: Report, path: Path) -> None:
    """Write the share of each edition's words that the passages carry, replacing the file whole.

    Rows of editions that the report could not check are kept as they are.

    :param report: what :func:`coprokg.verifying.verify` returned.
    :param path: the file to write.
    :raises DataFault: if the file that is there cannot be read and some of it is to be kept.
    """
    rows = {
        share.edition: ShareRow(share.edition, share.words_in_text, share.words_carried,
                                round(share.per_cent, 2), share.limit)
        for share in report.shares
    }
    if report.unchecked and path.exists():
        rows |= {row.edition: row for row in read_shares(path) if row.edition in report.unchecked}
    _write(path, ShareRow, [astuple(rows[edition]) for edition in sorted(rows)])


def read_shares(path: Path) -> list[ShareRow]:
    """Read the shares that were written last.

    :param path: the file.
    :returns: one row for each edition.
    :raises DataFault: if it is missing, has other columns, or an unreadable row.
    """
    rows = []
    for line, (edition, text, carried, share, limit) in _read(path, ShareRow):
        try:
            rows.append(ShareRow(edition, int(text), int(carried), float(share), int(limit)))
        except ValueError:
            raise DataFault([Problem(str(path), line, "", "a count or a share is no number", AGAIN)]) from None
    return rows


def _columns(row: type[LedgerRow] | type[ShareRow]) -> list[str]:
    return [column.name for column in fields(row)]


def _write(path: Path, row: type[LedgerRow] | type[ShareRow], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a CSV file beside the old one and swap it in, so that no reader meets half of it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_columns(row))
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(buffer.getvalue())
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read(path: Path, row: type[LedgerRow] | type[ShareRow]) -> list[tuple[int, list[str]]]:
    """Return the lines and cells of a CSV file with the columns of a kind of row."""
    columns = _columns(row)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataFault([Problem(str(path), 0, "", f"cannot be read: {error.strerror}", AGAIN)]) from None
    except UnicodeDecodeError:
        raise DataFault([Problem(str(path), 0, "", "is not UTF-8", AGAIN)]) from None
    try:
        cells = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise DataFault([Problem(str(path), 0, "", f"not readable as CSV: {error}", AGAIN)]) from None
    if not cells or cells[0] != columns:
        raise DataFault([Problem(str(path), 1, "", f"the columns are not {', '.join(columns)}", AGAIN)])
    for line, row_cells in enumerate(cells[1:], 2):
        if len(row_cells) != len(columns):
            raise DataFault([Problem(str(path), line, "", f"the row has {len(row_cells)} cells, not "
                                     f"{len(columns)}", AGAIN)])
    return list(enumerate(cells[1:], 2))
