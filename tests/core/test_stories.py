import random
import time
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editions import MORNING, candidate, prose

from watchdesk.core.stories import copies, group

FRONT = "The Northern Front spoke. "


def urls(stories):
    return [[member.article.url for member in story] for story in stories]


def test_an_edited_wire_copy_stands_under_the_text_it_repeats():
    whole = FRONT + prose("report", 200)
    edited = "By our staff. " + whole.replace("reporthqu", "changed").replace("reportels", "elsewhere")
    stories = group([candidate(1, whole), candidate(2, edited, outlet="two")])
    assert len(stories) == 1
    assert copies(stories[0]) == {stories[0][1].version_id: stories[0][0].article.url}


def test_texts_about_one_actor_that_share_no_sentences_stay_apart():
    assert len(group([candidate(1, FRONT + prose("east", 200)), candidate(2, FRONT + prose("west", 200))])) == 2


def test_a_summary_within_a_text_joins_it_where_the_titles_are_alike():
    text = FRONT + prose("report", 300)
    title = "Northern Front names a commander after months of silence"
    page = candidate(1, text, title=title)
    summary = candidate(
        2, text[:700], outlet="two", title="Northern Front names a commander after months", text_from="feed"
    )
    assert len(group([summary, page])) == 1
    assert group([summary, page])[0][0] is page


def test_a_round_up_does_not_pull_the_texts_it_holds_into_one_story():
    parts = [
        candidate(n, FRONT + prose(topic, 160), title=topic) for n, topic in enumerate(("red", "green", "blue"), 1)
    ]
    everything = candidate(
        9, "\n\n".join(part.article.text for part in parts), title="The week in review", outlet="two"
    )
    assert len(group([*parts, everything])) == 4


def test_short_reports_that_differ_in_place_or_figures_stay_apart():
    form = (
        FRONT
        + "It said that its men had attacked a post in the district of {} at night, killed {} and left unharmed, " * 3
    )
    reports = [
        candidate(1, form.format("Anaba", 3, "Anaba", 3, "Anaba", 3), title="Attack on a post in Anaba at night"),
        candidate(2, form.format("Anaba", 5, "Anaba", 5, "Anaba", 5), title="Attack on a post in Anaba at night"),
    ]
    assert len(group(reports)) == 2


def test_two_outlets_that_report_one_event_in_their_own_words_make_one_story():
    title = "Northern Front commander Dara Noor released in prisoner exchange"
    one = candidate(1, FRONT + prose("one", 90), title=title)
    two = candidate(
        2, FRONT + prose("two", 90), title="Dara Noor, Northern Front commander, released in exchange", outlet="two"
    )
    stories = group([one, two])
    assert len(stories) == 1
    assert copies(stories[0]) == {}


def test_the_same_title_three_days_later_is_another_event():
    title = "Northern Front commander Dara Noor released in prisoner exchange"
    early = candidate(1, FRONT + prose("one", 90), title=title)
    late = candidate(2, FRONT + prose("two", 90), title=title, outlet="two", first_seen=MORNING + timedelta(days=3))
    assert len(group([early, late])) == 2


def test_titles_that_name_other_numbers_are_other_events():
    one = candidate(1, FRONT, title="Northern Front claims 3 soldiers killed during winter attack")
    two = candidate(2, FRONT, title="Northern Front claims 8 soldiers killed during winter attack", outlet="two")
    assert len(group([one, two])) == 2


def test_titles_that_name_other_watched_names_are_other_events():
    one = candidate(1, "", title="Dara Noor released after months in prison, family says")
    two = candidate(2, "", title="Northern Front man released after months in prison, family says", outlet="two")
    assert len(group([one, two])) == 2


def test_one_outlets_briefings_under_one_title_stay_apart():
    title = "Evening briefing: Northern Front and other news today"
    briefings = [candidate(n, FRONT + prose(topic, 90), title=title) for n, topic in enumerate(("red", "blue"), 1)]
    assert len(group(briefings)) == 2


def test_two_versions_of_one_article_are_one_story_and_no_copies():
    first = candidate(1, FRONT + prose("one", 90), url="https://one.example/a")
    second = candidate(2, FRONT + prose("two", 90), url="https://one.example/a", version=2, kind="update")
    stories = group([first, second])
    assert len(stories) == 1
    assert copies(stories[0]) == {}


def test_a_lead_is_read_from_its_page_then_scores_highest_then_was_seen_first():
    text = FRONT + prose("report", 200)
    feed = candidate(1, text * 3, text_from="feed", first_seen=MORNING - timedelta(hours=3))
    late = candidate(2, text, outlet="two", first_seen=MORNING + timedelta(hours=1))
    early = candidate(3, text, outlet="dari")
    (story,) = group([late, feed, early])
    assert [member.version_id for member in story] == [3, 2, 1]


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 14))
def test_the_order_of_the_articles_changes_nothing_and_none_is_lost(chance, number):
    texts = [FRONT + prose(topic, 60) for topic in ("red", "green", "blue")]
    titles = ["Dara Noor speaks after silence", "Northern Front speaks after silence", "Something else happened"]
    made = [
        candidate(n, chance.choice(texts), title=chance.choice(titles), outlet=chance.choice(("one", "two")))
        for n in range(number)
    ]
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert urls(group(made)) == urls(group(shuffled))
    assert sorted(url for story in urls(group(made)) for url in story) == sorted(one.article.url for one in made)


