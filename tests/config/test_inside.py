"""A character of a text is found in its file however the text is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.config.inside import place_inside
from watchdesk.config.yaml_file import read

WRITTEN = [
    "query: one (two AND three",
    "query: 'one (two AND three'",
    'query: "one (two AND three"',
    "query: one\n  (two AND\n  three",
    "query: >-\n  one\n  (two AND three",
    "query: |\n    one (two AND three",
    'query: "one\n   (two AND three"',
]


@pytest.mark.parametrize("content", WRITTEN)
@pytest.mark.parametrize("letter", "(Dt")
def test_a_character_is_found_in_every_way_to_write_a_text(tmp_path, content, letter):
    path = tmp_path / "list.yaml"
    path.write_text(content, encoding="utf-8")
    document = read(path, {})
    value = document.plain()["query"].strip()
    line, column = place_inside(content.split("\n"), document.place(("query",)), value, value.index(letter) + 1)
    assert content.split("\n")[line - 1][column - 1] == letter


def test_a_quote_written_twice_counts_once():
    assert place_inside(["'it''s (x'"], (1, 1), "it's (x", 6) == (1, 8)


def test_behind_an_escape_the_texts_own_place_is_given():
    assert place_inside([r'"caf\xe9 (x"'], (1, 1), "café (x", 6) == (1, 1)


@given(
    st.lists(st.text(max_size=9).map(lambda text: text.replace("\n", "")), min_size=1, max_size=3), st.text(max_size=9)
)
def test_any_text_has_a_place_in_any_file(lines, value):
    for column in range(1, len(value) + 2):
        line, at = place_inside(lines, (1, 1), value, column)
        assert 1 <= line <= len(lines)
        assert at >= 1
