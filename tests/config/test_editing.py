"""Edits of a file's text: the values it should have, and every other byte as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from watchdesk.config.editing import append_item, append_items, append_value, remove
from watchdesk.errors import ConfigError


def content(text: str) -> dict[str, list[object]]:
    return YAML(typ="safe", pure=True).load(text + "\n") or {}  # a file without a last line end reads as with one


# --- generated files ---------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["Ahmad Massoud", "'a: b'", '"# c"', "جبهه‌ی ملی", "'O''Neill'", "Kabul", "8am"])
NEW = st.one_of(
    st.sampled_from(["a: b", "# c", "no", "12", "- x", "*a", "احمد مسعود", "O'Neill", "x, y", "می‌خواهم"]),
    st.text("ab ,:#'\"[]{}", min_size=1, max_size=9).filter(str.strip),
)
NOTE = st.sampled_from(["", "", "  # seen - in: [3] 'documents", " #"])
ABOVE = st.sampled_from(
    ["", "", "# evidence", '#   "a sentence"', "# - id: commented-out\n#   name: X", "# === heading ===\n"]
)


def aliases(draw: st.DrawFn, indent: str) -> list[str]:
    values = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    style = draw(st.sampled_from(["one line", "lines", "own lines", "wrapped", "padded"]))
    if style == "lines":
        return ["aliases:" + draw(NOTE), *(f"{indent}- {value}{draw(NOTE)}" for value in values)]
    if style == "own lines":
        comma = draw(st.sampled_from(["", ","]))
        inner = [
            f"  {value}{',' if number < len(values) - 1 else comma}{draw(NOTE)}" for number, value in enumerate(values)
        ]
        return ["aliases: [" + draw(NOTE), *inner, "]" + draw(NOTE)]
    if style == "wrapped":
        return ["aliases: [" + ",\n    ".join(values) + "]" + draw(NOTE)]
    if style == "padded":
        return ["aliases: [ " + " ,  ".join(values) + " , ]" + draw(NOTE)]
    return ["aliases: [" + ", ".join(values) + "]" + draw(NOTE)]


def block(draw: st.DrawFn, number: int) -> list[str]:
    keys = [f"id: i{number}{draw(NOTE)}", f"name: {draw(NAMES)}{draw(NOTE)}"]
    keys += aliases(draw, draw(st.sampled_from(["", "  "]))) if draw(st.booleans()) else []
    keys += draw(
        st.sampled_from([[], ["role: |", "  two", "  lines"], ["role: goes", "  on"], ["cues:"], ["# a note"]])
    )
    width = draw(st.integers(1, 3))
    lines = "\n".join(keys).split("\n")
    return [("-" + " " * width if number == 0 else " " * (width + 1)) + line for number, line in enumerate(lines)]


def braced(draw: st.DrawFn, number: int) -> list[str]:
    breaks = draw(st.sampled_from(["", "\n  "]))
    said = f"- {{id: i{number}, name: {draw(NAMES)},{breaks} aliases: [{draw(NAMES)}]}}{draw(NOTE)}"
    return said.split("\n")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file with one to four actors in mixed styles, comments around them, and perhaps more behind them."""
    margin = " " * draw(st.sampled_from([0, 2, 4]))
    gap = draw(st.sampled_from([[], [""]]))
    lines = [*draw(st.sampled_from([[], ["# a file", ""], ["---"]])), "actors:" + draw(NOTE)]
    for number in range(draw(st.integers(1, 4))):
        above = [line for line in draw(ABOVE).split("\n") if line]
        item = (block if draw(st.booleans()) else braced)(draw, number)
        lines += (gap if number else []) + [margin + line for line in [*above, *item]]
    lines += draw(
        st.sampled_from(
            [
                [],
                [""],
                ["# tail"],
                [f"{margin} # deeper"],
                [f"{margin}# - id: gone"],
                ["", "# about", "keywords:", "- {id: k, query: q}"],
                ["keywords: [] # none"],
            ]
        )
    )
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join(lines) + draw(st.sampled_from(["", end]))


def is_put_in(before: str, after: str) -> bool:
    """Whether one text is the other with something put in, and nothing changed."""
    waiting = iter(after)
    return all(character in waiting for character in before)


@settings(max_examples=60, deadline=None)
@given(text=files(), name=NEW, is_commented=st.booleans())
def test_an_item_that_is_added_and_removed_leaves_the_same_bytes(text: str, name: str, *, is_commented: bool) -> None:
    fields = {"id": "new", "name": name, "aliases": [name, "b"]}
    if is_commented:
        added = append_items(text, "actors", ["# evidence\n#  of two lines\n- id: new\n  name: x\n  aliases: [x, b]"])
        fields |= {"name": "x", "aliases": ["x", "b"]}
    else:
        added = append_item(text, "actors", fields)
    before, after = content(text), content(added)
    assert after["actors"] == [*before["actors"], fields]
    assert {**after, "actors": None} == {**before, "actors": None}
    assert is_put_in(text, added)
    assert remove(added, ("actors", len(before["actors"]))) == text