def test_thousands_of_articles_with_a_common_foot_are_grouped_in_seconds():
    chance = random.Random(7)
    words = [f"word{n}" for n in range(3000)]
    foot = " This article appeared first on the site of the agency and may be shared with its name."
    made = [
        candidate(
            n,
            FRONT + " ".join(chance.choices(words, k=120)) + foot,
            title=f"Northern Front {n % 50} again today",
            outlet=f"o{n % 9}",
        )
        for n in range(2000)
    ]
    started = time.perf_counter()
    assert len(group(made)) > 1900
    assert time.perf_counter() - started < 6


WIRE = "The Northern Front said on Friday that Dara Noor had met its commanders in the Valley, and that all agreed. "


def test_one_text_under_three_titles_is_a_story_and_its_copies():
    text = WIRE + prose("wire", 20)
    titles = ("Northern Front meets", "Dara Noor travels to the Valley", "What the commanders want")
    made = [candidate(n, text, title=title, outlet=f"o{n}") for n, title in enumerate(titles)]
    (story,) = group(made)
    assert len(copies(story)) == 2


def test_a_short_sentence_in_common_under_other_titles_is_no_copy():
    titles = ("Northern Front meets", "Dara Noor travels", "What they want")
    made = [candidate(n, "The Northern Front spoke.", title=title, outlet=f"o{n}") for n, title in enumerate(titles)]
    assert len(group(made)) == 3


def test_what_a_site_says_under_all_its_titles_makes_no_story_of_them():
    text = prose("subscribe", 60)
    titles = ("Northern Front holds the pass", "A winter in the camps of the Northern Front")
    assert len(group([candidate(n, text, title=title) for n, title in enumerate(titles)])) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Besieged in the old fort, the Northern Front sees no way out",
            "Besieged in the old fort, the Northern Front sees no way out as winter draws closer",
        ),
        (
            "Northern Front takes two key bridges; the capital increasingly cut off",
            "Northern Front takes two strategic bridges, leaving the capital increasingly cut off",
        ),
        (
            "'We waited fifty days in the snow': men of the Northern Front speak",
            "'We waited fifty days in the snow:' Men of the Northern Front speak",
        ),
    ],
)
def test_an_outlets_headline_hardly_changed_tells_the_same_story(before, after):
    first = candidate(1, before, title=before)
    again = candidate(2, "", title=after, first_seen=MORNING + timedelta(hours=8))
    assert len(group([first, again])) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Northern Front takes the city of Anaba", "Northern Front takes the city of Herat"),
        (
            "What we know of the siege of the Northern Front in Anaba so far",
            "What we know of the siege of the Northern Front in Herat so far",
        ),
        (
            "Siege of the old fort held by the Northern Front, day 3",
            "Siege of the old fort held by the Northern Front, day 4",
        ),
        (
            "The Northern Front takes a third bridge on the road to the capital",
            "The Northern Front takes a fourth bridge on the road to the capital",
        ),
        (
            "The Northern Front says it will give back the bodies of the soldiers",
            "The Northern Front says it will not give back the bodies of the soldiers",
        ),
        (
            "The Northern Front takes a city on the road to the capital",
            "The Northern Front takes a city on the road to the capital with Dara Noor",
        ),
        ("Northern Front: the latest", "Northern Front: the latest as guns fall silent"),
    ],
)
def test_an_outlets_headlines_with_another_figure_place_or_name_are_other_events(before, after):
    later = candidate(2, "", title=after, first_seen=MORNING + timedelta(hours=8))
    assert len(group([candidate(1, "", title=before), later])) == 2


def test_in_a_language_whose_plain_words_are_not_known_every_changed_word_makes_another_event():
    titles = (
        "Northern Front nimmt auf dem Weg zur Hauptstadt drei Dörfer ein",
        "Northern Front nimmt auf dem Weg zur Hauptstadt vier Dörfer ein",
    )
    assert len(group([candidate(n, "", title=title, language="de") for n, title in enumerate(titles)])) == 2


def test_an_outlets_headline_over_another_text_or_days_later_is_another_event():
    title = "What the Northern Front wants and why it fights on in the hills"
    first = candidate(1, FRONT + prose("red", 30), title=title)
    assert len(group([first, candidate(2, FRONT + prose("blue", 30), title=title)])) == 2
    assert len(group([first, candidate(2, "", title=title, first_seen=MORNING + timedelta(days=4))])) == 2
    assert len(group([first, candidate(2, FRONT + prose("red", 25), title=title)])) == 1


def test_words_put_in_the_place_of_others_a_day_later_tell_another_event():
    accepted = "The Northern Front accepts the offer of a truce from the government"
    rejected = candidate(1, "", title=accepted.replace("accepts", "rejects"))
    assert len(group([rejected, candidate(2, "", title=accepted, first_seen=MORNING + timedelta(hours=30))])) == 2


def test_three_words_in_common_do_not_make_one_event_of_titles_half_alike():
    one = candidate(1, "", title="An hour on Dara Noor's prisoner deal")
    two = candidate(2, "", title="Noor's friends now denounce his prisoner deal with Dara", outlet="two")
    assert len(group([one, two])) == 2
