"""The YAML reader: text stays text, lines are right, and whatever is hostile or ambiguous is refused."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from coprokg.problems import DataFault
from coprokg.records import MOST_BYTES, MOST_DEPTH, Source, read_yaml
from tests.support import python


def read(folder: Path, given: str | bytes) -> Source:
    """Write a file and read it."""
    path = folder / "file.yaml"
    path.write_bytes(given.encode() if isinstance(given, str) else given)
    return read_yaml(path, "file.yaml")


def faults(folder: Path, given: str | bytes) -> list[str]:
    """Return the problems of a file, each as a line."""
    with pytest.raises(DataFault) as caught:
        read(folder, given)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("word", [
    "NO", "no", "yes", "on", "0012", "0o14", "1.10", "1e3", "12:30", "2007-05-01", "true", ".inf", "nil", "=", "<<",
])
def test_a_plain_word_stays_the_text_that_was_written(tmp_path: Path, word: str) -> None:
    assert read(tmp_path, f"field: {word}\n").data == {"field": word}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_written_is_nothing(tmp_path: Path, written: str) -> None:
    assert read(tmp_path, f"field: {written}\n").data == {"field": None}


def test_a_quoted_null_is_a_word(tmp_path: Path) -> None:
    assert read(tmp_path, "a: 'null'\nb: \"~\"\nc: ''\n").data == {"a": "null", "b": "~", "c": ""}


def test_a_key_is_text_too(tmp_path: Path) -> None:
    assert read(tmp_path, "NO: 1\n2007: 2\n1.10: 3\n").data == {"NO": "1", "2007": "2", "1.10": "3"}


def test_folded_and_literal_text(tmp_path: Path) -> None:
    given = "folded: >-\n  one\n  two\nliteral: |\n  one\n  two\n"
    assert read(tmp_path, given).data == {"folded": "one two", "literal": "one\ntwo\n"}


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbftitle: Bus\n").data == {"title": "Bus"}


def test_windows_ends_of_lines(tmp_path: Path) -> None:
    source = read(tmp_path, "a: 1\r\nb:\r\n  c: 2\r\n")
    assert (source.data, source.line(("b", "c"))) == ({"a": "1", "b": {"c": "2"}}, 3)


def test_lines_of_nested_values(tmp_path: Path) -> None:
    source = read(tmp_path, """\
# a comment
title: >-
  A bus
  of a village
phase:
  first:
    label: One

    evidence:
      - {key: a, page: 1,
         words: "x"}
      - key: b
        words: y
  second: {label: Two}
