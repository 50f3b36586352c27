from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watchdesk.core.identity import fingerprint, possible_gap, sort_entries
from watchdesk.model import Entry, ParsedFeed

_NOW = datetime(2024, 10, 18, 12, tzinfo=UTC)
_ENTRY = Entry("k", "https://example.org/a", "Title", "A text.", published=_NOW, updated=_NOW)


def feed(*entries):
    return ParsedFeed("Feed", tuple(entries))


def sort(*entries, known=(), links=(), is_first=False, backfill=timedelta(days=3)):
    return sort_entries(
        feed(*entries), dict(known), is_first=is_first, backfill=backfill, now=_NOW, known_links=dict(links)
    )


def test_a_key_never_shown_is_new_and_one_with_the_same_words_is_known():
    first, second = sort(_ENTRY, replace(_ENTRY, key="other"), known={"k": fingerprint(_ENTRY)})
    assert (first.state, second.state) == ("known", "new")
    assert (first.entry, first.fingerprint) == (_ENTRY, fingerprint(_ENTRY))


@pytest.mark.parametrize(
    "change", [{"title": "Other"}, {"summary": "Another text."}, {"content": "A longer text."}, {"updated": None}]
)
def test_another_title_text_or_updated_date_is_a_change(change):
    (found,) = sort(replace(_ENTRY, **change), known={"k": fingerprint(_ENTRY)})
    assert found.state == "changed"


@pytest.mark.parametrize("noise", [{"author": "Somebody"}, {"published": None}, {"url": "https://example.org/b"}])
def test_another_author_date_of_publication_or_link_is_none(noise):
    (found,) = sort(replace(_ENTRY, **noise), known={"k": fingerprint(_ENTRY)})
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
    (found,) = sort(renumbered, known={"k": fingerprint(_ENTRY)}, links={"https://example.org/a": "k"})
    assert (found.entry.key, found.state) == ("k", "known")


def test_a_renumbered_entry_with_another_title_is_changed():
    renumbered = replace(_ENTRY, key="k#1", title="Corrected title")
    (found,) = sort(renumbered, known={"k": fingerprint(_ENTRY)}, links={"https://example.org/a": "k"})
    assert (found.entry.key, found.state) == ("k", "changed")


def test_entries_that_share_a_link_are_not_taken_for_each_other():
    known, links = {"k": fingerprint(_ENTRY)}, {"https://example.org/a": "k"}
    both = (_ENTRY, replace(_ENTRY, key="other"))
    assert [found.state for found in sort(*both, known=known, links=links)] == ["known", "new"]
    strangers = (replace(_ENTRY, key="x"), replace(_ENTRY, key="y"))
    assert [found.state for found in sort(*strangers, known=known, links=links)] == ["new", "new"]


def test_a_link_to_the_front_page_identifies_nothing():
    entry = replace(_ENTRY, key="x", url="https://example.org/")
    (found,) = sort(entry, known={"k": "f"}, links={"https://example.org/": "k"})
    assert found.state == "new"


def test_five_entries_of_which_none_was_known_may_hide_a_gap():
    entries = [replace(_ENTRY, key=str(number), url=f"https://example.org/{number}") for number in range(5)]
    assert possible_gap(feed(*entries), {"old": "f"})
    assert not possible_gap(feed(*entries[:4]), {"old": "f"})
    assert not possible_gap(feed(*entries), {"3": "f"})
    assert not possible_gap(feed(*entries), {"old": "f"}, {"https://example.org/2": "old"})
