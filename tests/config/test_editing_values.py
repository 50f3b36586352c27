"""What is written into a file is read back as it was meant, by this reader and by those of the older YAML 1.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from watchdesk.config.editing.values import scalar
from watchdesk.config.yaml_file import parse

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def read_1_1(text: str) -> object:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 1)
    return yaml.load(text)


@given(TEXTS)
def test_a_written_text_is_read_back_as_the_same_text(text: str) -> None:
    written = f"- {scalar(text)}\n- [a, {scalar(text)}]\n- {{k: {scalar(text)}}}\n"
    document = parse("", written)
    assert not document.problems
    assert document.plain() == [text, ["a", text], {"k": text}]


@given(st.one_of(TEXTS, st.from_regex(r"[-+0-9.:_eEoxXa-f]{1,8}", fullmatch=True)))
def test_older_readers_take_it_for_text_too(text: str) -> None:
    assert read_1_1(f"- {scalar(text)}\n") == [text]


@pytest.mark.parametrize(
    "name", ["Ahmad Massoud", "O'Neill", "8am Media", "جبهه مقاومت ملی", "جبهه‌ی ملی", "Фронт", "Zürich-West"]
)
def test_an_ordinary_name_is_written_without_quotes(name: str) -> None:
    assert scalar(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "no",
        "On",
        "12",
        "2021-08-15",
        "12:30",
        "- x",
        "*a",
        "&a",
        "a: b",
        "#c",
        "a #b",
        '"q"',
        "'q'",
        "a, b",
        "[a]",
        "~",
        ".inf",
    ],
)
def test_a_name_that_yaml_would_misread_is_quoted(name: str) -> None:
    assert scalar(name) == "'" + name.replace("'", "''") + "'"


def test_a_character_that_nobody_sees_is_written_by_its_number() -> None:
    assert scalar('a\u00a0b\tc"\\') == '"a\\u00A0b\\u0009c\\"\\\\"'
