from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watchdesk.core.identity import Known, fingerprint, known_by, possible_gap, sort_entries
from watchdesk.model import Entry, ParsedFeed

_NOW = datetime(2024, 10, 18, 12, tzinfo=UTC)
_ENTRY = Entry("k", "https://example.org/a", "Title", "A text.", published=_NOW, updated=_NOW)


def feed(*entries):
    return ParsedFeed("Feed", tuple(entries))


def met(entry=_ENTRY, **other):
    """What is remembered of an entry, told with its own link unless another is given."""
    return Known(
        **{"key": entry.key, "link": entry.url, "fingerprint": fingerprint(entry), "title": entry.title} | other
    )


def sort(*entries, known=(), is_first=False, backfill=timedelta(days=3)):
    return sort_entries(feed(*entries), known, is_first=is_first, backfill=backfill, now=_NOW)


def test_a_key_never_shown_is_new_and_one_with_the_same_words_is_known():
    first, second = sort(_ENTRY, replace(_ENTRY, key="other"), known=[met()])
    assert (first.state, second.state) == ("known", "new")
    assert (first.entry, first.fingerprint) == (_ENTRY, fingerprint(_ENTRY))


@pytest.mark.parametrize(
    "change", [{"title": "Other"}, {"summary": "Another text."}, {"content": "A longer text."}, {"updated": None}]
)
def test_another_title_text_or_updated_date_is_a_change(change):
    (found,) = sort(replace(_ENTRY, **change), known=[met()])
    assert found.state == "changed"


@pytest.mark.parametrize("noise", [{"author": "Somebody"}, {"published": None}, {"url": "https://example.org/b"}])
def test_another_author_date_of_publication_or_link_is_none(noise):
    (found,) = sort(replace(_ENTRY, **noise), known=[met()])
    assert found.state == "known"


def test_parts_of_an_entry_do_not_run_into_each_other():
    assert fingerprint(replace(_ENTRY, title="a", summary="b")) != fingerprint(replace(_ENTRY, title="ab", summary=""))


@pytest.mark.parametrize(
    ("dates", "is_baseline"),
    [
        ({"published": _NOW - timedelta(days=4), "updated": _NOW}, True),
        ({"published": None, "updated": _NOW - timedelta(days=4)}, True),
        ({"published": _NOW - timedelta(days=3)}, False),
        ({"published": None, "updated": None}, False),
        ({"published": _NOW + timedelta(days=400)}, False),
    ],
)
def test_at_the_first_poll_what_is_older_than_backfill_is_baseline(dates, is_baseline):
    (found,) = sort(replace(_ENTRY, **dates), is_first=True)
    assert (found.state, found.is_baseline) == ("new", is_baseline)


def test_backfill_none_makes_all_of_the_first_poll_baseline_and_all_makes_none():
    old = replace(_ENTRY, published=_NOW - timedelta(days=4000))
    assert sort(replace(_ENTRY, published=None, updated=None), is_first=True, backfill="none")[0].is_baseline
    assert not sort(old, is_first=True, backfill="all")[0].is_baseline


def test_from_the_second_poll_on_no_date_decides_anything():
    (found,) = sort(replace(_ENTRY, published=_NOW - timedelta(days=4000)), backfill="none")
    assert (found.state, found.is_baseline) == ("new", False)


def test_a_feed_that_renumbers_its_entries_brings_nothing_new():
    renumbered = replace(_ENTRY, key="new-number", url="http://example.org/a?utm_source=rss")
    (found,) = sort(renumbered, known=[met()])
    assert (found.entry.key, found.state) == ("k", "known")


def test_a_renumbered_entry_with_another_title_is_changed():
    renumbered = replace(_ENTRY, key="k#1", title="Corrected title")
    (found,) = sort(renumbered, known=[met()])
    assert (found.entry.key, found.state) == ("k", "changed")


def test_entries_that_share_a_link_are_not_taken_for_each_other_and_own_no_link():
    known, new = sort(_ENTRY, replace(_ENTRY, key="other", title="Other"), known=[met()])
    assert (known.state, new.state, new.owns_link) == ("known", "new", False)
    strangers = sort(replace(_ENTRY, key="x"), replace(_ENTRY, key="y", title="Other"), known=[met()])
    assert [(found.state, found.owns_link) for found in strangers] == [("new", False)] * 2


def test_an_article_that_stands_twice_under_one_title_owns_its_link():
    twice = sort(_ENTRY, replace(_ENTRY, key="again", title="TITLE", summary="Another text."))
    assert [found.owns_link for found in twice] == [True, True]
    _, third = sort(_ENTRY, replace(_ENTRY, key="third"), known=[met(), met(key="again")])
    assert (third.state, third.owns_link) == ("new", True)


def test_entries_without_a_title_share_a_link_unless_all_they_tell_is_the_same():
    bare = replace(_ENTRY, title="")
    assert not sort(bare, replace(bare, key="other", summary="Other words."))[0].owns_link
    assert sort(bare, replace(bare, key="other"))[0].owns_link