@settings(max_examples=60, deadline=None)
@given(files(), NEW, st.data())
def test_a_value_that_is_added_and_removed_leaves_the_same_bytes(text: str, value: str, data: st.DataObject) -> None:
    before = content(text)
    number = data.draw(st.integers(0, len(before["actors"]) - 1))
    known = before["actors"][number].get("aliases", [])
    added = append_value(text, ("actors", number, "aliases"), value)
    before["actors"][number]["aliases"] = [*known, value]
    assert content(added) == before
    assert is_put_in(text, added)
    if known:
        assert remove(added, ("actors", number, "aliases", len(known))) == text


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_removing_takes_out_one_item_and_nothing_of_the_others(text: str, data: st.DataObject) -> None:
    before = content(text)
    number = data.draw(st.integers(0, len(before["actors"]) - 1))
    left = remove(text, ("actors", number))
    del before["actors"][number]
    assert {**content(left), "actors": content(left)["actors"] or []} == before
    assert is_put_in(left, text)
    for line in text.splitlines():
        if "commented-out" in line or "heading" in line or "tail" in line:
            assert left.count(line) == text.count(line)


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_removing_a_value_leaves_the_other_values(text: str, data: st.DataObject) -> None:
    before = content(text)
    number = data.draw(st.integers(0, len(before["actors"]) - 1))
    known = before["actors"][number].get("aliases", [])
    if not known:
        return
    index = data.draw(st.integers(0, len(known) - 1))
    left = remove(text, ("actors", number, "aliases", index))
    del known[index]
    after = content(left)
    assert (after["actors"][number]["aliases"] or []) == known
    assert is_put_in(left, text)


# --- by example --------------------------------------------------------------------------------------------------

NEWCOMER = {"id": "new", "name": "No"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "actors:\n  - id: new\n    name: 'No'\n"),
        ("# a file\n", "# a file\n\nactors:\n  - id: new\n    name: 'No'\n"),
        ("keywords: []", "keywords: []\n\nactors:\n  - id: new\n    name: 'No'"),
        ("actors: []  # none", "actors:  # none\n  - id: new\n    name: 'No'"),
        ("actors: ~\r\nkeywords:\r\n", "actors:\r\n  - id: new\r\n    name: 'No'\r\nkeywords:\r\n"),
        ("actors:\n  # how to\n\n# next\n", "actors:\n  # how to\n\n  - id: new\n    name: 'No'\n\n# next\n"),
        ("actors:\nkeywords:\n- id: k\n", "actors:\n- id: new\n  name: 'No'\nkeywords:\n- id: k\n"),
        ("actors:\n    - {id: a}\n", "actors:\n    - {id: a}\n    - {id: new, name: 'No'}\n"),
        ("actors: [{id: a}]\n", "actors: [{id: a}, {id: new, name: 'No'}]\n"),
        ("{actors: [], keywords: []}\n", "{actors: [{id: new, name: 'No'}], keywords: []}\n"),
        ("{keywords: []}\n", "{keywords: [], actors: [{id: new, name: 'No'}]}\n"),
        ("actors: &all\n  - id: a\n", "actors: &all\n  - id: a\n  - id: new\n    name: 'No'\n"),
        (
            "actors:\n  - id: a\n\n  - id: b\n    # his\n  # after\n",
            "actors:\n  - id: a\n\n  - id: b\n    # his\n\n  - id: new\n    name: 'No'\n  # after\n",
        ),
    ],
)
def test_a_new_item_is_written_as_the_file_is(before: str, after: str) -> None:
    assert append_item(before, "actors", NEWCOMER) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "ignore:\n  - '12'\n"),
        ("ignore: []\n", "ignore:\n  - '12'\n"),
        ("ignore: [a]\n", "ignore: [a, '12']\n"),
        ("ignore: [a,]\n", "ignore: [a, '12',]\n"),
        ("ignore:\n- a # x\n", "ignore:\n- a # x\n- '12'\n"),
        ("ignore: [\n  a  # x\n]\n", "ignore: [\n  a,  # x\n  '12'\n]\n"),
        ("ignore: [\n  a,  # x\n]\n", "ignore: [\n  a,  # x\n  '12',\n]\n"),
    ],
)
def test_a_new_value_is_written_as_its_list_is(before: str, after: str) -> None:
    assert append_value(before, ("ignore",), "12") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("actors:\n- id: a # x\n  # y\n", "actors:\n- id: a # x\n  aliases: [b]\n  # y\n"),
        ("actors:\n- id: a\n  aliases: # y\n", "actors:\n- id: a\n  aliases: [b] # y\n"),
        ("actors:\n- id: a\n  aliases: null\n", "actors:\n- id: a\n  aliases: [b]\n"),
        ("actors:\n- id: a\n  aliases: []", "actors:\n- id: a\n  aliases: [b]"),
        ("actors:\n- {id: a}\n", "actors:\n- {id: a, aliases: [b]}\n"),
        ("actors:\n- {id: a,\n   name: A  # x\n  }\n", "actors:\n- {id: a,\n   name: A, aliases: [b]  # x\n  }\n"),
        ("actors:\n- &a {id: a, aliases: [c]}\n", "actors:\n- &a {id: a, aliases: [c, b]}\n"),
    ],
)
def test_a_list_that_an_item_does_not_have_is_begun(before: str, after: str) -> None:
    assert append_value(before, ("actors", 0, "aliases"), "b") == after


