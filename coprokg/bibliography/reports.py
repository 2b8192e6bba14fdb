"""What an import tells: what was read, what was not understood, what is not kept, what was held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..problems import Problem
from .entries import Entry, Rejected

MOST = 100
"""How many entries that were not understood are told one by one."""

_FIELDS = 12


@dataclass
class FileReport:
    """What became of one file."""

    file: str
    form: str
    read: int = 0
    imported: int = 0
    same: int = 0
    undecided: int = 0
    told_apart: int = 0
    windows: int = 0
    rejected: int = 0
    first: list[Rejected] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    notes: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    @property
    def held(self) -> int:
        """Return how many entries stay out as duplicates, decided or not."""
        return self.same + self.undecided

    def reject(self, rejected: Rejected) -> None:
        """Count an entry that was not understood; the first ones are kept."""
        self.rejected += 1
        if len(self.first) < MOST:
            self.first.append(rejected)

    def note(self, entry: Entry) -> None:
        """Count what is not kept of an entry, and what was read differently."""
        self.dropped.update(set(entry.dropped))
        for note in dict.fromkeys(entry.notes):
            count, line, key = self.notes.get(note, (0, entry.line, entry.key))
            if count or len(self.notes) < MOST:
                self.notes[note] = (count + 1, line, key)

    def problems(self) -> list[Problem]:
        """Return the entries that were not understood, as faults of the file."""
        found = [rejected.problem() for rejected in self.first]
        if self.rejected > len(self.first):
            found.append(Problem(self.file, self.first[-1].line + 1, "",
                                 f"and {self.rejected - len(self.first):,} more were not understood", "", ""))
        return found

    def lines(self) -> Iterator[str]:
        """Yield the sentences about the file."""
        parts = [f"{self.imported:,} imported"]
        parts += [f"{self.rejected:,} not understood"] if self.rejected else []
        parts += [f"{self.undecided:,} held back as likely duplicates"] if self.undecided else []
        parts += [f"{self.same:,} left out as the same work"] if self.same else []
        parts += [f"{self.told_apart:,} of them decided to be different works"] if self.told_apart else []
        entries = "entry" if self.read == 1 else "entries"
        yield f"{self.file}: {self.form}, {self.read:,} {entries}: {', '.join(parts)}"
        if self.dropped:
            told = [f"`{name}` {count:,}" for name, count in sorted(self.dropped.items(), key=lambda x: (-x[1], x[0]))]
            more = f" and {len(told) - _FIELDS} fields more" if len(told) > _FIELDS else ""
            yield f"{self.file}: not kept: {', '.join(told[:_FIELDS])}{more}"
        for note, (count, line, key) in sorted(self.notes.items(), key=lambda x: (-x[1][0], x[1][1])):
            place = f"{self.file}:{line}" + (f" {key}" if key else "")
            yield f"{place}: {note}" + (f" (the first of {count:,} entries)" if count > 1 else "")
        if self.windows:
            yield (f"{self.file}: {self.windows:,} place{'s are' if self.windows > 1 else ' is'} not UTF-8:"
                   " read as Windows-1252")


@dataclass
class Written:
    """A file that was written, and the table of likely duplicates beside it, where there are any."""

    path: Path
    quads: int
    cases: Path | None


@dataclass
class Report:
    """What became of all files, and what was written."""

    files: list[FileReport]
    written: list[Written] = field(default_factory=list)

    @property
    def understood(self) -> bool:
        """Say whether every entry was understood."""
        return not any(report.rejected for report in self.files)

    def faults(self) -> list[str]:
        """Return a sentence for each entry that was not understood."""
        return [str(problem) for report in self.files for problem in report.problems()]

    def lines(self) -> Iterator[str]:
        """Yield what is told on success."""
        for report in self.files:
            yield from report.lines()
        for written in self.written:
            yield f"{written.quads:,} quads in {written.path}; `coprokg build` takes them in"
            if written.cases and any(report.undecided for report in self.files):
                yield (f"likely duplicates in {written.cases}: write `same` or `different` under `decision`,"
                       " and import again")
