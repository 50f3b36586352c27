"""The page is read back with lxml's HTML parser; what a browser would load, run or follow is looked for in it."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from tests.editions import MORNING, candidate, edition, new_name, prose

from watchdesk.core import render
from watchdesk.core.render.marked import plain
from watchdesk.model import Coverage, Snippet, Trouble

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=https://evil.example/p.png>",
    '" onmouseover="alert(1)',
    "' style='background:url(https://evil.example)",
    "</title><script>",
    "</style><script>",
    "<!--",
    "]]>",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "javascript:alert(1)",
    "<base href=https://evil.example>",
    "\u202e",
    "کابل",
    "word ",
)
hostile = st.lists(st.sampled_from(ATTACKS) | st.text(max_size=4), min_size=1, max_size=5).map("".join)
CANDIDATES = (
    candidate(1, "The Northern Front left the Valley.\n\nMore.", published=MORNING, kind="update"),
    candidate(2, "Dara Noor.", outlet="two", text_from="feed"),
)
BASE = edition(*CANDIDATES)


def made(value):
    def spoiled(article):
        return replace(article, title=value, title_marks=((0, 3, value),), text=value, url=value, language=value)

    stories = tuple(replace(story, articles=tuple(map(spoiled, story.articles))) for story in BASE.stories)
    trouble = (Trouble(value, MORNING, value),)
    return replace(
        BASE,
        schedule=value,
        stories=stories,
        names=tuple((term, value) for term in ("o-front", "p-dara", "l-valley")),
        outlets=(("one", value), ("two", value)),
        coverage=Coverage(2, 1, failed=trouble, no_text=trouble, undelivered=trouble),
        notice=value,
        new_names=(
            new_name(value, url=value, spellings=(value,), spelling_of="p-dara", snippet=Snippet(value, ((0, 3, ""),))),
        ),
    )


def tags(page):
    return {element.tag for element in parser.document_fromstring(page).iter() if isinstance(element.tag, str)}


@settings(max_examples=100, deadline=None)
@given(hostile)
def test_no_value_becomes_an_element_an_attribute_or_an_address(value):
    page = render.html(made(value + "z"))
    assert tags(page) == tags(render.html(made("z")))
    for element in parser.document_fromstring(page).iter():
        assert set(element.attrib) <= {
            "charset",
            "class",
            "content",
            "dir",
            "href",
            "http-equiv",
            "id",
            "lang",
            "name",
            "rel",
            "title",
            "aria-labelledby",
        }
        assert element.get("href", "#").startswith("#")


@settings(max_examples=100, deadline=None)
@given(hostile)
def test_every_value_is_shown_as_it_is(value):
    value = "z" + value.replace("\x0c", "") + "z"
    shown = " ".join(parser.document_fromstring(render.html(made(value))).text_content().split())
    assert " ".join(plain(value).split()) in shown


def test_the_page_loads_nothing_and_runs_nothing():
    page = render.html(edition(*CANDIDATES))
    assert not re.search(r"<(?:script|img|link|iframe|object|form|base)\b|@import|url\(|\bsrc=", page)
    assert "default-src 'none'" in page


def test_only_web_addresses_become_links():
    spoiled = [
        replace(CANDIDATES[0].article, url=url) for url in ("javascript:alert(1)", "data:text/html,x", "file:///etc")
    ]
    for article in spoiled:
        page = parser.document_fromstring(render.html(edition(replace(CANDIDATES[0], article=article))))
        assert [link.get("href") for link in page.iter("a")] == []
        assert "Title 1" in page.text_content()


def test_a_story_is_linked_dated_named_quoted_and_marked():
    page = parser.document_fromstring(render.html(BASE))
    story = page.get_element_by_id("story-1")
    assert story.xpath("string(.//h2)") == "Title 1"
    assert story.xpath(".//h2/a/@href") == ["https://one.example/1"]
    assert "Updated" in story.xpath("string(p[1])")
    assert "Outlet One · English · published 20 Nov 2026, 07:00, first seen 07:00 (UTC+04:30)" in story.xpath(
        "string(p[1])"
    )
    assert [mark.text for mark in story.findall("blockquote/mark")] == ["Northern Front", "Valley"]
    assert story.find("blockquote/mark").get("title") == "Northern Front"
    assert [name.text for name in story.find_class("name")] == ["Northern Front"]
    assert story.find_class("evidence")[0].text_content() == "also the Valley"


def test_the_full_text_is_folded_away_with_its_marks():
    page = parser.document_fromstring(render.html(BASE))
    folded = page.get_element_by_id("story-1").find("details")
    assert [paragraph.text_content() for paragraph in folded.iter("p")] == [
        "The Northern Front left the Valley.",
        "More.",
    ]
    assert [mark.text for mark in folded.iter("mark")] == ["Northern Front", "Valley"]
    assert "open" not in folded.attrib


def test_a_text_that_only_the_feed_gave_is_called_so():
    story = parser.document_fromstring(render.html(BASE)).get_element_by_id("story-2")
    assert "Summary only: the page could not be read." in story.text_content()
    assert story.find("details/summary").text == "Text from the feed"


def test_dari_runs_from_right_to_left_in_its_own_language():
    one = candidate(1, "سارا نوری در NRF گفت.", title="سارا نوری", outlet="dari", language="fa-AF")
    story = parser.document_fromstring(render.html(edition(one))).get_element_by_id("story-1")
    for element in (story.find("h2"), story.find("blockquote")):
        assert (element.get("dir"), element.get("lang")) == ("rtl", "fa-AF")
    assert "دری · Dari" in story.xpath("string(p[1])")


def test_copies_and_other_reports_stand_under_the_lead():
    text = "The Northern Front said " + prose("x", 200)
    shown = render.html(edition(candidate(1, text), candidate(2, text, outlet="two")))
    (also,) = parser.document_fromstring(shown).find_class("also")
    assert " ".join(also.text_content().split()).startswith("Also Outlet Two (copy): Title 2 undated, first seen")


def test_an_empty_edition_says_what_was_read():
    failed = (Trouble("https://one.example/feed", MORNING, "no answer within 20 seconds"),)
    empty = edition(coverage=Coverage(44, 43, failed=failed), new_entries=312)
    shown = " ".join(parser.document_fromstring(render.html(empty)).text_content().split())
    assert "Nothing new matched the watchlist." in shown
    assert "312 new entries were looked through. 43 of 44 outlets were read; 1 feed could not be polled" in shown
    assert "https://one.example/feed, since 20 Nov 2026, 07:00 (UTC+04:30): no answer within 20 seconds" in shown


def test_what_is_beyond_the_shape_stands_by_title_and_link():
    made_of = [candidate(n, f"Dara Noor {prose(chr(97 + n), 40)}") for n in range(9)]
    page = parser.document_fromstring(
        render.html(edition(*made_of), render.Shape(stories=2, titles=5, closing="See there."))
    )
    assert len(page.find_class("story")) == 2
    further = page.find_class("further")[0]
    assert len(further.findall("ol/li/a")) == 5
    assert further.find("ol").get("start") == "3"
    assert page.find_class("closing")[0].text == "And 2 further stories. See there."


def test_texts_beyond_the_shape_are_left_out_whole():
    cut = edition(candidate(1, "Dara Noor " + "a" * 50), candidate(2, "Northern Front " + "b" * 500))
    shown = render.html(cut, render.Shape(characters=100))
    assert shown.count("<details>") == 1


def test_many_concerns_are_counted_beyond_a_number():
    failed = tuple(Trouble(f"https://{n}.example", None, "gone") for n in range(30))
    shown = render.html(edition(coverage=Coverage(30, 0, failed=failed)), render.Shape(concerns=20))
    assert "and 10 more" in shown


def test_of_many_names_the_first_are_shown_and_the_rest_counted():
    hits = candidate(1, "Northern Front").hits
    many = tuple(replace(hits[0], term=f"t-{n:02}") for n in range(14))
    shown = parser.document_fromstring(render.html(edition(candidate(1, "x", hits=many), names=())))
    assert len(shown.find_class("name")) == 10
    assert shown.find_class("evidence")[0].text_content() == " and 4 more"
    assert shown.find(".//details/p").text == "All it names: " + ", ".join(f"t-{n:02}" for n in range(14))