def test_a_link_that_two_known_entries_share_identifies_neither():
    (found,) = sort(replace(_ENTRY, key="x", title="A third"), known=[met(), met(key="other", title="Other")])
    assert (found.entry.key, found.state, found.owns_link) == ("x", "new", False)


@pytest.mark.parametrize("front", ["https://example.org/", "http://example.org", "https://example.org/#news"])
def test_a_link_to_the_front_page_identifies_nothing(front):
    (found,) = sort(replace(_ENTRY, key="x", url=front), known=[met(link="https://example.org/")])
    assert (found.state, found.owns_link) == ("new", False)


def test_an_entry_alone_under_a_link_to_an_article_owns_it():
    (found,) = sort(replace(_ENTRY, url="http://example.org/a/?utm_source=rss"))
    assert (found.state, found.link, found.owns_link) == ("new", "https://example.org/a", True)


def test_a_number_used_again_for_another_article_is_a_new_entry_and_known_from_then_on():
    again = replace(_ENTRY, url="https://example.org/b", title="Another matter", summary="Another text.")
    (new,) = sort(again, known=[met()])
    assert (new.state, new.owns_link, new.link) == ("new", True, "https://example.org/b")
    assert new.entry.key != "k"
    (known,) = sort(again, known=[met(), met(new.entry)])
    assert (known.entry.key, known.state) == (new.entry.key, "known")
    (corrected,) = sort(replace(again, title="Corrected"), known=[met(), met(new.entry)])
    assert (corrected.entry.key, corrected.state) == (new.entry.key, "changed")


def test_an_article_that_moved_under_its_number_and_title_is_the_same_entry():
    moved = replace(_ENTRY, url="https://example.org/b", title="  TITLE!", summary="A longer text.")
    (found,) = sort(moved, known=[met()])
    assert (found.entry.key, found.state, found.is_moved, found.link) == ("k", "changed", True, "https://example.org/b")
    (unchanged,) = sort(replace(_ENTRY, url="https://example.org/b"), known=[met()])
    assert (unchanged.state, unchanged.is_moved) == ("known", True)


def test_a_number_that_is_turned_to_the_front_page_stays_with_its_article():
    (found,) = sort(replace(_ENTRY, url="https://example.org/", title="Other"), known=[met()])
    assert (found.entry.key, found.is_moved, found.link) == ("k", False, "https://example.org/a")


def test_entries_without_a_title_are_told_by_their_words():
    bare = replace(_ENTRY, title="")
    moved, other = (replace(bare, url="https://example.org/b", summary=text) for text in (bare.summary, "Other words."))
    assert sort(moved, known=[met(bare)])[0].state == "known"
    assert sort(other, known=[met(bare)])[0].state == "new"


def test_numbers_that_count_from_the_top_keep_each_article_its_own():
    def item(number, letter):
        return Entry(f"item-{number}", f"https://example.org/{letter}", f"Title {letter}", f"Text {letter}.")

    first = sort(item(1, "b"), item(2, "a"))
    second = sort(item(1, "c"), item(2, "b"), item(3, "a"), known=[met(found.entry) for found in first])
    assert [(found.state, found.entry.title) for found in second] == [
        ("new", "Title c"),
        ("known", "Title b"),
        ("known", "Title a"),
    ]
    assert len({found.entry.key for found in second}) == 3


def test_no_document_brings_two_entries_under_one_new_key():
    other = {"url": "https://example.org/b", "title": "Another matter"}
    key = sort(replace(_ENTRY, **other), known=[met()])[0].entry.key
    clash = replace(_ENTRY, key=key, url="https://example.org/c", title="A third")
    found = sort(replace(_ENTRY, **other), clash, known=[met()])
    new = [item.entry.key for item in found if item.state == "new"]
    assert len(new) == len(set(new))


def test_a_number_and_a_link_of_any_length_make_a_key_that_any_store_takes():
    long = replace(_ENTRY, url=f"https://example.org/{'b' * 4000}", title="Another matter")
    (found,) = sort(long, known=[met()])
    assert len(found.entry.key) <= 255
    assert found.entry.key in known_by(feed(long))[0]


def test_five_entries_of_which_none_was_known_may_hide_a_gap():
    entries = [replace(_ENTRY, key=str(number), url=f"https://example.org/{number}") for number in range(5)]
    assert possible_gap(sort(*entries))
    assert not possible_gap(sort(*entries[:4]))
    assert not possible_gap(sort(*entries, known=[met(entries[3])]))
    assert not possible_gap(sort(*entries, known=[met(key="old", link="https://example.org/2")]))


def test_numbers_used_again_for_other_articles_hide_no_gap():
    known = [met(replace(_ENTRY, key=str(number), url=f"https://example.org/{number}")) for number in range(5)]
    entries = [
        replace(_ENTRY, key=str(number), url=f"https://example.org/1{number}", title=f"Title {number}")
        for number in range(5)
    ]
    assert possible_gap(sort(*entries, known=known))
