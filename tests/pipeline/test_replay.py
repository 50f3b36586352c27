"""An edited list on the archive: hits gained and lost; nothing in the store is changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.desks import WATCHLIST, Clock, desk_of
from tests.newsroom import FILLER, Newsroom

from watchdesk.model import Actor, Watchlist
from watchdesk.pipeline.cut import cut_now
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.match import rematch
from watchdesk.pipeline.replay import Replayed, replay
from watchdesk.pipeline.round import run_round

MASSOUD = "Ahmad Massoud told reporters in the afternoon that he would go on with his work through the winter."
PEDRAM = "Latif Pedram told reporters in the afternoon that he would go on with his work through the winter."
EDITED = Watchlist((Actor("p-pedram", "Latif Pedram", "person"), *WATCHLIST.actors[1:]), hash="edited")


@pytest.fixture
def read(newsroom: Newsroom, desk: Desk) -> Callable[..., None]:
    """Have the desk read articles /1, /2, … with these texts."""

    def read(*texts: str) -> None:
        for number, text in enumerate(texts, 1):
            newsroom.article(f"/{number}", f"Report {number}", text, *FILLER)
        newsroom.feed("/a.xml", *((f"/{number}", f"Report {number}", "", None) for number in range(1, len(texts) + 1)))
        run_round(desk, everything=True)

    return read


def replayed(desk: Desk, watchlist: Watchlist = EDITED, **back: float) -> Replayed:
    return replay(desk, watchlist, desk.clock() - timedelta(**(back or {"days": 30})))


def test_each_term_tells_how_many_articles_it_gains_and_loses_and_shows_some(desk: Desk, read) -> None:
    read(
        MASSOUD, PEDRAM, PEDRAM, *[PEDRAM.replace("reporters", f"reporter {number}") for number in range(4)], FILLER[0]
    )
    found = replayed(desk)
    assert (found.articles, found.gained, found.lost, found.stays) == (8, 6, 1, 0)
    pedram = found.terms["p-pedram"]
    assert (pedram.gained, pedram.lost, len(pedram.gained_in)) == (6, 0, 3)
    assert len({example.sentence for example in pedram.gained_in}) == 3
    [lost] = found.terms["p-ahmad-massoud"].lost_in
    assert (lost.sentence, lost.article.title) == (MASSOUD, "Report 1")


def test_what_would_come_into_an_edition_is_told_and_what_stands_in_one_is_not(desk: Desk, read) -> None:
    read(f"{MASSOUD} {PEDRAM}")
    assert cut_now(desk, desk.settings.daily, desk.clock()) is not None
    read(f"{MASSOUD} {PEDRAM}", PEDRAM, MASSOUD, "The NRF was there.")
    found = replayed(desk)
    assert [article.title for article in found.enters] == ["Report 2"]
    assert [article.title for article in found.leaves] == ["Report 3"]


def test_what_is_baseline_would_come_into_no_edition(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.feed("/a.xml", ("/1", "Latif Pedram speaks", "", None))
    desk = replace(desk, settings=replace(desk.settings, backfill="none"))
    run_round(desk)
    found = replayed(desk)
    assert found.terms["p-pedram"].gained == 1
    assert found.enters == []


def test_only_what_was_seen_since_then_is_matched_and_of_an_article_its_newest_text(
    desk: Desk, newsroom: Newsroom, clock: Clock, read
) -> None:
    read(f"{MASSOUD} {PEDRAM}", PEDRAM)
    cut_now(desk, desk.settings.daily, desk.clock())
    clock.forward(days=2)
    newsroom.article("/1", "Report 1", f"{MASSOUD} Others were silent, and went home in the evening.", *FILLER[:1])
    newsroom.feed("/a.xml", ("/1", "Report 1", "Changed.", None), ("/2", "Report 2", "", None))
    run_round(desk, everything=True)
    assert replayed(desk, days=1).articles == 1
    assert replayed(desk, days=1).gained == 0
    assert replayed(desk, days=3).articles == 2


def test_an_older_article_whose_text_changed_since_then_is_matched(
    desk: Desk, newsroom: Newsroom, clock: Clock, read
) -> None:
    read(FILLER[0])
    clock.forward(days=5)
    newsroom.article("/1", "Report 1", PEDRAM, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Report 1", "Changed.", None))
    run_round(desk, everything=True)
    assert replayed(desk, days=1).gained == 1


def test_nothing_in_the_store_is_changed(desk: Desk, read) -> None:
    read(MASSOUD, PEDRAM)
    before = dump(desk)
    assert replayed(desk).gained == 1
    assert dump(desk) == before


def dump(desk: Desk) -> list[str]:
    with desk.store.reading() as connection:
        wire = connection.connection.driver_connection
        assert wire is not None
        return list(wire.iterdump())


def test_hits_that_an_older_list_has_left_are_not_taken_for_those_of_the_list_in_force(desk: Desk, read) -> None:
    read(MASSOUD, PEDRAM)
    stored_by_another = desk_of(replace(desk.settings, watchlist=EDITED), desk.clock, desk.store)
    assert replayed(stored_by_another, WATCHLIST).gained == 1
    assert replayed(stored_by_another, WATCHLIST).lost == 1


def test_what_an_article_was_sent_for_under_an_earlier_list_is_no_hit_of_the_list_in_force(desk: Desk, read) -> None:
    read(f"{MASSOUD} {PEDRAM}")
    cut_now(desk, desk.settings.daily, desk.clock())
    shorter = Watchlist((), hash="empty")
    later = desk_of(replace(desk.settings, watchlist=shorter), desk.clock, desk.store)
    assert rematch(later) == 1
    found = replayed(later)
    assert (found.gained, found.lost) == (1, 0)


def test_an_article_without_text_is_compared_by_its_title_and_counted(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.feed("/a.xml", ("/gone", "Latif Pedram speaks", "", None))
    run_round(desk)
    found = replayed(desk)
    assert (found.articles, found.without_text, found.gained) == (1, 1, 1)
    assert found.terms["p-pedram"].gained_in[0].sentence == "Latif Pedram speaks"


def test_many_articles_are_matched_by_workers_with_the_same_answer_and_progress_is_told(
    desk: Desk, newsroom: Newsroom
) -> None:
    newsroom.feed("/a.xml", *(("/", f"Latif Pedram in district {number}", "", None) for number in range(130)))
    run_round(desk)
    told: list[tuple[int, int]] = []
    found = replay(
        replace(desk, progress=lambda _, done, total: told.append((done, total))), EDITED, desk.clock() - timedelta(1)
    )
    assert (found.articles, found.gained, len(found.enters)) == (130, 130, 130)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (130, 130)
    assert [article.id for article in found.enters] == sorted((article.id for article in found.enters), reverse=True)


def test_a_replay_that_is_stopped_ends(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.feed("/a.xml", *(("/", f"Latif Pedram in district {number}", "", None) for number in range(130)))
    run_round(desk)
    desk.stop.set()
    assert replayed(desk).articles == 0