def test_blocks_are_put_in_with_their_comments_and_a_blank_line_before_each() -> None:
    blocks = ["# once\n- id: b\n  names:\n    fa: x\n", "- {id: c}"]
    after = "actors:\n    - id: a\n\n    # once\n    - id: b\n      names:\n        fa: x\n\n    - {id: c}\n"
    assert append_items("actors:\n    - id: a\n", "actors", blocks) == after
    assert append_items("actors: [{id: a}]\n", "actors", []) == "actors: [{id: a}]\n"


@pytest.mark.parametrize(
    ("before", "steps", "after"),
    [
        ("a:\n  - x\n  - y\n", ("a", 1), "a:\n  - x\n"),
        ("a:\n  - x", ("a", 0), "a:"),
        ("a:\n  # x's\n  - x\n  - y", ("a", 0), "a:\n  - y"),
        ("a:\n  # --- all\n\n  - x\n\n  - y\n", ("a", 0), "a:\n  # --- all\n\n  - y\n"),
        ("a:\n  # - id: no\n  #   x: y\n  # x's\n  - x\n", ("a", 0), "a:\n  # - id: no\n  #   x: y\n"),
        ("a: [x, y, z]\n", ("a", 1), "a: [x, z]\n"),
        ("a: [x, y, z]\n", ("a", 0), "a: [y, z]\n"),
        ("a: [ x ]\n", ("a", 0), "a: [  ]\n"),
        ("a: [x,]\n", ("a", 0), "a: []\n"),
        ("a: [\n  x,  # one\n  # of y\n  y  # two\n]\n", ("a", 1), "a: [\n  x  # one\n]\n"),
    ],
)
def test_what_is_removed_takes_along_what_belongs_to_it(before: str, steps: tuple[str, int], after: str) -> None:
    assert remove(before, steps) == after


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("actors:\n- id: a\n  aliases: &x [b]\n- id: c\n  aliases: *x\n", 3, "an anchor or an odd way"),
        ("x: &x [b]\nactors:\n- id: a\n  aliases: *x\n", 4, "`aliases` is an alias"),
        ("x: &x [{id: a}]\nactors: *x\n", 2, "`actors` is an alias"),
        ("actors:\n- id: a\n  aliases: b\n", 3, "`aliases` is no list"),
        ("actors:\n- id: a\n  id: b\n", 3, "a second time"),
        ("actors:\n- id: a\n  name: 'b\n", 3, "not closed"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        append_value(text, ("actors", 0, "aliases"), "new")
    [problem] = refused.value.problems
    assert problem.line == line
    assert said in problem.message


def test_a_value_between_comments_in_brackets_is_left_to_a_person() -> None:
    with pytest.raises(ConfigError, match="comments stand between"):
        remove("a: [x, # of x\n  y, z]\n", ("a", 0))


def test_an_item_that_others_refer_to_is_not_removed() -> None:
    with pytest.raises(ConfigError, match=r"\*x refers to nothing"):
        remove("a:\n  - &x {id: a}\n  - *x\n", ("a", 0))


def test_blocks_are_not_put_into_brackets() -> None:
    with pytest.raises(ConfigError, match="in brackets"):
        append_items("actors: [{id: a}]\n", "actors", ["# why\n- id: b"])


def test_a_list_in_brackets_with_only_a_comment_is_left_to_a_person() -> None:
    with pytest.raises(ConfigError, match="nothing but a comment"):
        append_item("actors: [\n  # none\n  ]\n", "actors", NEWCOMER)


@settings(max_examples=150, deadline=None)
@pytest.mark.filterwarnings("ignore::ruamel.yaml.error.ReusedAnchorWarning")
@given(
    st.lists(
        st.sampled_from(
            [
                "actors:",
                "\n",
                " ",
                "  ",
                "- ",
                "id: a",
                "aliases:",
                "[",
                "]",
                "{",
                "}",
                ",",
                "&x ",
                "*x",
                "#",
                "~",
                "|",
                "'",
                "x",
                ": ",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_text_is_edited_as_it_should_be_or_refused(text: str) -> None:
    try:
        edited = append_value(text, ("actors",), "new")
    except ConfigError:
        return
    assert content(edited)["actors"] == [*(content(text).get("actors") or []), "new"]


def test_a_block_that_is_no_item_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="begins with `- `"):
        append_items("actors:\n", "actors", ["id: a"])
