"""The watchlist changes: the last days are matched again, once; what was sent is never sent again for it."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update
from tests.desks import WATCHLIST, Clock
from tests.newsroom import FILLER, Newsroom

from watchdesk.core.matching import Matcher, compile_watchlist
from watchdesk.model import Actor, Document, Edition, Matched, Watchlist
from watchdesk.pipeline.cut import cut_now
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.explain import find, standing
from watchdesk.pipeline.match import rematch
from watchdesk.pipeline.round import run_round
from watchdesk.store import archive, schema
from watchdesk.store.archive import KeptVersion

MASSOUD = "Ahmad Massoud told reporters in the afternoon that he would go on with his work through the winter."
KARIM = "Latif Pedram told reporters in the afternoon that he would go on with his work through the winter."
BOTH = f"{MASSOUD} Later Latif Pedram spoke as well."
WIDER = Watchlist((*WATCHLIST.actors, Actor("p-pedram", "Latif Pedram", "person")), hash="wider")
OTHER = Watchlist((Actor("p-pedram", "Latif Pedram", "person"),), hash="other")


def watching(desk: Desk, watchlist: Watchlist, **settings: object) -> Desk:
    """The desk after it took up a list."""
    changed = replace(desk.settings, watchlist=watchlist, **settings)  # type: ignore[arg-type]  # any of its fields
    return replace(desk, settings=changed, matcher=compile_watchlist(watchlist), rematched=threading.Event())


def tell(newsroom: Newsroom, *texts: str, summary: str = "") -> None:
    """A feed of articles /1, /2, … with these texts."""
    for number, text in enumerate(texts, 1):
        newsroom.article(f"/{number}", f"Report {number}", text, *FILLER)
    newsroom.feed("/a.xml", *((f"/{number}", f"Report {number}", summary, None) for number in range(1, len(texts) + 1)))


def cut(desk: Desk) -> Edition | None:
    return cut_now(desk, desk.settings.daily, desk.clock())


def links(edition: Edition | None) -> list[str]:
    return [] if edition is None else sorted(article.url.rpartition("/")[2] for article in edition.articles)


def versions(desk: Desk, article_id: int = 1) -> tuple[KeptVersion, ...]:
    with desk.store.reading() as connection:
        found = archive.dossier(connection, "", article_id)
    assert found is not None
    return found.versions


def terms(version: KeptVersion) -> set[str]:
    return {hit.term for hit in version.hits}


def test_an_actor_added_at_noon_is_in_the_next_edition_for_this_mornings_articles_once(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, MASSOUD, KARIM, FILLER[0])
    run_round(desk)
    assert links(cut(desk)) == ["1"]
    clock.forward(hours=5)
    desk = watching(desk, WIDER)
    assert run_round(desk).rematched == 3
    edition = cut(desk)
    assert links(edition) == ["2"]
    assert edition is not None
    assert edition.articles[0].kind == "new"
    assert "Latif Pedram" in edition.articles[0].snippets[0].text
    assert run_round(desk).rematched == 0
    assert cut(desk) is None


def test_an_article_in_an_edition_is_not_sent_again_for_a_new_term_and_explains_both(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, BOTH)
    run_round(desk)
    edition = cut(desk)
    assert edition is not None
    desk = watching(desk, WIDER)
    run_round(desk)
    assert cut(desk) is None
    [version] = versions(desk)
    assert terms(version) == {"p-ahmad-massoud", "p-pedram"}
    assert version.editions == (("daily", edition.id),)


def test_an_article_in_an_edition_explains_the_term_that_a_new_list_no_longer_has(
    newsroom: Newsroom, desk: Desk
) -> None:
    tell(newsroom, BOTH)
    run_round(desk)
    cut(desk)
    [before] = versions(desk)
    desk = watching(desk, OTHER)
    run_round(desk)
    [after] = versions(desk)
    assert terms(after) == {"p-ahmad-massoud", "p-pedram"}
    assert [hit for hit in after.hits if hit.term == "p-ahmad-massoud"] == list(before.hits)
    again = watching(desk, OTHER)
    assert rematch(again) == 0


def test_what_the_new_list_finds_just_as_the_old_one_did_is_not_written_again(newsroom: Newsroom, desk: Desk) -> None:
    def rows() -> dict[str, int]:
        with desk.store.reading() as connection:
            return {row.term: row.id for row in connection.execute(select(schema.hits))}

    tell(newsroom, BOTH)
    run_round(desk)
    before = rows()
    assert rematch(watching(desk, WIDER)) == 1
    assert rows() == {**before, "p-pedram": rows()["p-pedram"]}
    [light] = versions(desk)
    heavier = replace(WIDER, actors=tuple(replace(actor, weight=3) for actor in WIDER.actors), hash="heavier")
    assert rematch(watching(desk, heavier)) == 1
    [after] = versions(desk)
    scores = {hit.term: hit.score for hit in light.hits}
    assert {hit.term for hit in after.hits if hit.score > scores[hit.term]} == {"p-ahmad-massoud", "p-pedram"}


def test_a_term_that_is_taken_off_the_list_brings_no_article_that_is_in_no_edition_yet(
    newsroom: Newsroom, desk: Desk
) -> None:
    tell(newsroom, MASSOUD, KARIM)
    run_round(desk)
    desk = watching(desk, OTHER)
    run_round(desk)
    assert links(cut(desk)) == ["2"]


def test_what_only_the_feed_tells_is_found_for_a_new_term_but_makes_no_update_of_what_was_sent(
    newsroom: Newsroom, desk: Desk
) -> None:
    tell(newsroom, MASSOUD, FILLER[0], summary="Latif Pedram spoke, too.")
    run_round(desk)
    assert links(cut(desk)) == ["1"]
    desk = watching(desk, WIDER)
    run_round(desk)
    assert links(cut(desk)) == ["2"]
    assert len(versions(desk, 1)) == 1


def test_a_later_text_of_an_article_in_an_edition_is_not_sent_for_a_new_term_alone(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, BOTH)
    run_round(desk)
    cut(desk)
    newsroom.article("/1", "Report 1", KARIM, "The road was opened late in the evening.", *FILLER)
    newsroom.feed("/a.xml", ("/1", "Report 1", "Changed.", None))
    clock.forward(hours=3)
    run_round(desk, everything=True)
    assert [terms(version) for version in versions(desk)] == [{"p-ahmad-massoud"}, set()]
    desk = watching(desk, WIDER)
    run_round(desk)
    assert cut(desk) is None


@pytest.mark.parametrize("span", [timedelta(days=3), None])
def test_a_slight_change_of_a_text_that_was_sent_makes_no_update_because_the_list_is_longer_now(
    newsroom: Newsroom, clock: Clock, desk: Desk, span: timedelta | None
) -> None:
    body = [f"Sentence number {number} is about the bridges in the north of the province." for number in range(40)]
    tell(newsroom, " ".join([BOTH, *body]))
    run_round(desk)
    cut(desk)
    newsroom.article("/1", "Report 1", " ".join([BOTH, *body, "This was changed at noon."]), *FILLER)
    newsroom.feed("/a.xml", ("/1", "Report 1", "Changed.", None))
    clock.forward(hours=3)
    desk = watching(desk, WIDER, rematch=span)
    run_round(desk, everything=True)
    assert cut(desk) is None


def test_what_the_feed_had_said_before_an_article_was_sent_makes_no_update_when_it_says_it_again(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    said = "Ahmad Massoud looked at the dam with Latif Pedram, who builds it."
    newsroom.article("/1", "Ahmad Massoud at the dam", MASSOUD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Ahmad Massoud at the dam", said, None))
    run_round(desk)
    assert links(cut(desk)) == ["1"]
    desk = watching(desk, WIDER)
    clock.forward(hours=1)
    run_round(desk, everything=True)
    assert cut(desk) is None
    for title in ("Ahmad Massoud at the big dam", "Ahmad Massoud at the biggest dam"):
        newsroom.article("/1", title, MASSOUD, *FILLER)
        newsroom.feed("/a.xml", ("/1", title, said, None))
        clock.forward(hours=1)
        run_round(desk, everything=True)
        assert cut(desk) is None
    assert len(versions(desk)) == 1


def test_what_the_feed_says_only_after_an_article_was_sent_makes_an_update(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    desk = watching(desk, WIDER)
    newsroom.article("/1", "Ahmad Massoud at the dam", MASSOUD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Ahmad Massoud at the dam", "He looked at the dam.", None))
    run_round(desk)
    assert links(cut(desk)) == ["1"]
    for number in range(2):  # what is told between is no longer what was told before
        newsroom.feed("/a.xml", ("/1", "Ahmad Massoud at the dam", f"He looked at the dam {number} times.", None))
        clock.forward(hours=1)
        run_round(desk, everything=True)
        assert cut(desk) is None
    newsroom.feed("/a.xml", ("/1", "Ahmad Massoud at the dam", "Latif Pedram, who builds it, was there.", None))
    clock.forward(hours=1)
    run_round(desk, everything=True)
    edition = cut(desk)
    assert edition is not None
    assert [article.kind for article in edition.articles] == ["update"]


def test_an_article_that_changed_this_morning_is_this_mornings_however_old_it_is(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, FILLER[0])
    run_round(desk)
    clock.forward(days=5)
    newsroom.article("/1", "Report 1", KARIM, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Report 1", "Changed.", None))
    run_round(desk, everything=True)
    clock.forward(hours=4)
    desk = watching(desk, WIDER)
    assert run_round(desk).rematched == 1
    assert links(cut(desk)) == ["1"]


def test_what_a_feed_tells_this_morning_of_an_older_article_is_this_mornings_too(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, FILLER[0])
    run_round(desk)
    clock.forward(days=10)
    newsroom.feed("/a.xml", ("/1", "Report 1", "Latif Pedram closed the road.", None))
    run_round(desk, everything=True)
    clock.forward(hours=4)
    desk = watching(desk, WIDER)
    assert run_round(desk).rematched == 1
    assert links(cut(desk)) == ["1"]


def test_explain_says_that_another_list_has_matched_an_article_and_what_the_list_in_force_finds(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, KARIM, FILLER[0])
    run_round(desk)
    clock.forward(days=5)
    desk = watching(desk, WIDER)
    run_round(desk)
    said = [*standing(desk, find(desk, "1")).values(), *standing(desk, find(desk, "2")).values()]
    earlier = "an earlier list or matcher found no watched name or keyword in it"
    assert said == [
        f"in no edition: {earlier}; those in force find p-pedram",
        "in no edition: no watched name or keyword was found in it",
    ]


def test_baseline_stays_baseline(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, KARIM)
    desk = watching(desk, WATCHLIST, backfill="none")
    run_round(desk)
    desk = watching(desk, WIDER)
    tell(newsroom, KARIM, MASSOUD)
    run_round(desk, everything=True)
    assert links(cut(desk)) == ["2"]


def test_what_was_seen_before_the_span_stays_as_it_was_matched(newsroom: Newsroom, clock: Clock, desk: Desk) -> None:
    tell(newsroom, KARIM)
    run_round(desk)
    clock.forward(days=3, hours=1)
    assert rematch(watching(desk, WIDER)) == 0
    assert rematch(watching(desk, WIDER, rematch=timedelta(days=4))) == 1


def test_nothing_is_matched_again_where_the_desk_wants_none_or_the_list_is_the_same(
    newsroom: Newsroom, desk: Desk
) -> None:
    tell(newsroom, KARIM)
    run_round(desk)
    assert rematch(watching(desk, WIDER, rematch=None)) == 0
    assert rematch(watching(desk, WATCHLIST)) == 0
    assert terms(versions(desk)[0]) == set()


def test_a_new_matcher_matches_the_last_days_again_too(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, MASSOUD)
    run_round(desk)
    newer = replace(desk.matcher, hash="a newer matcher's")
    assert rematch(replace(watching(desk, WATCHLIST), matcher=newer)) == 1
    assert versions(desk)[0].matched_with == "a newer matcher's"


def test_what_was_found_in_a_text_that_was_let_go_is_not_lost(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, MASSOUD)
    run_round(desk)
    with desk.store.writing() as connection:
        connection.execute(update(schema.versions).values(text=""))
    desk = watching(desk, OTHER)
    run_round(desk)
    assert terms(versions(desk)[0]) == {"p-ahmad-massoud"}


class Interrupting:
    """A matcher to which something happens at its n-th text."""

    def __init__(self, matcher: Matcher, at: int, happens) -> None:
        self.hash = matcher.hash
        self._matcher = matcher
        self._left = at
        self._happens = happens

    def match(self, document: Document) -> Matched:
        self._left -= 1
        if self._left == 0:
            self._happens()
        return self._matcher.match(document)


def interrupted(desk: Desk, watchlist: Watchlist, at: int, happens) -> Desk:
    desk = watching(desk, watchlist)
    return replace(desk, matcher=Interrupting(desk.matcher, at, happens))  # type: ignore[arg-type]  # a fake with the same method


def many(newsroom: Newsroom, desk: Desk) -> None:
    """150 articles, told by the feed alone."""
    newsroom.feed(
        "/a.xml",
        *(("/", f"Latif Pedram spoke in district {number}", f"Report {number}", None) for number in range(150)),
    )
    run_round(desk)


def test_a_pass_that_dies_goes_on_where_it_was(newsroom: Newsroom, desk: Desk) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    many(newsroom, desk)
    with pytest.raises(KeyboardInterrupt):
        rematch(interrupted(desk, WIDER, 130, die))
    desk = watching(desk, WIDER)
    assert rematch(desk) == 50
    edition = cut(desk)
    assert edition is not None
    assert len(edition.articles) == 150


def test_a_pass_that_is_stopped_is_taken_up_again_by_the_same_desk(newsroom: Newsroom, desk: Desk) -> None:
    many(newsroom, desk)
    stopped = interrupted(desk, WIDER, 10, desk.stop.set)
    assert rematch(stopped) == 100
    assert not stopped.rematched.is_set()


def test_a_daemon_with_an_older_list_does_not_undo_what_a_poll_with_a_newer_one_has_done(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, KARIM)
    run_round(desk)  # the daemon, which goes on with this list
    assert rematch(watching(desk, WIDER)) == 1
    for _ in range(3):
        clock.forward(minutes=1)
        assert run_round(desk).rematched == 0
    assert terms(versions(desk)[0]) == {"p-pedram"}


def test_two_processes_that_take_up_different_lists_at_once_both_come_to_an_end(newsroom: Newsroom, desk: Desk) -> None:
    many(newsroom, desk)
    one = watching(desk, OTHER)
    assert rematch(interrupted(desk, WIDER, 130, lambda: rematch(one))) == 150
    assert one.rematched.is_set()
    found = {version.matched_with for number in range(1, 151) for version in versions(desk, number)}
    assert found == {one.matcher.hash}  # who came last has the last word


def test_what_enters_an_edition_while_it_is_matched_again_keeps_what_it_was_sent_for(
    newsroom: Newsroom, desk: Desk
) -> None:
    tell(newsroom, BOTH, KARIM, summary="Latif Pedram was seen in the north.")
    run_round(desk)
    editions: list[Edition | None] = []
    slow = interrupted(desk, OTHER, 1, lambda: editions.append(cut(desk)))
    rematch(slow)
    assert links(editions[0]) == ["1"]
    assert terms(versions(desk, 1)[0]) == {"p-ahmad-massoud", "p-pedram"}
    assert links(cut(slow)) == ["2"]
    assert cut(slow) is None


def test_a_list_that_has_not_changed_costs_one_look_into_an_index(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, KARIM)
    run_round(desk)
    asked: list[tuple[str, object]] = []
    fresh = watching(desk, WATCHLIST)
    with desk.store.reading() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, said, values, *_: asked.append((said, values)))
    assert rematch(fresh) == 0
    [(query, values)] = [(said, values) for said, values in asked if said.startswith("SELECT")]
    assert rematch(fresh) == 0
    assert len([said for said, _ in asked if said.startswith("SELECT")]) == 1
    with desk.store.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
    assert any("versions USING INDEX ix_versions_changed_at_matched_with" in row[3] for row in plan)
    assert not any(row[3].startswith("SCAN") for row in plan)


def test_the_hits_of_a_text_that_changed_meanwhile_are_not_kept(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, KARIM)
    run_round(desk)

    def another_text() -> None:
        with desk.store.writing() as connection:
            connection.execute(update(schema.versions).values(text=FILLER[0]))

    rematch(interrupted(desk, WIDER, 1, another_text))
    assert terms(versions(desk)[0]) == set()
    with desk.store.reading() as connection:
        assert connection.execute(select(schema.hits)).all() == []
