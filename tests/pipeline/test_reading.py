"""From told to matched: what a feed names is found, whatever its page says, whoever else works, whenever we end."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from tests.desks import Clock, desk_of, settings_of
from tests.newsroom import FILLER, Newsroom, Page

from watchdesk.core.matching import Matcher
from watchdesk.core.urls import canonical_url
from watchdesk.model import Document, Edition, Failed, Fetched, Matched, Request
from watchdesk.net import Gate
from watchdesk.pipeline.cut import cut_now, preview
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.match import match_unmatched
from watchdesk.pipeline.poll import poll_feeds
from watchdesk.pipeline.read import Web, read_articles
from watchdesk.pipeline.round import run_round
from watchdesk.pool import WorkerPool
from watchdesk.store import archive, articles, schema
from watchdesk.store.archive import Dossier
from watchdesk.store.engine import open_store

AHMAD = "Ahmad Massoud told reporters that the National Resistance Front would go on with its work through the winter."
WALL = (
    "This site and its partners keep small files on your device, which we need your leave for before you go on.",
    "Please choose what we may keep, then come back to the page; you can change your choice at any time you like.",
    "By going on you accept our terms of service and the rules for those who comment on what is written here.",
)


@pytest.fixture
def desk(newsroom: Newsroom, clock: Clock, tmp_path: Path) -> Iterator[Desk]:
    """A desk that polls /a.xml and /b.xml."""
    newsroom.feed("/b.xml")
    feeds = (f"{newsroom.url}/a.xml", f"{newsroom.url}/b.xml")
    desk = desk_of(settings_of(tmp_path, *feeds), clock, open_store("sqlite://"))
    yield desk
    desk.store.close()


class Handover(Gate):
    """A gate that gives ``answers`` answers, then does what happens next: another process's turn, a stop, a kill."""

    def __init__(self, desk: Desk, answers: int = 0, then: BaseException | None = None) -> None:
        super().__init__(desk.settings.network, desk.settings.poll)
        self._left = answers
        self._then = then

    def fetch_all(self, requests: Iterable[tuple[object, Request]]) -> Iterator[tuple[object, Fetched | Failed]]:  # type: ignore[override]  # a narrower fake
        for answer in super().fetch_all(requests):
            if not self._left:
                if self._then:
                    raise self._then
                return
            self._left -= 1
            yield answer


class Overtaken:
    """A matcher that is slow: another process does something before it answers, once."""

    def __init__(self, matcher: Matcher, meanwhile) -> None:
        self.hash = matcher.hash
        self._matcher = matcher
        self._meanwhile = [meanwhile]

    def match(self, document: Document) -> Matched:
        if self._meanwhile:
            self._meanwhile.pop()()
        return self._matcher.match(document)


def read_with(desk: Desk, gate: Gate) -> int:
    with gate, WorkerPool() as pool:
        return read_articles(desk, Web(gate, pool))


def polled(desk: Desk) -> None:
    with Gate(desk.settings.network, desk.settings.poll) as gate, WorkerPool() as pool:
        poll_feeds(desk, Web(gate, pool), everything=True)


def round_later(desk: Desk, clock: Clock, **by: float) -> None:
    clock.forward(**(by or {"hours": 3}))
    run_round(desk, everything=True)


def cut(desk: Desk) -> Edition | None:
    return cut_now(desk, desk.settings.daily, desk.clock())


def story_of(desk: Desk, url: str) -> Dossier:
    with desk.store.reading() as connection:
        found = archive.dossier(connection, canonical_url(url), None)
    assert found is not None
    return found


def attempts(desk: Desk) -> list[int]:
    with desk.store.reading() as connection:
        return list(connection.execute(select(schema.articles.c.attempts)).scalars())


