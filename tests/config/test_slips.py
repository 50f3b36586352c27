from pathlib import Path

import pytest

from watchdesk.config.document import Document
from watchdesk.config.yaml_file import read

KEYS = frozenset({"timezone", "store", "poll", "every", "min", "outlets", "id", "name", "feeds", "query", "password"})


@pytest.fixture
def reading(tmp_path: Path):
    def read_text(content: str) -> Document:
        (tmp_path / "a.yaml").write_text(content, encoding="utf-8")
        return read(tmp_path / "a.yaml", KEYS)

    return read_text


def said(document: Document) -> list[str]:
    return [str(problem).removeprefix(f"{document.file}:") for problem in document.problems]


def test_a_tab_is_named_on_each_of_its_lines_and_read_past(reading):
    document = reading("poll:\n\tevery: 30m\n\n# note\n\tmin: 5m\nstore: x\n")
    sentence = "a tab stands in the indentation; YAML wants spaces, so replace it by spaces"
    assert said(document) == [f"2:1: {sentence}", f"5:1: {sentence}"]
    assert document.plain() == {"poll": {"every": "30m", "min": "5m"}, "store": "x"}


def test_tabs_in_a_list_of_mappings_are_read_past(reading):
    document = reading("outlets:\n\t- id: a\n\t  name: A\n\t- id: b\n\t  feeds:\n\t\t- x\n")
    assert len(document.problems) == 5
    assert document.plain() == {"outlets": [{"id": "a", "name": "A"}, {"id": "b", "feeds": ["x"]}]}


def test_a_tab_after_a_colon_is_named_with_its_mend_on_each_of_its_lines_and_read_past(reading):
    document = reading("outlets:\n  - id:\ta\n    name: \t KabulNow\nstore: x\n")
    assert said(document) == ["2:8: a tab; write a space", "3:11: a tab; write a space"]
    assert document.plain() == {"outlets": [{"id": "a", "name": "KabulNow"}], "store": "x"}


def test_a_tab_after_a_dash_or_within_a_text_is_named_too(reading):
    document = reading("feeds:\n  -\tb\nstore: x\ty\n")
    assert said(document) == ["2:4: a tab; write a space", "3:9: a tab; write a space"]
    assert document.plain() == {"feeds": ["b"], "store": "x y"}


@pytest.mark.parametrize(
    ("content", "place", "key"),
    [
        ("timezone Asia/Kabul\nstore: x\n", "1:1", "timezone"),
        ("store: x\ntimezone Asia/Kabul\n", "2:1", "timezone"),
        ("store: x\npoll\n  every: 30m\n", "2:1", "poll"),
        ("poll:\n  every 30m\n  min: 5m\n", "2:3", "every"),
        ("outlets:\n  - id a\n    name: A\n", "2:5", "id"),
        ("outlets:\n  - id: a\n    feeds\n      - x\n", "3:5", "feeds"),
    ],
)
def test_a_missing_colon_is_named_where_it_is_missing(reading, content, place, key):
    document = reading(content)
    assert len(document.problems) == 1
    assert said(document)[0].startswith(f"{place}: there is no colon after `{key}`; write `{key}:")
    assert document.root is not None


def test_a_missing_space_after_a_colon_is_named(reading):
    document = reading("timezone:UTC\nstore: x\n")
    assert said(document) == ["1:1: there is no space after the colon; write `timezone: …`"]
    assert document.plain() == {"timezone": "UTC", "store": "x"}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('store: "x\ntimezone: "UTC"\n', "1:8"),
        ("timezone: UTC\nstore: 'x\n", "2:8"),
        ('feeds: [a, "x]\ntimezone: UTC\n', "1:12"),
        ('poll: {every: "30m}\ntimezone: UTC\n', "1:15"),
        ("outlets:\n  - 'it''s\n  - b\n", "2:5"),
        ('store: "x\\"\ntimezone: UTC\n', "1:8"),
    ],
)
def test_a_quote_that_is_not_closed_is_named_where_it_opens_and_read_past(reading, content, place):
    document = reading(content)
    assert len(document.problems) == 1
    assert said(document)[0].startswith(f"{place}: the quote ")
    assert document.root is not None


def test_text_after_a_closing_quote_is_answered_with_single_quotes(reading):
    document = reading('query: "spring offensive" OR "it\'s summer"\nid: a\n')
    assert said(document)[0].startswith(
        "1:8: text goes on after the closing quote; put the whole, with its quotes, into single"
    )
    assert document.plain() == {"query": '"spring offensive" OR "it\'s summer"', "id": "a"}


def test_quotes_that_are_part_of_a_text_are_no_slip(reading):
    document = reading('name: it\'s "here"  # "no\nid: "a # b"\nstore "x"\n')
    assert said(document) == ["3:1: there is no colon after `store`; write `store: …`"]


def test_a_password_is_never_repeated(reading):
    for content in ("id: a\npassword hunter2\n", 'password: "hunter2" x\n', "password:hunter2\nid: a\n"):
        assert "hunter2" not in "".join(said(reading(content)))


def test_all_slips_of_a_file_are_named_at_once(reading):
    document = reading('timezone UTC\npoll:\n\tevery: 30m\nstore: "x\nname:A\nid: a\nid: b\n')
    assert sorted(problem.line for problem in document.problems) == [1, 3, 4, 5, 7]


@pytest.mark.parametrize(
    ("content", "place", "part"),
    [
        ("feeds: [a, b\nid: c\n", "1:8", "the [ that opens here is not closed"),
        ("feeds: [\n", "1:8", "the [ that opens here is not closed"),
        ("outlets:\n  - {id: a,\n\n", "2:5", "the { that opens here is not closed"),
        ("outlets: [{id: a}, {id: '[', name: \"{\"}, # a [\n", "1:10", "the [ that opens here is not closed"),
        ("poll: {every: it's, feeds: [\n", "1:28", "the [ that opens here is not closed"),
        ("id: [a]\nfeeds: [[a, b],\n", "2:8", "the [ that opens here is not closed"),
        ("poll: {every: \n", "1:7", "the { that opens here is not closed"),
        ("poll: {every: a\nid: c\n", "1:7", "the { that opens here is not closed"),
        ("outlets:\n  - a\n - b\n", "3:2", "indented differently from the others of its list"),
        ("id: a\n  name: b\n", "2:7", "a colon cannot stand here"),
        ("id: a: b\n", "1:6", "a colon cannot stand here"),
        ("id: @a\n", "1:5", "text that begins with this character needs quotes"),
        ('id: "\\q"\n', "1:7", "use single quotes"),
        ("%YAML 9.9\n---\nid: a\n", "1:1", "this is not valid YAML: found incompatible"),
    ],
)
def test_what_cannot_be_mended_is_named_in_plain_words(reading, content, place, part):
    document = reading(content)
    assert document.root is None
    assert [line for line in said(document) if line.startswith(f"{place}: ") and part in line], said(document)


def test_looking_for_slips_ends_even_in_a_file_full_of_them(reading):
    document = reading("id: a\n" + "".join(f'name "{n}\n' for n in range(200)))
    assert len(document.problems) == 25
    assert document.root is None
