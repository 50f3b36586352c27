from datetime import UTC, datetime

from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Entry, Feed, Outlet, Watchlist
from watchdesk.pipeline.show import last_sentences
from watchdesk.store import archive, articles, entries, feeds, hits
from watchdesk.store.articles import Reading
from watchdesk.store.engine import open_store
from watchdesk.store.entries import Kept, Origin

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
OUTLET = Outlet("gazette", "Gazette", "en", routes=((Feed("http://feeds.test/a"),),))
MATCHER = compile_watchlist(Watchlist((Actor("o-front", "Free Front", "org"),)))


def keep(store, link, title, text):
    with store.writing() as connection:
        state = feeds.enlist(connection, [OUTLET])["http://feeds.test/a"]
        kept = Kept(Entry(key=link, url=link, title="Told"), link, "print", is_baseline=False)
        entries.add_entry(connection, Origin(state.id, "gazette", wants_page=True), kept, NOW)
        dossier = archive.dossier(connection, link, None)
        articles.add_version(connection, dossier.id, 1, Reading(title, text, "en", "page"), NOW)
        for version_id in hits.unmatched(connection, 10):
            hits.save_matches(connection, version_id, MATCHER.match(Document(text, title)), "a-list")


def test_each_article_gives_one_sentence_with_its_marks_the_newest_first():
    store = open_store("sqlite://")
    keep(store, "http://a.test/1", "Snow", "It snowed. The Free Front met. It rained.")
    keep(store, "http://a.test/2", "The Free Front is split", "It snowed.")
    keep(store, "http://a.test/3", "Rain", "It rained.")
    newest, older = last_sentences(store, "o-front", 5)
    assert (newest.url, newest.snippet.text) == ("http://a.test/2", "The Free Front is split")
    assert (older.snippet.text, older.snippet.marks) == ("The Free Front met.", ((4, 14, "o-front"),))
    assert last_sentences(store, "o-other", 5) == ()
    store.close()
