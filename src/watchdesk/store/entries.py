"""Entries as feeds told them, and the articles they point to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from watchdesk.core.identity import Known
from watchdesk.model import Entry
from watchdesk.store import schema
from watchdesk.store.articles import last_sent
from watchdesk.store.engine import inserted_id

_OWN_KEY = "entry:"
"""How the keys of those articles begin that have no link of their own; all others are canonical URLs."""
_CHUNK = 500  # SQLite takes 32,766 variables in a statement, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry stood: the feed's row, its outlet, and whether the article's page is to be read."""

    feed_id: int
    outlet: str
    wants_page: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry on its way into the store, with the link it is known by and the decisions made of it.

    An entry that does not own its link (a front page, a page that several share) is an article of its own, without
    a page to read.
    """

    entry: Entry
    link: str
    fingerprint: str
    is_baseline: bool
    owns_link: bool = True


def known(connection: Connection, feed_id: int, keys: Sequence[str], links: Sequence[str]) -> tuple[Known, ...]:
    """Those of a feed's entries that are known by one of these keys or canonical links."""
    entries = schema.entries
    found: dict[str, Known] = {}
    for column, wanted in ((entries.c.key, keys), (entries.c.link_key, links)):
        for start in range(0, len(wanted), _CHUNK):
            query = select(entries.c.key, entries.c.link_key, entries.c.fingerprint, entries.c.title).where(
                entries.c.feed_id == feed_id, column.in_(wanted[start : start + _CHUNK])
            )
            found.update((row.key, Known(*row)) for row in connection.execute(query))
    return tuple(found.values())


def add_entry(connection: Connection, origin: Origin, kept: Kept, now: datetime) -> bool:
    """Keep a new entry and the article it points to; tell whether the article is new too.

    An article is baseline only as long as every entry that points to it is. One that is known is looked at again:
    what this entry tells of it may name what the page does not.
    """
    articles = schema.articles
    url_key = kept.link if kept.owns_link and kept.link else f"{_OWN_KEY}{origin.feed_id}:{kept.entry.key}"
    known_id = connection.execute(select(articles.c.id).where(articles.c.url_key == url_key)).scalar_one_or_none()
    article_id = _add_article(connection, origin, kept, url_key, now) if known_id is None else known_id
    connection.execute(
        insert(schema.entries).values(
            feed_id=origin.feed_id,
            article_id=article_id,
            key=kept.entry.key,
            first_seen=now,
            is_baseline=kept.is_baseline,
            **_told(kept),
        )
    )
    if known_id is not None:
        if not kept.is_baseline:
            connection.execute(update(articles).where(articles.c.id == article_id).values(is_baseline=False))
        _look_again(connection, article_id, origin, now)
    return known_id is None


def _add_article(connection: Connection, origin: Origin, kept: Kept, url_key: str, now: datetime) -> int:
    has_page = kept.owns_link and bool(kept.entry.url)
    result = connection.execute(
        insert(schema.articles).values(
            url_key=url_key,
            url=kept.entry.url or "",
            outlet=origin.outlet,
            first_seen=now,
            is_baseline=kept.is_baseline,
            wants_page=origin.wants_page and has_page and not kept.is_baseline,
            state="unread",
            attempts=0,
            refetches=0,
            reason="",
        )
    )
    return inserted_id(result)


def change_entry(connection: Connection, origin: Origin, kept: Kept, now: datetime) -> None:
    """Take over what a feed now says of a known entry, and have its article matched and read again.

    Read at most three times in the seven days after it was first seen.
    """
    articles = schema.articles
    _remember_what_was_sent(connection, origin, kept, now)
    article_id = _retell(connection, origin, kept)
    _look_again(connection, article_id, origin, now)
    connection.execute(
        update(articles)
        .where(articles.c.id == article_id, articles.c.refetches < 3, articles.c.first_seen > now - timedelta(days=7))  # noqa: PLR2004  # the design's three
        .values(state="unread", attempts=0, next_try=None, refetches=articles.c.refetches + 1)
    )


def _remember_what_was_sent(connection: Connection, origin: Origin, kept: Kept, now: datetime) -> None:
    """Note that an entry changes now, and keep what it said when an edition last took its article, if it still does."""
    entries = schema.entries
    where = (entries.c.feed_id == origin.feed_id, entries.c.key == kept.entry.key)
    article_id: int = connection.execute(select(entries.c.article_id).where(*where)).scalar_one()
    sent_at = last_sent(connection, article_id)
    if sent_at is not None:
        said_since = func.coalesce(entries.c.changed_at, entries.c.first_seen)
        still = update(entries).where(*where, said_since <= sent_at)
        connection.execute(still.values(sent_title=entries.c.title, sent_text=entries.c.text))
    connection.execute(update(entries).where(*where).values(changed_at=now))


def renew_entry(connection: Connection, origin: Origin, kept: Kept) -> None:
    """Take over the new link of an entry else unchanged, and have its page read if its feed asks for one now."""
    _want_page(connection, _retell(connection, origin, kept), origin)


def _retell(connection: Connection, origin: Origin, kept: Kept) -> int:
    entries = schema.entries
    where = (entries.c.feed_id == origin.feed_id, entries.c.key == kept.entry.key)
    connection.execute(update(entries).where(*where).values(**_told(kept)))
    article_id: int = connection.execute(select(entries.c.article_id).where(*where)).scalar_one()
    return article_id


def _look_again(connection: Connection, article_id: int, origin: Origin, now: datetime) -> None:
    """Have an article's newest version matched again, with what its entries tell now; and its page read if need be."""
    versions = schema.versions
    of_article = versions.alias("of_article")
    newest = select(func.max(of_article.c.number)).where(of_article.c.article_id == article_id).scalar_subquery()
    connection.execute(
        update(versions)
        .where(versions.c.article_id == article_id, versions.c.number == newest)
        .values(matched_with=None, changed_at=now)
    )
    _want_page(connection, article_id, origin)


def _want_page(connection: Connection, article_id: int, origin: Origin) -> None:
    """Have the page of an article read if this feed wants it and no other did; what is baseline has none to read."""
    if not origin.wants_page:
        return
    articles = schema.articles
    connection.execute(
        update(articles)
        .where(articles.c.id == article_id, ~articles.c.wants_page, ~articles.c.is_baseline)
        .where(articles.c.url != "", articles.c.url_key.not_like(f"{_OWN_KEY}%"))
        .values(wants_page=True, state="unread", attempts=0, next_try=None)
    )


def _told(kept: Kept) -> dict[str, object]:
    entry = kept.entry
    return {
        "link_key": kept.link,
        "fingerprint": kept.fingerprint,
        "title": entry.title,
        "text": entry.text,
        "author": entry.author,
        "published": entry.published or entry.updated,
        "language": entry.language,
    }
