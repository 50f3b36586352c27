from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from watchdesk.model import Entry, Feed, Hit, Matched, Mention, Outlet
from watchdesk.store import archive, articles, entries, feeds, hits
from watchdesk.store.articles import Reading
from watchdesk.store.engine import open_store
from watchdesk.store.entries import Kept, Origin
from watchdesk.store.usage import RuleUse, TermUse, last_found, usage

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
OUTLET = Outlet("gazette", "Gazette", "en", routes=((Feed("http://feeds.test/a"),),))
TEXT = "The Front spoke. The FF left."


@pytest.fixture
def connection():
    store = open_store("sqlite://")
    with store.writing() as connection:
        yield connection
    store.close()


def mention(term: str, start: int, rule: str, field: str = "text") -> Mention:
    return Mention(term, "actor", "org", start, start + 5, TEXT[start : start + 5], "literal", 1.0, rule, field)  # type: ignore[arg-type]


def keep(connection: Connection, name: str, days: int, found: dict[str, list[Mention]], *, counts: bool = True) -> None:
    """An article of so many days ago, in which these terms were found."""
    link, at = f"http://a.test/{name}", NOW - timedelta(days=days)
    state = feeds.enlist(connection, [OUTLET])["http://feeds.test/a"]
    kept = Kept(Entry(key=link, url=link, title="Told"), link, "print", is_baseline=False)
    entries.add_entry(connection, Origin(state.id, "gazette", wants_page=True), kept, at)
    dossier = archive.dossier(connection, link, None)
    assert dossier is not None
    articles.add_version(connection, dossier.id, 1, Reading("A title", TEXT, "en", "page"), at)
    made = [Hit(term, "actor", counts, 1.0, (("weight", 1.0),), tuple(said)) for term, said in found.items()]
    every = tuple(one for said in found.values() for one in said)
    for version_id in hits.unmatched(connection, 10):
        hits.save_matches(connection, version_id, Matched(every, tuple(made)), "a-list")


def test_an_empty_archive_has_found_nothing(connection: Connection) -> None:
    found = usage(connection, NOW, "a-list")
    assert (found.oldest, found.articles, found.counting, found.rules, found.terms) == (None, 0, 0, (), ())


def test_rules_are_counted_by_article_and_by_the_articles_in_which_they_stand_alone(connection: Connection) -> None:
    keep(connection, "1", 1, {"o": [mention("o", 4, "name Front"), mention("o", 21, "acronym FF")]})
    keep(connection, "2", 2, {"o": [mention("o", 21, "acronym FF"), mention("o", 4, "acronym FF")]})
    found = usage(connection, NOW - timedelta(days=90), "a-list")
    assert set(found.rules) == {RuleUse("o", "name Front", 1, 0), RuleUse("o", "acronym FF", 2, 1)}


def test_terms_are_counted_by_article_and_by_the_articles_that_only_they_bring_in(connection: Connection) -> None:
    keep(connection, "1", 1, {"o": [mention("o", 4, "name Front")], "p": [mention("p", 21, "name FF")]})
    keep(connection, "2", 2, {"o": [mention("o", 4, "name Front")]})
    keep(connection, "3", 3, {"l": [mention("l", 4, "name Front")]}, counts=False)
    found = usage(connection, NOW - timedelta(days=90), "a-list")
    assert set(found.terms) == {TermUse("o", 2, 1), TermUse("p", 1, 0), TermUse("l", 1, 0)}
    assert (found.articles, found.counting) == (3, 2)


def test_what_was_first_seen_before_the_time_asked_for_is_not_counted_but_dates_the_archive(
    connection: Connection,
) -> None:
    keep(connection, "1", 120, {"o": [mention("o", 4, "name Front")]})
    keep(connection, "2", 2, {"p": [mention("p", 4, "name Front")]})
    found = usage(connection, NOW - timedelta(days=90), "a-list")
    assert found.oldest == NOW - timedelta(days=120)
    assert [use.term for use in found.terms] == ["p"]
    assert [use.term for use in found.rules] == ["p"]
    assert found.articles == 1


def test_articles_that_another_list_was_tried_on_are_counted(connection: Connection) -> None:
    keep(connection, "1", 1, {})
    assert usage(connection, NOW - timedelta(days=90), "a-list").otherwise == 0
    assert usage(connection, NOW - timedelta(days=90), "another").otherwise == 1


def test_the_last_articles_with_a_term_come_newest_first_with_the_places_where_it_stands(
    connection: Connection,
) -> None:
    keep(connection, "old", 9, {"o": [mention("o", 4, "name Front")]})
    keep(connection, "new", 1, {"o": [mention("o", 21, "acronym FF"), mention("o", 4, "name Front")]})
    keep(connection, "other", 0, {"p": [mention("p", 4, "name Front")]})
    found = last_found(connection, "o", 5)
    assert [one.url for one in found] == ["http://a.test/new", "http://a.test/old"]
    assert (found[0].text, found[0].marks, found[0].outlet) == (TEXT, ((4, 9), (21, 26)), "gazette")
    assert [one.url for one in last_found(connection, "o", 1)] == ["http://a.test/new"]


def test_a_term_that_stands_only_in_a_title_is_shown_in_it(connection: Connection) -> None:
    keep(connection, "1", 1, {"o": [mention("o", 2, "name title", "title")]})
    (found,) = last_found(connection, "o", 5)
    assert (found.text, found.marks) == ("A title", ((2, 7),))
