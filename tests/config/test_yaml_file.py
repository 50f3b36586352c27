from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.config.document import EACH, Document
from watchdesk.config.yaml_file import read

KEYS = frozenset({"timezone", "store", "poll", "every", "min", "outlets", "id", "name", "feeds", "query", "password"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.yaml"


def read_text(path: Path, content: str | bytes) -> Document:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path, KEYS)


def said(document: Document) -> list[str]:
    return [str(problem).removeprefix(f"{document.file}:") for problem in document.problems]


def test_words_and_clock_times_stay_text_as_yaml_1_2_says(file):
    document = read_text(file, "a: no\nb: on\nc: 07:00\nd: 18:00\ne: y\nf: 1_000\ng: 2026-01-02\nh: 0x1F\n")
    assert document.plain() == {
        "a": "no", "b": "on", "c": "07:00", "d": "18:00", "e": "y", "f": "1_000", "g": "2026-01-02", "h": "0x1F",
    }  # fmt: skip


def test_numbers_truth_and_nothing_are_values(file):
    document = read_text(file, "a: 1\nb: -2.5\nc: true\nd: False\ne: ~\nf:\ng: null\nh: '1'\ni: \"true\"\n")
    assert document.plain() == {
        "a": 1, "b": -2.5, "c": True, "d": False, "e": None, "f": None, "g": None, "h": "1", "i": "true",
    }  # fmt: skip
    assert not document.problems


def test_a_number_too_long_for_a_number_is_text(file):
    assert read_text(file, f"a: {'9' * 5000}\n").plain() == {"a": "9" * 5000}


def test_every_value_and_key_knows_its_place(file):
    document = read_text(file, "# top\nmail:\n  to: [a, {address: b}]\n  from:\n")
    assert document.place(("mail", "to", 1, "address")) == (3, 21)
    assert document.place(("mail", "to", 0, "not there", 7)) == (3, 8)
    assert document.place(("mail", "from")) == (4, 3)
    assert document.key_place(("mail", "to")) == (3, 3)
    assert document.key_place(("mail", "missing")) == (3, 3)
    assert document.find(("mail", "to", EACH)) == [(("mail", "to", 0), "a"), (("mail", "to", 1), {"address": "b"})]
    assert list(document.texts()) == [(("mail", "to", 0), "a"), (("mail", "to", 1, "address"), "b")]


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_an_empty_file_is_an_empty_mapping(file, content):
    document = read_text(file, content)
    assert document.plain() == {}
    assert not document.problems


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(file):
    assert read_text(file, "\ufeffa: 1\r\nb: 2\r\n").plain() == {"a": 1, "b": 2}


def test_a_doubled_key_is_named_with_both_its_lines_and_the_first_stays(file):
    document = read_text(file, "a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert document.plain() == {"a": 1, "b": {"c": 1}}
    assert said(document) == [
        "2:11: the key `c` stands here a second time (first on line 2); keep one",
        "3:1: the key `a` stands here a second time (first on line 1); keep one",
    ]


def test_aliases_repeat_what_their_anchor_names(file):
    document = read_text(file, "a: &x [1, 2]\nb: *x\n")
    assert document.plain() == {"a": [1, 2], "b": [1, 2]}


def test_an_alias_of_nothing_or_of_itself_is_named(file):
    assert said(read_text(file, "a: *x\n")) == ["1:4: *x refers to nothing; text that begins with * needs quotes"]
    assert said(read_text(file, "a: &x [*x]\n")) == ["1:8: *x refers to nothing; text that begins with * needs quotes"]


def test_a_tag_a_second_document_and_a_list_as_a_key_are_named(file):
    assert said(read_text(file, "a: !!python/name:os.system 1\n"))[0].startswith("1:4: the tag ")
    assert said(read_text(file, "a: 1\n---\nb: 2\n")) == [
        "2:1: a second document begins here; keep one and remove the `---`"
    ]
    assert said(read_text(file, "? [a]\n: 1\n"))[0].startswith("1:3: a key must be a single word")


def test_an_alias_bomb_is_refused_at_once(file):
    layers = [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 10)}]" for n in range(1, 13)]
    started = monotonic()
    problems = said(read_text(file, "b0: &b0 [x]\n" + "\n".join(layers) + "\n"))
    assert len(problems) == 1
    assert "written out, this holds more than 1,000,000 values" in problems[0]
    assert monotonic() - started < 5


def test_twenty_thousand_brackets_are_refused_at_once(file):
    started = monotonic()
    assert said(read_text(file, "a: " + "[" * 20_000)) == ["1:24: lists and mappings are nested more than 20 deep here"]
    assert monotonic() - started < 5


def test_bytes_that_are_not_utf_8_are_named_with_their_place(file):
    assert said(read_text(file, b"a: 1\nb: caf\xe9\n")) == ["2:7: this is not UTF-8 text; save the file as UTF-8"]
    assert said(read_text(file, "a: 1\n".encode("utf-16")))[0].startswith("1:1: this is not UTF-8 text")


@pytest.mark.parametrize("odd", ["\x00", "\x1b", "\x85", "\u2028"])
def test_a_control_character_is_named_with_its_place(file, odd):
    assert said(read_text(file, f"a: 1\nb: x{odd}\n")) == [
        f"2:5: the control character U+{ord(odd):04X} stands here; remove it"
    ]


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    assert (
        read(tmp_path / "none.yaml", KEYS).problems[0].message == "this file cannot be read: No such file or directory"
    )
    assert read(tmp_path, KEYS).problems[0].message == "this file cannot be read: Is a directory"


def test_a_huge_file_is_refused(file):
    assert said(read_text(file, b"#" * 10_000_001)) == [" this file is larger than 10 MB"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-[]{}\"'#&*!|>%@ \t\n\\?,", max_size=60))
def test_whatever_the_bytes_reading_ends_with_content_or_a_named_problem(tmp_path_factory, content):
    document = read_text(tmp_path_factory.getbasetemp() / "any.yaml", content)
    assert document.problems or document.root is not None or document.plain() == {}
    lines = content.count("\n") + 1
    assert all(1 <= problem.line <= lines + 1 for problem in document.problems)
