import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.editions import MORNING, candidate, edition, prose

from watchdesk.core import edition as editing
from watchdesk.core import render
from watchdesk.model import Coverage, Trouble

CANDIDATES = (
    candidate(1, "The Northern Front spoke.", title="Northern Front speaks", published=MORNING),
    candidate(2, "Dara Noor spoke.", outlet="two"),
)


@pytest.mark.parametrize("write", [render.html, render.markdown, render.text, render.json_text])
def test_an_edition_that_was_kept_is_written_as_before(write):
    cut = edition(*CANDIDATES, notice="Sample text, not news.")
    assert write(editing.load(editing.dump(cut))) == write(cut)


def test_the_json_has_exactly_the_keys_that_scripts_rely_on():
    failed = (Trouble("https://one.example/feed", MORNING, "gone"),)
    found = json.loads(render.json_text(edition(*CANDIDATES, coverage=Coverage(3, 2, failed=failed))))
    assert list(found) == ["digest", "date", "window", "stories", "coverage"]
    assert found["digest"] == "2026-11-20"
    assert found["window"] == ["2026-11-20T02:30:00+00:00", "2026-11-20T02:30:00+00:00"]
    assert found["stories"][0] == {
        "score": 2.0,
        "articles": [
            {
                "url": "https://one.example/1",
                "title": "Northern Front speaks",
                "outlet": "one",
                "kind": "new",
                "copy_of": None,
                "text_from": "page",
                "published": "2026-11-20T02:30:00+00:00",
                "first_seen": "2026-11-20T02:30:00+00:00",
                "language": "en",
                "actors": ["o-front"],
                "keywords": [],
                "snippets": [{"text": "The Northern Front spoke.", "marks": [[4, 18, "o-front"]]}],
            }
        ],
    }
    assert found["coverage"] == {
        "outlets": 3,
        "read": 2,
        "failed": [{"feed": "https://one.example/feed", "since": "2026-11-20T02:30:00+00:00", "reason": "gone"}],
        "silent": [],
        "no_text": [],
        "possible_gaps": [],
    }


def test_an_empty_edition_has_no_window_in_json():
    assert render.as_json(edition())["window"] is None


def test_subject_and_summary_count_and_name_nothing():
    cut = edition(*CANDIDATES)
    assert render.subject(cut) == "watchdesk 2026-11-20: 2 stories, 2 articles"
    assert render.summary_line(cut) == "2026-11-20: 2 stories, 2 articles; all 3 outlets were read"
    assert render.subject(edition(schedule="weekly")) == "watchdesk weekly 2026-11-20: nothing new"


def test_the_overview_counts_and_names_whom_the_articles_name_most():
    shown = render.markdown(edition(*CANDIDATES, CANDIDATES[0], new_entries=1))
    assert "3 articles from 2 outlets, first seen on 20 Nov 2026, 07:00 (UTC+04:30)." in shown
    assert "Named most: Northern Front (2) and Dara Noor (1)." in shown
    assert "1 new entry was looked through. All 3 outlets were read." in shown


def test_articles_first_seen_within_one_minute_have_one_moment():
    first, later = candidate(1, "Dara Noor."), candidate(3, "Dara Noor.", first_seen=MORNING + timedelta(seconds=50))
    assert "first seen on 20 Nov 2026, 07:00 (UTC+04:30)." in render.markdown(edition(first, later))
    hours_later = candidate(4, "Dara Noor.", first_seen=MORNING + timedelta(hours=1))
    shown = render.markdown(edition(first, hours_later))
    assert "first seen from 20 Nov 2026, 07:00 to 08:00 (UTC+04:30)." in shown


def test_one_two_and_more_outlets_that_were_all_read_are_said_in_plain_words():
    said = [render.summary_line(edition(coverage=Coverage(number, number))) for number in (1, 2, 3)]
    assert [line.split("; ")[1] for line in said] == [
        "the one outlet was read",
        "both outlets were read",
        "all 3 outlets were read",
    ]
    assert "1 of 2 outlets were read" in render.summary_line(edition(coverage=Coverage(2, 1)))


@pytest.mark.parametrize("write", [render.html, render.markdown, render.text])
def test_a_trouble_goes_by_the_title_that_stands_for_its_address(write):
    troubles = (Trouble("A title, not an address", MORNING, "locked"), Trouble(" ", None, "gone"))
    shown = write(edition(*CANDIDATES, coverage=Coverage(1, 1, no_text=troubles)))
    assert "A title, not an address" in shown
    assert "(no title, no address)" in shown


@pytest.mark.parametrize("write", [render.html, render.markdown, render.text])
def test_every_form_shows_notice_stories_texts_and_troubles(write):
    coverage = Coverage(
        outlets=44,
        read=41,
        failed=(Trouble("feed-of-a", MORNING, "forbidden"),),
        silent=(Trouble("feed-of-b", MORNING, "quiet"),),
        no_text=(Trouble("page-of-c", MORNING, "locked"),),
        possible_gaps=(Trouble("feed-of-d", MORNING, "rolled over"),),
        undelivered=(Trouble("somebody", MORNING, "unknown"),),
    )
    shown = write(edition(*CANDIDATES, coverage=coverage, notice="Sample text, not news."))
    for part in (
        "Sample text, not news.",
        "speaks",
        "Title 2",
        "https://one.example/1",
        "Outlet Two",
        "41 of 44 outlets",
    ):
        assert part in shown
    for trouble in ("forbidden", "quiet", "locked", "rolled over", "unknown", "feed-of-a", "page-of-c", "somebody"):
        assert trouble in shown


def test_plain_text_brackets_what_is_marked_and_wraps():
    text = "The Northern Front said " + " ".join(["word"] * 60) + "."
    shown = render.text(edition(candidate(1, text)))
    assert "   > The [Northern Front] said word word" in shown
    assert max(len(line) for line in shown.splitlines()) <= 76


def test_plain_text_keeps_each_line_of_dari_within_its_own_isolate():
    shown = render.text(
        edition(candidate(1, "سارا نوری " + "گفت " * 80, title="سارا", outlet="dari", language="fa-AF"))
    )
    dari = [line for line in shown.splitlines() if "گفت" in line]
    assert len(dari) > 4
    assert all(line.count("\u2068") == line.count("\u2069") == 1 for line in dari)


def test_an_article_without_a_title_goes_by_its_address():
    shown = render.markdown(edition(candidate(1, "Dara Noor.", title="")))
    assert "[https\\://one.example/1](<https://one.example/1>)" in shown


def test_an_article_that_only_its_title_speaks_for_shows_how_its_text_begins():
    text = prose("opening", 60)
    shown = render.text(edition(candidate(1, text, title="Dara Noor")))
    begun = shown[shown.index("   > ") :].split("\n\n", maxsplit=1)[0].replace("\n   > ", " ").removeprefix("   > ")
    assert begun.endswith("…")
    assert text.startswith(begun.removesuffix("…"))


def test_ten_thousand_stories_are_written_with_the_first_in_detail_and_all_by_title():
    (article,) = edition(CANDIDATES[1]).stories
    many = replace(edition(), stories=(article,) * 10_000)
    shown = render.markdown(many)
    assert shown.count("> **Dara Noor** spoke.") == 600
    assert shown.count("](<https://two.example/2>)") == 10_600
