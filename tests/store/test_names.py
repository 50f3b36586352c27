from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from watchdesk.core.discovery import NameNearby, name_key
from watchdesk.model import Entry, Feed, Matched, NewName, Outlet, Snippet
from watchdesk.store import articles, editions, entries, feeds, hits, names
from watchdesk.store.articles import Reading
from watchdesk.store.editions import KeptEdition
from watchdesk.store.engine import open_store
from watchdesk.store.entries import Kept, Origin

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=90)
OUTLET = Outlet("gazette", "Gazette", "en", routes=((Feed("http://feeds.test/a"),),))


@pytest.fixture
def connection():
    store = open_store("sqlite://")
    with store.writing() as connection:
        yield connection
    store.close()


def nearby(name: str, sentence: str = "") -> NameNearby:
    snippet = Snippet(sentence or f"{name} spoke.", ((0, len(name), ""),))
    return NameNearby(name_key(name), name, "person", ("p-massoud",), snippet)


def read(connection: Connection, link: str, *found: NameNearby, at: datetime = NOW, byline: str = "") -> int:
    """Keep an article with a version in which these names stand; give the version's id."""
    state = feeds.enlist(connection, [OUTLET])["http://feeds.test/a"]
    kept = Kept(Entry(key=link, url=link, title="A title"), link, "print", is_baseline=False)
    entries.add_entry(connection, Origin(state.id, "gazette", wants_page=True), kept, at)
    (article,) = [one.id for one in articles.without_text(connection, 100)]
    articles.add_version(connection, article, 1, Reading("A title", "A text.", "en", "page", byline), at)
    (version_id,) = hits.unmatched(connection, 100)
    hits.save_matches(connection, version_id, Matched(), "a-list")
    names.save_names(connection, version_id, found)
    return version_id


def counted(connection: Connection, since: datetime = LONG_AGO) -> dict[str, tuple[int, int]]:
    """In how many articles each name stands, and in how many sentences."""
    return {one.surface: (one.articles, one.sentences) for one in names.spellings(connection, since)}


def test_a_name_is_counted_over_articles_and_over_sentences(connection: Connection) -> None:
    for number in range(3):
        said = nearby("Fawad Daryabi", f"Fawad Daryabi spoke {number} times.")
        read(connection, f"http://a.test/{number}", said, nearby("Karim Wardak"))
    assert counted(connection) == {"Fawad Daryabi": (3, 3), "Karim Wardak": (3, 1)}


def test_what_was_seen_is_given_as_it_was_kept(connection: Connection) -> None:
    said = nearby("Fawad Daryabi")
    read(connection, "http://a.test/1", said)
    (one,) = names.appearances(connection, [said.key], LONG_AGO)["Fawad Daryabi"]
    assert (one.key, one.type, one.actors, one.outlet) == (said.key, said.type, said.actors, "gazette")
    assert one.is_together is False
    sentence = names.sentences(connection, [one.id])[one.id]
    assert (sentence.snippet, sentence.url, sentence.outlet) == (said.snippet, "http://a.test/1", "gazette")


def test_what_was_first_seen_before_a_time_is_left_out(connection: Connection) -> None:
    for number in range(3):
        read(connection, f"http://a.test/{number}", nearby("Fawad Daryabi"), at=NOW - timedelta(days=number))
    assert counted(connection)["Fawad Daryabi"][0] == 3
    assert counted(connection, since=NOW - timedelta(days=1))["Fawad Daryabi"][0] == 2
    found = names.appearances(connection, [name_key("Fawad Daryabi")], NOW - timedelta(days=1))
    assert len(found["Fawad Daryabi"]) == 2


def test_who_wrote_an_article_is_no_name_in_it(connection: Connection) -> None:
    read(connection, "http://a.test/1", nearby("Fawad Daryabi"), byline="By Fawad Daryabi in Kabul")
    assert counted(connection) == {}


def test_names_seen_anew_in_a_version_take_the_place_of_the_old(connection: Connection) -> None:
    version_id = read(connection, "http://a.test/1", nearby("Fawad Daryabi"))
    names.save_names(connection, version_id, [nearby("Karim Wardak")])
    assert list(counted(connection)) == ["Karim Wardak"]
    names.save_names(connection, version_id, [])
    assert counted(connection) == {}


def test_all_spellings_of_a_key_are_given(connection: Connection) -> None:
    read(connection, "http://a.test/1", nearby("Mohammad Yaqoobi"))
    read(connection, "http://a.test/2", nearby("Muhammad Yaqubi"))
    found = names.appearances(connection, [name_key("Mohamed Yaqubi")], LONG_AGO)
    assert sorted(found) == ["Mohammad Yaqoobi", "Muhammad Yaqubi"]


def test_names_go_with_the_texts_they_stand_in(connection: Connection) -> None:
    read(connection, "http://a.test/old", nearby("Fawad Daryabi"), at=LONG_AGO)
    read(connection, "http://a.test/new", nearby("Karim Wardak"))
    articles.forget_texts(connection, NOW - timedelta(days=30), ["daily"])
    assert list(counted(connection, since=datetime(2000, 1, 1, tzinfo=UTC))) == ["Karim Wardak"]


def test_an_article_that_goes_takes_its_names_along(connection: Connection) -> None:
    read(connection, "http://a.test/1", nearby("Fawad Daryabi"))
    connection.execute(text("DELETE FROM articles"))
    assert connection.execute(text("SELECT count(*) FROM names")).scalar_one() == 0


def test_a_name_is_remembered_as_proposed_by_all_its_spellings_and_for_its_schedule(connection: Connection) -> None:
    kept = KeptEdition("2026-11-20", "daily", NOW.date(), NOW, "{}", ("md",))
    editions.save(connection, kept, ())
    new = NewName(
        "Mohammad Yaqoobi",
        "person",
        3,
        ("gazette",),
        ("p-massoud",),
        Snippet("."),
        "http://a.test/1",
        "gazette",
        ("Muhammad Yaqubi",),
    )
    names.propose(connection, "daily", kept.id, [new])
    assert names.proposed(connection, "daily") == {"mohammad yaqoobi", "muhammad yaqubi"}
    assert names.proposed(connection, "weekly") == frozenset()
