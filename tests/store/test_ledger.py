from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from watchdesk.model import Entry, Feed, Hit, Matched, Mention, Outlet
from watchdesk.store import archive, articles, editions, entries, feeds, hits
from watchdesk.store.articles import Reading
from watchdesk.store.editions import KeptEdition, ScheduleState
from watchdesk.store.engine import open_store
from watchdesk.store.entries import Kept, Origin

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
OUTLET = Outlet("gazette", "Gazette", "en", routes=((Feed("http://feeds.test/a"),), (Feed("http://feeds.test/b"),)))


@pytest.fixture
def connection():
    store = open_store("sqlite://")
    with store.writing() as connection:
        yield connection
    store.close()


def tell(connection: Connection, link: str, *, feed: str = "a", is_baseline: bool = False, at: datetime = NOW) -> int:
    state = feeds.enlist(connection, [OUTLET])[f"http://feeds.test/{feed}"]
    kept = Kept(Entry(key=link, url=link, title="Massoud speaks"), link, "print", is_baseline)
    entries.add_entry(connection, Origin(state.id, "gazette", wants_page=True), kept, at)
    found = archive.dossier(connection, link, None)
    assert found is not None
    return found.id


def read(connection: Connection, article_id: int, number: int = 1, *, counts: bool = True, at: datetime = NOW) -> None:
    articles.add_version(connection, article_id, number, Reading("Massoud speaks", "He spoke.", "en", "page"), at)
    mention = Mention("p-massoud", "actor", "person", 0, 7, "Massoud", "literal", 1.0, "name", field="title")
    hit = Hit("p-massoud", "actor", counts=counts, score=2.5, parts=(("weight", 2.5),), mentions=(mention,))
    for version_id in hits.unmatched(connection, 10):
        hits.save_matches(connection, version_id, Matched((mention,), (hit,)), "list")


def enlisted(connection: Connection, schedule: str, at: datetime = NOW) -> ScheduleState:
    """The state of a schedule beside whatever others the store knows."""
    known = editions.schedule_states(connection)
    return editions.enlist(connection, {*known, schedule}, at)[schedule]


def cut(connection: Connection, schedule: str = "daily", at: datetime = NOW) -> list[str]:
    """Cut an edition and give the URLs it holds."""
    state = enlisted(connection, schedule, at)
    chosen, version_ids = editions.candidates(connection, state)
    edition_id = editions.next_id(connection, at.date(), lambda _: False)
    editions.save(connection, KeptEdition(edition_id, schedule, at.date(), at, "{}", ("md",)), version_ids)
    return [candidate.article.url for candidate in chosen]


def test_an_article_with_a_hit_that_counts_is_in_exactly_one_edition_of_each_schedule(connection: Connection) -> None:
    editions.enlist(connection, ["daily", "weekly"], NOW)
    read(connection, tell(connection, "http://a.test/1"))
    assert cut(connection) == ["http://a.test/1"]
    assert cut(connection) == []
    assert cut(connection, "weekly") == ["http://a.test/1"]
    assert cut(connection, "weekly") == []


def test_a_hit_is_kept_with_its_mentions_its_sum_and_the_list_that_found_it(connection: Connection) -> None:
    read(connection, tell(connection, "http://a.test/1"))
    found = archive.dossier(connection, "http://a.test/1", None)
    assert found is not None
    version = found.versions[0]
    assert version.matched_with == "list"
    assert version.hits[0].parts == (("weight", 2.5),)
    assert version.hits[0].mentions[0].surface == "Massoud"


def test_evidence_alone_brings_no_article_into_an_edition(connection: Connection) -> None:
    read(connection, tell(connection, "http://a.test/1"), counts=False)
    assert cut(connection) == []


def test_a_baseline_article_is_in_no_edition_until_another_feed_tells_it_as_new(connection: Connection) -> None:
    article_id = tell(connection, "http://a.test/1", is_baseline=True)
    read(connection, article_id)
    assert cut(connection) == []
    assert tell(connection, "http://a.test/1", feed="b") == article_id
    assert cut(connection) == ["http://a.test/1"]


def test_the_same_link_in_two_feeds_is_one_article(connection: Connection) -> None:
    assert tell(connection, "http://a.test/1") == tell(connection, "http://a.test/1", feed="b")


def test_a_new_version_is_an_item_of_its_own_and_an_update(connection: Connection) -> None:
    article_id = tell(connection, "http://a.test/1")
    read(connection, article_id)
    cut(connection)
    read(connection, article_id, 2)
    state = enlisted(connection, "daily", NOW)
    chosen, _ = editions.candidates(connection, state)
    assert [candidate.article.kind for candidate in chosen] == ["update"]
    assert cut(connection) == ["http://a.test/1"]
    assert cut(connection) == []


def test_two_versions_that_wait_are_one_item_the_newer(connection: Connection) -> None:
    article_id = tell(connection, "http://a.test/1")
    read(connection, article_id)
    read(connection, article_id, 2)
    state = enlisted(connection, "daily", NOW)
    chosen, version_ids = editions.candidates(connection, state)
    assert [(candidate.article.version, candidate.article.kind) for candidate in chosen] == [(2, "new")]
    assert len(version_ids) == 2


def test_a_schedule_that_is_added_later_begins_with_what_is_seen_from_then_on(connection: Connection) -> None:
    editions.enlist(connection, ["daily"], NOW)
    read(connection, tell(connection, "http://a.test/old"))
    later = NOW + timedelta(days=30)
    editions.enlist(connection, ["daily", "weekly"], later)
    read(connection, tell(connection, "http://a.test/new", at=later), at=later)
    assert cut(connection, "weekly", later) == ["http://a.test/new"]


