from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.render.marked import line, paragraphs, plain
from watchdesk.core.render.words import counted, day, direction, language_name, language_tag, listed, moments
from watchdesk.core.render.written import embedded, standing

KABUL = ZoneInfo("Asia/Kabul")


def at(hour, day_of_month=20):
    return datetime(2026, 11, day_of_month, hour, tzinfo=UTC)


def test_counts_are_said_in_singular_and_plural():
    assert [counted(1, "story", "stories"), counted(0, "outlet"), counted(1200, "article")] == [
        "1 story",
        "0 outlets",
        "1,200 articles",
    ]
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_day_is_said_in_full():
    assert day(date(2026, 11, 20)) == "Friday, 20 Nov 2026"


def test_times_are_local_and_say_date_and_offset_once():
    assert moments(KABUL, at(1), at(2)) == ("20 Nov 2026, 05:30", "06:30 (UTC+04:30)")
    assert moments(KABUL, at(18), at(20)) == ("20 Nov 2026, 22:30", "21 Nov 2026, 00:30 (UTC+04:30)")
    assert moments(KABUL, None, at(1)) == ("", "20 Nov 2026, 05:30 (UTC+04:30)")


def test_each_time_says_its_offset_where_the_clock_was_changed_between_them():
    berlin = ZoneInfo("Europe/Berlin")
    before, after = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert moments(berlin, before, after) == ("25 Oct 2026, 02:30 (UTC+02:00)", "02:30 (UTC+01:00)")


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(["Asia/Kabul", "Pacific/Kiritimati", "America/Adak"]))
def test_no_date_is_too_absurd_to_be_said(moment, zone):
    assert moments(ZoneInfo(zone), moment)[0].endswith(")")


def test_languages_have_names_and_unknown_ones_their_tag():
    assert [language_name(tag) for tag in ("fa-AF", "prs", "fa-IR", "en-GB", "xx", "")] == [
        "Dari",
        "Dari",
        "Persian",
        "English",
        "xx",
        "",
    ]
    assert [language_tag(tag) for tag in ("fa-AF", 'en" onclick="', "", "e")] == ["fa-AF", "", "", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kabul", "ltr"),
        ("کابل", "rtl"),
        ("NRF در پنجشیر جنگید", "rtl"),
        ("The paper هشت said so", "ltr"),
        ("123 …", "auto"),
    ],
)
def test_a_texts_direction_is_that_of_most_of_its_letters(text, expected):
    assert direction(text) == expected


def test_overlapping_and_touching_marks_become_one_that_names_all():
    shown = line(
        "Northern Front of Dara", [(0, 14, "a"), (9, 17, "b"), (18, 22, "a"), (18, 22, "a")], {"a": "A", "b": "B"}
    )
    assert [(run.text, run.label) for run in shown.runs] == [("Northern Front of", "A, B"), (" ", ""), ("Dara", "A")]


@given(st.text(), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40), st.sampled_from("ab")), max_size=6))
def test_whatever_the_marks_the_text_is_shown_whole_and_once(text, marks):
    assert plain(line(text, marks).text) == plain(text)
    shown = " ".join(shown.text for shown in paragraphs(text, marks, {}))
    assert plain(shown).replace(" ", "") == plain(text).replace(" ", "")


def test_marks_fall_into_the_paragraphs_they_stand_in():
    text = "One Front.\n\nTwo Fronts: Front"
    found = [
        [run.text for run in shown.runs if run.label] for shown in paragraphs(text, [(4, 9, "f"), (24, 29, "f")], {})
    ]
    assert found == [["Front"], ["Front"]]


def test_controls_that_turn_a_line_round_are_taken_out():
    assert plain("a\u202eb\u2066c\u200fd\x1b[1m\x00e\ud800") == "abcd[1me"
    assert plain("می\u200cگوید") == "می\u200cگوید"


def test_what_is_not_seen_leaves_no_space_before_a_line():
    assert line(" \x08 \ufeff\n- item").text == "- item"
    assert line("\x08 ").runs == ()


def test_letters_that_run_the_other_way_are_held_together():
    assert embedded(["by هشت صبح today"], "ltr") == "by \u2068هشت صبح\u2069 today"
    assert embedded(["هشت ", "صبح"], "rtl") == "\u2068هشت صبح\u2069"
    assert embedded(["NRF در کابل"], "rtl") == "\u2068\u200fNRF در کابل\u2069"
    assert standing(["هشت صبح"], "rtl") == "\u200f\u2068هشت صبح\u2069"
    assert standing(["plain"], "ltr") == "plain"
