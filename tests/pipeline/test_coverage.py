"""What an edition says it could and could not look at."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.desks import Clock, desk_of, settings_of
from tests.newsroom import Newsroom

from watchdesk.core import render
from watchdesk.model import Coverage, Entry, Feed, Outlet
from watchdesk.pipeline.cut import preview
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.round import run_round
from watchdesk.pipeline.status import status
from watchdesk.store import entries, feeds
from watchdesk.store.entries import Kept, Origin

DAYS = 10


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        newsroom.article("/1", "Snow", "It snowed in the north on Friday, and the road was closed.")
        for name in ("/a.xml", "/b.xml"):
            newsroom.feed(name, ("/1", "Snow", "", None))
        yield newsroom


@pytest.fixture
def desk(tmp_path: Path, newsroom: Newsroom) -> Iterator[Desk]:
    """A desk with one outlet that has a feed and a spare."""
    route = (Feed(f"{newsroom.url}/a.xml"), Feed(f"{newsroom.url}/b.xml"))
    settings = settings_of(tmp_path, outlets=(Outlet("gazette", "Gazette", "en", routes=(route,)),))
    desk = desk_of(settings, Clock())
    yield desk
    desk.store.close()


def forward(desk: Desk, **by: float) -> None:
    assert isinstance(desk.clock, Clock)
    desk.clock.forward(**by)


def coverage(desk: Desk) -> Coverage:
    return preview(desk, desk.settings.daily, desk.clock()).coverage


def poll(desk: Desk, times: int = 1) -> None:
    for _ in range(times):
        forward(desk, hours=1)
        run_round(desk, everything=True)


def test_a_spare_that_nobody_asks_any_more_is_neither_silent_nor_read(desk: Desk, newsroom: Newsroom) -> None:
    page = newsroom.pages.pop("/a.xml")
    poll(desk, 4)
    newsroom.pages["/a.xml"] = page
    for day in range(DAYS):
        forward(desk, days=1)
        newsroom.feed("/a.xml", (f"/1?{day}", "Snow", "", None))
        poll(desk)
    assert coverage(desk).silent == ()
    del newsroom.pages["/a.xml"]
    for read in (0, 0, 0, 1):  # the spare is asked once the feed failed three times
        poll(desk)
        assert coverage(desk).read == read


def test_a_feed_and_its_spare_that_both_fail_are_an_outlet_not_read(desk: Desk, newsroom: Newsroom) -> None:
    poll(desk)
    assert (coverage(desk).read, coverage(desk).failed) == (1, ())
    newsroom.pages.clear()
    poll(desk, 5)
    said = coverage(desk)
    assert said.read == 0
    assert [trouble.what[-6:] for trouble in said.failed] == ["/a.xml", "/b.xml"]


def test_a_spare_that_was_never_needed_is_nothing_to_look_at(desk: Desk) -> None:
    poll(desk)
    assert status(desk).never_polled == 0
    assert not status(desk).needs_look


def test_a_feed_that_never_has_an_entry_is_silent_after_a_week(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.feed("/a.xml")
    poll(desk)
    assert coverage(desk).silent == ()
    forward(desk, days=8)
    poll(desk)
    assert [trouble.what for trouble in coverage(desk).silent] == [f"{newsroom.url}/a.xml"]


def test_articles_that_are_still_to_be_read_are_told_in_every_form(desk: Desk) -> None:
    edition = preview(desk, desk.settings.daily, desk.clock())
    assert edition.coverage.unread == ()
    with desk.store.writing() as connection:
        state = feeds.enlist(connection, desk.settings.outlets)[desk.settings.feed_urls[0]]
        for link in ("http://a.test/1", "http://a.test/2"):
            kept = Kept(Entry(key=link, url=link, title="Snow"), link, "print", is_baseline=False)
            entries.add_entry(connection, Origin(state.id, "gazette", wants_page=True), kept, desk.clock())
    edition = preview(desk, desk.settings.daily, desk.clock())
    for form in (render.markdown, render.html, render.text):
        assert "2 articles" in form(edition)
        assert "Not read yet" in form(edition)
        assert "Not read yet" not in form(replace(edition, coverage=Coverage()))