def test_schedules_that_stand_there_from_the_start_all_take_everything(connection: Connection) -> None:
    editions.enlist(connection, ["morning", "evening"], NOW)
    read(connection, tell(connection, "http://a.test/1"))
    later = NOW + timedelta(hours=12)
    states = editions.enlist(connection, ["morning", "evening"], later)
    assert [state.since for state in states.values()] == [None, None]
    assert [len(editions.candidates(connection, state)[0]) for state in states.values()] == [1, 1]


def test_a_baseline_article_told_anew_counts_as_seen_then(connection: Connection) -> None:
    editions.enlist(connection, ["daily"], NOW)
    read(connection, tell(connection, "http://a.test/1", is_baseline=True))
    later = NOW + timedelta(days=30)
    editions.enlist(connection, ["daily", "weekly"], later)
    tell(connection, "http://a.test/1", feed="b", at=later + timedelta(hours=1))
    assert cut(connection, "weekly", later) == ["http://a.test/1"]


def test_a_schedule_that_comes_back_begins_with_its_next_hour_and_misses_nothing(connection: Connection) -> None:
    editions.enlist(connection, ["daily", "weekly"], NOW)
    later = NOW + timedelta(days=10)
    assert list(editions.enlist(connection, ["daily"], later)) == ["daily"]
    read(connection, tell(connection, "http://a.test/1", at=later), at=later)
    back = editions.enlist(connection, ["daily", "weekly"], later + timedelta(days=1))["weekly"]
    assert back.started == later + timedelta(days=1)
    assert [candidate.article.url for candidate in editions.candidates(connection, back)[0]] == ["http://a.test/1"]


def test_an_editions_own_clock_does_not_hide_what_came_after_it_was_made(connection: Connection) -> None:
    future = NOW + timedelta(days=400)
    kept = KeptEdition("2027-12-25", "daily", future.date(), future, "{}", ("md",), made_at=NOW)
    editions.save(connection, kept, [])
    cut(connection, at=NOW + timedelta(hours=1))
    latest = editions.latest(connection)
    assert latest is not None
    assert latest.id == "2026-11-20"
    assert editions.last_cut(connection, "daily", NOW + timedelta(minutes=1)) == NOW


def test_only_articles_that_could_be_in_an_edition_and_have_no_text_count_as_unseen(connection: Connection) -> None:
    read(connection, tell(connection, "http://a.test/read"))
    tell(connection, "http://a.test/old", is_baseline=True)
    assert editions.count_unseen(connection) == (0, None)
    tell(connection, "http://a.test/waits", at=NOW + timedelta(hours=1))
    assert editions.count_unseen(connection) == (1, NOW + timedelta(hours=1))


def test_ids_count_up_within_a_date_and_step_over_files_that_are_there(connection: Connection) -> None:
    day = date(2026, 11, 20)
    cut(connection)
    assert editions.next_id(connection, day, lambda _: False) == "2026-11-20-2"
    assert editions.next_id(connection, day, lambda name: name == "2026-11-20-2") == "2026-11-20-3"


def test_a_changed_entry_is_read_again_three_times_within_a_week(connection: Connection) -> None:
    article_id = tell(connection, "http://a.test/1")
    state = feeds.states(connection)["http://feeds.test/a"]
    origin = Origin(state.id, "gazette", wants_page=True)
    kept = Kept(Entry(key="http://a.test/1", url="http://a.test/1", title="Edited"), "http://a.test/1", "other", False)
    reads = 0
    for hour in range(5):
        articles.finish_attempt(connection, article_id, state="read")
        entries.change_entry(connection, origin, kept, NOW + timedelta(hours=hour))
        reads += len(articles.unread(connection, NOW + timedelta(days=1), 10))
    assert reads == 3


def test_a_changed_entry_is_not_read_again_after_a_week(connection: Connection) -> None:
    article_id = tell(connection, "http://a.test/1")
    articles.finish_attempt(connection, article_id, state="read")
    state = feeds.states(connection)["http://feeds.test/a"]
    kept = Kept(Entry(key="http://a.test/1", url="http://a.test/1", title="Edited"), "http://a.test/1", "other", False)
    entries.change_entry(connection, Origin(state.id, "gazette", wants_page=True), kept, NOW + timedelta(days=8))
    assert articles.unread(connection, NOW + timedelta(days=9), 10) == ()


def test_an_old_text_is_let_go_but_its_entry_is_never_new_again(connection: Connection) -> None:
    read(connection, tell(connection, "http://a.test/old"))
    cut(connection)
    later = NOW + timedelta(days=500)
    read(connection, tell(connection, "http://a.test/young", at=later), at=later)
    assert articles.forget_texts(connection, later - timedelta(days=400), ["daily"]) == 1
    old, young = (archive.dossier(connection, f"http://a.test/{name}", None) for name in ("old", "young"))
    assert old is not None
    assert [version.article.text for version in old.versions] == [""]
    assert old.versions[0].editions == (("daily", "2026-11-20"),)
    assert young is not None
    assert young.versions[0].article.text
    state = feeds.states(connection)["http://feeds.test/a"]
    [known] = entries.known(connection, state.id, ["http://a.test/old"], [])
    assert known.fingerprint == "print"
