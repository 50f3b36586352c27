"""Polling and reading: what is kept, what is asked for again, what one bad feed costs its neighbours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from tests.desks import Clock, desk_of, settings_of
from tests.newsroom import FILLER, Newsroom, Page

from watchdesk.core.urls import canonical_url
from watchdesk.model import Feed, Outlet, Secret
from watchdesk.pipeline.cut import cut_now, preview
from watchdesk.pipeline.deliver import hand_over
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.round import run_round
from watchdesk.settings import Settings
from watchdesk.store import archive, feeds, schema
from watchdesk.store.archive import Dossier
from watchdesk.store.engine import open_store

AHMAD = "Ahmad Massoud told reporters that the National Resistance Front would go on with its work through the winter."


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "A summary of it.", Clock().now))
        yield newsroom


@pytest.fixture
def opened() -> Iterator[list[Desk]]:
    desks: list[Desk] = []
    yield desks
    for desk in desks:
        desk.store.close()


@pytest.fixture
def desk_for(tmp_path: Path, opened: list[Desk]):
    def build(*urls: str, clock: Clock | None = None, **other: object) -> Desk:
        return build_from(settings_of(tmp_path, *urls, **other), clock)

    def build_from(settings: Settings, clock: Clock | None = None) -> Desk:
        desk = desk_of(settings, clock or Clock(), open_store("sqlite://"))
        opened.append(desk)
        return desk

    build.of = build_from  # type: ignore[attr-defined]
    return build


def story_of(desk: Desk, url: str) -> Dossier:
    with desk.store.reading() as connection:
        found = archive.dossier(connection, canonical_url(url), None)
    assert found is not None
    return found


def cut_urls(desk: Desk) -> list[str]:
    edition = cut_now(desk, desk.settings.daily, desk.clock())
    return sorted(article.url for article in edition.articles) if edition else []


def test_a_bad_feed_never_stops_its_neighbours(newsroom: Newsroom, desk_for) -> None:
    newsroom.pages["/html"] = Page(b"<html><body><h1>Welcome</h1></body></html>")
    newsroom.pages["/empty"] = Page(b"", "application/rss+xml")
    newsroom.pages["/cut"] = Page(newsroom.pages["/a.xml"].body[:-40], "application/rss+xml")
    newsroom.pages["/json"] = Page(b'{"hello": 1}', "application/json")
    bad = ["/html", "/empty", "/cut", "/json", "/missing"]
    desk = desk_for(*(f"{newsroom.url}{path}" for path in [*bad[:3], "/a.xml", *bad[3:]]))
    report = run_round(desk)
    assert (report.polled, report.failed, report.new) == (6, 5, 1)
    assert sorted(trouble.what.removeprefix(newsroom.url) for trouble in report.problems) == sorted(bad)
    assert all(trouble.reason for trouble in report.problems)
    assert cut_urls(desk) == [f"{newsroom.url}/1"]


def test_validators_are_kept_only_with_a_document_that_was_read_whole(newsroom: Newsroom, desk_for) -> None:
    whole = newsroom.pages["/a.xml"]
    newsroom.pages["/a.xml"] = replace(whole, body=whole.body[:-40])
    desk = desk_for(f"{newsroom.url}/a.xml")
    run_round(desk)
    newsroom.pages["/a.xml"] = whole
    report = run_round(desk, everything=True)
    assert report.new == 1
    assert newsroom.requests[:2] == [("/a.xml", False), ("/a.xml", False)]
    run_round(desk, everything=True)
    assert newsroom.requests[-1] == ("/a.xml", True)


def test_a_feed_that_answers_the_same_bytes_is_not_parsed_again(newsroom: Newsroom, desk_for) -> None:
    newsroom.pages["/a.xml"].headers["ETag"] = ""
    desk = desk_for(f"{newsroom.url}/a.xml")
    run_round(desk)
    assert run_round(desk, everything=True).unchanged == 1


def test_a_feed_is_polled_when_its_time_has_come_and_not_before(newsroom: Newsroom, desk_for) -> None:
    clock = Clock()
    desk = desk_for(f"{newsroom.url}/a.xml", clock=clock)
    assert run_round(desk).polled == 1
    assert run_round(desk).polled == 0
    clock.forward(hours=1)
    assert run_round(desk).polled == 1


def test_a_page_that_cannot_be_read_leaves_the_feeds_own_text_marked_and_is_tried_again(
    newsroom: Newsroom, desk_for
) -> None:
    newsroom.feed("/a.xml", ("/late", "Talks of Ahmad Massoud", "Ahmad Massoud met his guests.", Clock().now))
    newsroom.pages["/late"] = Page(b"busy", "text/plain", 503)
    clock = Clock()
    desk = desk_for(f"{newsroom.url}/a.xml", clock=clock)
    run_round(desk)
    draft = preview(desk, desk.settings.daily, clock())
    assert draft.articles[0].text_from == "feed"
    assert "503" in draft.coverage.no_text[0].reason
    newsroom.article("/late", "Talks", AHMAD, *FILLER)
    clock.forward(hours=1)
    run_round(desk)
    [article] = preview(desk, desk.settings.daily, clock()).articles
    assert (article.text_from, article.kind) == ("page", "new")


def test_a_page_is_tried_three_times_at_most(newsroom: Newsroom, desk_for) -> None:
    newsroom.pages["/1"] = Page(b"busy", "text/plain", 503)
    clock = Clock()
    desk = desk_for(f"{newsroom.url}/a.xml", clock=clock)
    for _ in range(6):
        run_round(desk)
        clock.forward(hours=6)
    assert newsroom.paths().count("/1") == 3
    assert story_of(desk, f"{newsroom.url}/1").state == "unreadable"


def test_a_page_that_is_gone_is_not_asked_for_again(newsroom: Newsroom, desk_for) -> None:
    newsroom.pages["/1"] = Page(b"gone", "text/plain", 410)
    clock = Clock()
    desk = desk_for(f"{newsroom.url}/a.xml", clock=clock)
    for _ in range(3):
        run_round(desk)
        clock.forward(hours=6)
    assert newsroom.paths().count("/1") == 1


def test_a_changed_page_is_an_update_in_one_edition_when_the_change_is_material(newsroom: Newsroom, desk_for) -> None:
    clock = Clock()
    desk = desk_for(f"{newsroom.url}/a.xml", clock=clock)
    run_round(desk)
    assert cut_urls(desk) == [f"{newsroom.url}/1"]
    newsroom.article("/1", "A winter of talks", AHMAD, "Ahmad Massoud left the hall before the end.", *FILLER)
    newsroom.feed("/a.xml", ("/1", "A winter of talks, updated", "A summary of it.", Clock().now))
    clock.forward(hours=3)
    run_round(desk)
    [article] = preview(desk, desk.settings.daily, clock()).articles
    assert article.kind == "update"
    assert cut_urls(desk) == [f"{newsroom.url}/1"]
    assert cut_urls(desk) == []


def test_a_page_whose_entry_stayed_the_same_is_not_fetched_again(newsroom: Newsroom, desk_for) -> None:
    clock = Clock()
    desk = desk_for(f"{newsroom.url}/a.xml", clock=clock)
    run_round(desk)
    newsroom.feed("/a.xml", ("/2", "Another", "", clock()), ("/1", "A winter of talks", "A summary of it.", clock.now))
    clock.forward(hours=3)
    run_round(desk)
    assert newsroom.paths().count("/1") == 1


def test_a_feed_without_full_text_is_read_from_the_feed_alone(newsroom: Newsroom, desk_for, tmp_path: Path) -> None:
    newsroom.feed("/a.xml", ("/1", "Ahmad Massoud speaks", "A summary.", Clock().now))
    settings = settings_of(tmp_path)
    outlet = Outlet("o", "O", "en", routes=((Feed(f"{newsroom.url}/a.xml", fulltext="never"),),))
    desk = desk_for.of(replace(settings, outlets=(outlet,)))
    run_round(desk)
    assert newsroom.paths() == ["/a.xml"]
    edition = preview(desk, desk.settings.daily, desk.clock())
    assert [article.text_from for article in edition.articles] == ["feed"]
    assert edition.coverage.no_text == ()


def test_what_is_older_than_backfill_at_the_first_poll_is_kept_but_in_no_edition(newsroom: Newsroom, desk_for) -> None:
    clock = Clock()
    old = clock.now - timedelta(days=30)
    newsroom.feed("/a.xml", ("/1", "Old talks of Ahmad Massoud", "", old), ("/2", "Undated Ahmad Massoud", "", None))
    desk = desk_for(f"{newsroom.url}/a.xml", clock=clock, backfill=timedelta(days=3))
    run_round(desk)
    assert story_of(desk, f"{newsroom.url}/1").is_baseline
    assert story_of(desk, f"{newsroom.url}/1").versions[0].hits
    assert cut_urls(desk) == [f"{newsroom.url}/2"]
    newsroom.feed("/a.xml", ("/3", "Older still, Ahmad Massoud", "", old))
    clock.forward(hours=1)
    run_round(desk)
    assert cut_urls(desk) == [f"{newsroom.url}/3"]


def test_the_first_route_that_works_is_polled_and_the_next_one_after_three_failures(
    newsroom: Newsroom, desk_for, tmp_path: Path
) -> None:
    routes = ((Feed(f"{newsroom.url}/dead.xml"), Feed(f"{newsroom.url}/a.xml")),)
    clock = Clock()
    desk = desk_for.of(replace(settings_of(tmp_path), outlets=(Outlet("o", "O", "en", routes=routes),)), clock)
    for _ in range(3):
        assert run_round(desk).failed == 1
        clock.forward(hours=24)
    assert "/a.xml" not in newsroom.paths()
    run_round(desk)
    assert "/a.xml" in newsroom.paths()
    assert preview(desk, desk.settings.daily, clock()).coverage.read == 1


def test_a_missing_secret_is_the_trouble_of_its_feed_alone(newsroom: Newsroom, desk_for, tmp_path: Path) -> None:
    closed = Feed(f"{newsroom.url}/closed.xml", headers=(("X-Key", Secret("${NOT_SET_ANYWHERE}")),))
    outlets = (
        Outlet("closed", "Closed", "en", routes=((closed,),)),
        Outlet("open", "Open", "en", routes=((Feed(f"{newsroom.url}/a.xml"),),)),
    )
    desk = desk_for.of(replace(settings_of(tmp_path), outlets=outlets))
    report = run_round(desk)
    assert (report.failed, report.new) == (1, 1)
    assert "NOT_SET_ANYWHERE" in report.problems[0].reason


def test_a_feed_in_another_private_network_is_refused(newsroom: Newsroom, desk_for) -> None:
    desk = desk_for(f"{newsroom.url}/a.xml", network=replace(settings_of(Path()).network, allow_private=()))
    report = run_round(desk)
    assert report.failed == 1
    assert "allow_private" in report.problems[0].reason
    assert newsroom.requests == []


def test_a_window_that_rolled_past_us_is_a_possible_gap(newsroom: Newsroom, desk_for) -> None:
    clock = Clock()

    def entries(start: int) -> list[tuple[str, str, str, None]]:
        return [(f"/{number}", f"Report {number}", "", None) for number in range(start, start + 6)]

    newsroom.feed("/a.xml", *entries(100))
    desk = desk_for(f"{newsroom.url}/a.xml", clock=clock)
    run_round(desk)
    assert preview(desk, desk.settings.daily, clock()).coverage.possible_gaps == ()
    newsroom.feed("/a.xml", *entries(200))
    clock.forward(hours=3)
    run_round(desk)
    assert len(preview(desk, desk.settings.daily, clock()).coverage.possible_gaps) == 1


def test_a_folder_that_cannot_be_written_costs_no_article(newsroom: Newsroom, desk_for) -> None:
    desk = desk_for(f"{newsroom.url}/a.xml")
    run_round(desk)
    desk.settings.digests.write_text("a file where the folder should be")
    edition = cut_now(desk, desk.settings.daily, desk.clock())
    assert edition is not None
    assert "digests" in (hand_over(desk).problem or "")
    desk.settings.digests.unlink()
    assert len(hand_over(desk).written) == 3
    assert (desk.settings.digests / f"{edition.id}.json").is_file()


def test_files_that_a_crash_kept_from_being_written_are_written_by_the_next_command(
    newsroom: Newsroom, desk_for
) -> None:
    desk = desk_for(f"{newsroom.url}/a.xml")
    run_round(desk)
    cut_now(desk, desk.settings.daily, desk.clock())
    hand_over(desk)
    path = desk.settings.digests / "2026-11-20.md"
    content = path.read_bytes()
    path.unlink()
    with desk.store.writing() as connection:
        connection.execute(update(schema.editions).values(is_written=False))
    hand_over(desk)
    assert path.read_bytes() == content


def test_feeds_states_survive_a_reorder_of_the_configuration(newsroom: Newsroom, desk_for) -> None:
    desk = desk_for(f"{newsroom.url}/a.xml", f"{newsroom.url}/b.xml")
    with desk.store.writing() as connection:
        first = feeds.enlist(connection, desk.settings.outlets)
        again = feeds.enlist(connection, tuple(reversed(desk.settings.outlets)))
    assert {url: state.id for url, state in first.items()} == {url: state.id for url, state in again.items()}