""")
    lines = {
        (): 2, ("title",): 2, ("phase",): 5, ("phase", "first"): 6, ("phase", "first", "label"): 7,
        ("phase", "first", "evidence"): 9, ("phase", "first", "evidence", 0): 10,
        ("phase", "first", "evidence", 0, "page"): 10, ("phase", "first", "evidence", 0, "words"): 11,
        ("phase", "first", "evidence", 1): 12, ("phase", "first", "evidence", 1, "words"): 13,
        ("phase", "second", "label"): 14,
    }
    assert {path: source.line(path) for path in lines} == lines


def test_the_line_of_what_is_missing_is_that_of_its_owner(tmp_path: Path) -> None:
    source = read(tmp_path, "title: x\nphase:\n  first:\n    label: One\n")
    assert source.line(("phase", "first", "planning", "mode")) == 3


def test_a_map_is_not_the_only_thing_read(tmp_path: Path) -> None:
    assert read(tmp_path, "- a\n- [b, {c: d}]\n").data == ["a", ["b", {"c": "d"}]]
    assert read(tmp_path, "only words\n").data == "only words"


def test_a_key_given_twice(tmp_path: Path) -> None:
    assert faults(tmp_path, "a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\na: 5\n") == [
        "file.yaml:5 b.c: key 'c' is repeated; it stands on line 3 already: keep one (data/README.md)",
        "file.yaml:6 a: key 'a' is repeated; it stands on line 1 already: keep one (data/README.md)",
    ]


def test_a_few_bytes_that_would_grow_to_gigabytes(tmp_path: Path) -> None:
    levels = "abcdefghij"
    bomb = f"a: &a [{', '.join(['lol'] * 10)}]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
        for old, new in pairwise(levels))
    assert faults(tmp_path, bomb) == [
        "file.yaml:1: anchor or alias 'a'; write the value out; where & or * is part of the text, quote it"
        " (data/README.md)"]


@pytest.mark.parametrize(("given", "line", "name"), [
    ("a: 1\nb: &here x\n", 2, "here"), ("a: &m {b: c}\n", 1, "m"), ("a: *there\n", 1, "there"),
    ("a: &self [*self]\n", 1, "self"), ("&k a: 1\n", 1, "k"), ("a: [1,\n  *b]\n", 2, "b"),
])
def test_anchors_and_aliases(tmp_path: Path, given: str, line: int, name: str) -> None:
    assert faults(tmp_path, given)[0].startswith(f"file.yaml:{line}: anchor or alias {name!r}; write the value")


def test_an_ampersand_in_text_is_no_anchor(tmp_path: Path) -> None:
    assert read(tmp_path, "a: Ages & Vie\nb: \"&c\"\nd: 5*4\n").data == {"a": "Ages & Vie", "b": "&c", "d": "5*4"}


@pytest.mark.parametrize("given", [
    "a: !!python/object/apply:os.system [ls]\n", "a: !!null x\n", "a: !mine x\n", "a: !!binary aGk=\n",
])
def test_tags(tmp_path: Path, given: str) -> None:
    assert [fault.partition(" '")[0] for fault in faults(tmp_path, given)] == ["file.yaml:1: the tag"]


def test_bytes_of_another_encoding(tmp_path: Path) -> None:
    assert faults(tmp_path, "title: Bus\nplace: Pôrto\n".encode("cp1252")) == [
        "file.yaml:2: byte 0xf4 is not UTF-8; save the file with the encoding UTF-8 (data/README.md)"]


def test_utf_16(tmp_path: Path) -> None:
    assert "is not UTF-8" in faults(tmp_path, "title: Bus\n".encode("utf-16"))[0]


@pytest.mark.parametrize(("given", "line", "code"), [
    ("a: 1\nb: x\0y\n", 2, "0000"), ("a: \x01\n", 1, "0001"), ("a: '\\x'\nb: \x1b[31m\n", 2, "001B"),
    ('a: 1\nb: "\\0"\n', 2, "0000"), ("a: \x85\nb: \x9f\n", 2, "009F"), ("\ufffe: 1\n", 1, "FFFE"),
])
def test_control_characters(tmp_path: Path, given: str, line: int, code: str) -> None:
    assert faults(tmp_path, given) == [
        f"file.yaml:{line}: control character U+{code}; delete it (data/README.md)"]


@pytest.mark.parametrize("given", ["", "\n\n", "# only a comment\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, given: str | bytes) -> None:
    assert faults(tmp_path, given) == ["file.yaml:1: the file is empty; fill it in, or delete it (data/README.md)"]


def test_a_file_that_is_too_big(tmp_path: Path) -> None:
    assert faults(tmp_path, "a: " + "x" * MOST_BYTES) == [
        "file.yaml:1: the file has more than 4,000,000 bytes; split it into several files (data/README.md)"]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(DataFault, match="is none: cannot be read: No such file"):
        read_yaml(tmp_path / "none.yaml", "is none")
    with pytest.raises(DataFault, match="cannot be read: Is a directory"):
        read_yaml(tmp_path)


@pytest.mark.parametrize(("given", "line", "what"), [
    ("a:\n\tb: 1\n", 2, "found character that cannot start any token"),
    ("a: 1\n b: 2\n", 2, "mapping values are not allowed in this context"),
    ("a: 1\nb: 2: 3\n", 2, "mapping values are not allowed in this context"),
    ("a: [1, 2\nb: 3\n", 2, "did not find expected ',' or ']'"),
    ('a: 1\nb: "open\n', 3, "found unexpected end of stream"),
    ("a:\n    b: 1\n  c: 2\n", 3, "did not find expected key"),
])
def test_what_is_not_yaml(tmp_path: Path, given: str, line: int, what: str) -> None:
    assert faults(tmp_path, given) == [
        f"file.yaml:{line}: not readable as YAML: {what}; quote the value, or mend the indentation"
        " (data/README.md)"]


def test_a_second_document(tmp_path: Path) -> None:
    assert faults(tmp_path, "a: 1\n---\nb: 2\n") == [
        "file.yaml:2: a second document begins; delete the line `---`, or make two files (data/README.md)"]


def test_one_document_may_be_marked_as_such(tmp_path: Path) -> None:
    assert read(tmp_path, "---\na: 1\n...\n").data == {"a": "1"}


@pytest.mark.parametrize("given", ["? [a, b]\n: 1\nc: 2\n", "{a: b}: 1\nc: 2\n"])
def test_a_key_that_is_no_word(tmp_path: Path, given: str) -> None:
    assert faults(tmp_path, given) == [
        "file.yaml:1: a key must be a word; quote it if it holds [ or { (data/README.md)"]


def test_as_deep_as_allowed(tmp_path: Path) -> None:
    assert read(tmp_path, "[" * MOST_DEPTH + "]" * MOST_DEPTH).data
    deeper = "[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1)
    assert faults(tmp_path, deeper) == [
        "file.yaml:1: nested deeper than 20; flatten it: no record of ours nests so deep (data/README.md)"]


NESTING = {
    "lists": "[" * 100_000, "lists that close": "[" * 100_000 + "]" * 100_000, "maps": "{a: " * 100_000,
    "items": "- " * 100_000, "keys": "? " * 100_000, "as many as fit": "[" * (MOST_BYTES - 1),
}


@pytest.mark.parametrize("kind", NESTING)
def test_nesting_without_end_ends_no_process(tmp_path: Path, kind: str) -> None:
    """In a process of its own: a parser that overflows its stack takes its process with it."""
    path = tmp_path / "deep.yaml"
    path.write_text(NESTING[kind], encoding="utf-8")
    script = ("import sys; from pathlib import Path; from coprokg.problems import DataFault;"
              " from coprokg.records import read_yaml\n"
              "try: read_yaml(Path(sys.argv[1]), 'deep.yaml')\n"
              "except DataFault as fault: print(fault)")
    done = python("-c", script, str(path))
    assert (done.returncode, done.stderr) == (0, ""), f"exit code {done.returncode}: {done.stderr[-300:]}"
    assert "deep.yaml:1: nested deeper than 20" in done.stdout


def test_problems_come_together(tmp_path: Path) -> None:
    found = faults(tmp_path, "a: 1\na: 2\nb: !x y\n{c: d}: 3\nb: 4\n")
    assert [fault.partition(";")[0] for fault in found] == [
        "file.yaml:2 a: key 'a' is repeated", "file.yaml:3: the tag '!x'", "file.yaml:4: a key must be a word",
        "file.yaml:5 b: key 'b' is repeated"]