def test_what_the_feed_names_is_found_though_the_page_is_a_cookie_wall(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.article("/1", "Before you go on", *WALL)
    newsroom.feed("/a.xml", ("/1", "News of the day", f"{AHMAD} {FILLER[0]}", None))
    run_round(desk)
    edition = cut(desk)
    assert edition is not None
    [article] = edition.articles
    assert "Ahmad Massoud" in article.snippets[0].text
    [version] = story_of(desk, f"{newsroom.url}/1").versions
    assert version.article.text_from == "page"
    assert version.article.text.startswith(WALL[0])
    for hit in version.hits:
        for mention in hit.mentions:
            text = version.article.text if mention.field == "text" else version.article.title
            assert text[mention.start : mention.end] == mention.surface


def test_what_a_feed_told_is_put_behind_a_text_once(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.article("/1", "Before you go on", *WALL)
    newsroom.feed("/a.xml", ("/1", "News of the day", AHMAD, None))
    run_round(desk)
    [before] = story_of(desk, f"{newsroom.url}/1").versions
    with desk.store.writing() as connection:
        connection.execute(update(schema.versions).values(matched_with=None))
    assert match_unmatched(desk) == 1
    [after] = story_of(desk, f"{newsroom.url}/1").versions
    assert after == before
    assert after.article.text.count(AHMAD) == 1


def test_a_page_that_says_it_all_gets_nothing_put_behind_it(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks", "Ahmad Massoud and the NRF, in short", None))
    run_round(desk)
    [version] = story_of(desk, f"{newsroom.url}/1").versions
    assert version.article.text.endswith(FILLER[-1])


def test_what_another_feed_tells_of_a_known_article_is_found(newsroom: Newsroom, clock: Clock, desk: Desk) -> None:
    newsroom.article("/1", "Snow", *FILLER)
    newsroom.feed("/a.xml", ("/1", "Snow", "Snow on the pass.", None))
    run_round(desk)
    assert cut(desk) is None
    newsroom.feed("/b.xml", ("/1", "Ahmad Massoud on the closed road", "He spoke of it.", None))
    round_later(desk, clock)
    edition = cut(desk)
    assert edition is not None
    assert [article.url for article in edition.articles] == [f"{newsroom.url}/1"]


def test_a_name_that_is_told_of_a_published_article_makes_an_update(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    newsroom.article("/1", "Snow", "The NRF said that it had seen the snow.", *FILLER)
    newsroom.feed("/a.xml", ("/1", "Snow", "Snow on the pass.", None))
    run_round(desk)
    assert cut(desk)
    newsroom.feed("/b.xml", ("/1", "Ahmad Massoud and the NRF on the closed road", "", None))
    round_later(desk, clock)
    edition = cut(desk)
    assert edition is not None
    assert [article.kind for article in edition.articles] == ["update"]
    first, second = story_of(desk, f"{newsroom.url}/1").versions
    assert first.article.text != second.article.text
    round_later(desk, clock)
    assert cut(desk) is None


def test_what_matched_is_in_an_edition_though_a_later_text_no_longer_names_it(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks", "one", None))
    run_round(desk)
    newsroom.article("/1", "A winter of talks", *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks", "two", None))
    round_later(desk, clock)
    edition = cut(desk)
    assert edition is not None
    assert "Ahmad Massoud" in edition.articles[0].snippets[0].text
    assert cut(desk) is None


def test_an_update_that_brings_a_newly_watched_name_is_material_however_long_the_text(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    body = [f"Sentence number {number} is about the bridges in the north of the province." for number in range(40)]
    newsroom.article("/1", "Bridges", "The NRF said so on Friday.", *body)
    newsroom.feed("/a.xml", ("/1", "Bridges", "one", None))
    run_round(desk)
    assert cut(desk)
    newsroom.article("/1", "Bridges", "The NRF said so on Friday.", *body, "Ahmad Massoud came on Saturday, it said.")
    newsroom.feed("/a.xml", ("/1", "Bridges", "two", None))
    round_later(desk, clock)
    edition = cut(desk)
    assert edition is not None
    assert [article.kind for article in edition.articles] == ["update"]


def test_what_waits_for_an_edition_outlives_its_retention(newsroom: Newsroom, clock: Clock, desk: Desk) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
    newsroom.article("/2", "Snow", *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks", "", None), ("/2", "Snow", "", None))
    desk = replace(desk, settings=replace(desk.settings, keep_articles=timedelta(days=3)))
    run_round(desk)
    round_later(desk, clock, days=4)
    assert story_of(desk, f"{newsroom.url}/2").versions[0].article.text == ""
    edition = cut(desk)
    assert edition is not None
    assert "Ahmad Massoud" in edition.articles[0].snippets[0].text


def test_an_article_is_explained_when_its_text_is_long_let_go(newsroom: Newsroom, clock: Clock, desk: Desk) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks", "A summary.", None))
    run_round(desk)
    edition = cut(desk)
    assert edition is not None
    round_later(desk, clock, days=401)
    [version] = story_of(desk, f"{newsroom.url}/1").versions
    assert version.article.text == ""
    assert version.editions == (("daily", edition.id),)
    assert {hit.term for hit in version.hits if hit.counts} == {"p-ahmad-massoud", "o-nrf"}
    with desk.store.reading() as connection:
        assert connection.execute(select(schema.entries.c.text)).scalar_one() == ""


def test_two_processes_that_match_at_once_keep_each_hit_once(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks", "", None))
    polled(desk)
    read_with(desk, Gate(desk.settings.network, desk.settings.poll))
    slow = Overtaken(desk.matcher, lambda: match_unmatched(desk))
    assert match_unmatched(replace(desk, matcher=slow)) == 0  # type: ignore[arg-type]  # a fake with the same method
    [version] = story_of(desk, f"{newsroom.url}/1").versions
    assert len(version.hits) == 2


def test_hits_of_a_text_that_was_replaced_meanwhile_are_not_kept(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks", "", None))
    polled(desk)
    read_with(desk, Gate(desk.settings.network, desk.settings.poll))

    def another_text() -> None:
        with desk.store.writing() as connection:
            connection.execute(update(schema.versions).values(text=FILLER[0]))

    slow = Overtaken(desk.matcher, another_text)
    assert match_unmatched(replace(desk, matcher=slow)) == 0  # type: ignore[arg-type]  # a fake with the same method
    [version] = story_of(desk, f"{newsroom.url}/1").versions
    assert version.hits == ()


def test_two_processes_that_read_at_once_keep_one_version_and_count_one_try(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks", "", None))
    polled(desk)

    class Second(Gate):
        def fetch_all(self, requests):
            for answer in super().fetch_all(requests):
                read_with(desk, Gate(desk.settings.network, desk.settings.poll))
                yield answer

    assert read_with(desk, Second(desk.settings.network, desk.settings.poll)) == 0
    assert len(story_of(desk, f"{newsroom.url}/1").versions) == 1
    assert attempts(desk) == [1]


def test_a_round_cut_short_lets_the_feeds_text_stand_and_counts_no_try(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Talks of Ahmad Massoud", "In short.", None))
    polled(desk)
    assert read_with(desk, Handover(desk)) == 0
    assert attempts(desk) == [0]
    match_unmatched(desk)
    draft = preview(desk, desk.settings.daily, desk.clock())
    assert [article.text_from for article in draft.articles] == ["feed"]
    assert [trouble.reason for trouble in draft.coverage.no_text] == ["its page has not been read yet"]
    assert [trouble.what for trouble in draft.coverage.unread] == ["1 article"]
    run_round(desk)
    draft = preview(desk, desk.settings.daily, desk.clock())
    assert [(article.text_from, article.kind) for article in draft.articles] == [("page", "new")]
    assert (draft.coverage.no_text, draft.coverage.unread) == ((), ())


def test_ten_kills_give_up_no_page_that_was_not_being_read(newsroom: Newsroom, desk: Desk) -> None:
    paths = [f"/{number}" for number in range(8)]
    for path in paths:
        newsroom.article(path, f"Report {path}", AHMAD, *FILLER)
    newsroom.feed("/a.xml", *((path, f"Report {path}", "", None) for path in paths))
    polled(desk)
    for _ in range(10):
        with pytest.raises(KeyboardInterrupt):
            read_with(desk, Handover(desk, 1, KeyboardInterrupt()))
    assert sum(attempts(desk)) <= 10
    assert read_with(desk, Gate(desk.settings.network, desk.settings.poll)) == 8


def test_outlets_take_turns_so_that_one_that_hangs_starves_no_other(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.feed("/b.xml", ("/good", "Good", "", None))
    newsroom.feed("/a.xml")
    polled(desk)
    newsroom.feed("/a.xml", *((f"/slow{number}", f"Slow {number}", "", None) for number in range(5)))
    polled(desk)
    with desk.store.reading() as connection:
        batch = articles.unread(connection, desk.clock(), 4)
    assert sorted(article.outlet for article in batch) == ["outlet-1", "outlet-1", "outlet-1", "outlet-2"]


def test_a_next_try_that_a_wrong_clock_set_far_ahead_is_due_now(newsroom: Newsroom, clock: Clock, desk: Desk) -> None:
    newsroom.pages["/1"] = Page(b"busy", "text/plain", 503)
    newsroom.feed("/a.xml", ("/1", "Talks", "", None))
    clock.forward(days=365)
    run_round(desk)
    clock.forward(days=-365)

    def number_due(now: datetime) -> int:
        with desk.store.reading() as connection:
            return articles.count_unread(connection, now)

    assert number_due(clock()) == 1
    assert number_due(clock() + timedelta(days=365)) == 0
    run_round(desk)
    assert newsroom.paths().count("/1") == 2
