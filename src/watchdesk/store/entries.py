"""Entries as feeds told them, and the articles they point to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, insert, select, update

from watchdesk.model import Entry
from watchdesk.store import schema
from watchdesk.store.engine import inserted_id

_CHUNK = 500  # SQLite takes 32,766 variables in a statement, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry stood: the feed's row, its outlet, and whether the article's page is to be read."""

    feed_id: int
    outlet: str
    wants_page: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry on its way into the store, with the keys and the decision made of it."""

    entry: Entry
    url_key: str
    fingerprint: str
    is_baseline: bool


def known_keys(connection: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, str]:
    """The fingerprints of those of a feed's entries that are known, by entry key."""
    return _lookup(connection, feed_id, schema.entries.c.key, schema.entries.c.fingerprint, keys)


def known_links(connection: Connection, feed_id: int, links: Sequence[str]) -> dict[str, str]:
    """The entry keys of those of a feed's links that are known, by canonical link."""
    return _lookup(connection, feed_id, schema.entries.c.link_key, schema.entries.c.key, links)


def _lookup(
    connection: Connection, feed_id: int, by: ColumnElement[str], value: ColumnElement[str], wanted: Sequence[str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(by, value).where(schema.entries.c.feed_id == feed_id, by.in_(wanted[start : start + _CHUNK]))
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def add_entry(connection: Connection, origin: Origin, kept: Kept, now: datetime) -> bool:
    """Keep a new entry and the article it points to; tell whether the article is new too.

    An article is baseline only as long as every entry that points to it is.
    """
    article = schema.articles
    row = connection.execute(
        select(article.c.id, article.c.is_baseline).where(article.c.url_key == kept.url_key)
    ).one_or_none()
    if row is None:
        article_id = _add_article(connection, origin, kept, now)
    else:
        article_id = row.id
        if row.is_baseline and not kept.is_baseline:
            connection.execute(
                update(article)
                .where(article.c.id == article_id)
                .values(is_baseline=False, wants_page=_wants_page(origin, kept), state="unread")
            )
    connection.execute(
        insert(schema.entries).values(
            feed_id=origin.feed_id,
            article_id=article_id,
            key=kept.entry.key,
            link_key=kept.url_key,
            first_seen=now,
            is_baseline=kept.is_baseline,
            **_told(kept),
        )
    )
    return row is None


def _add_article(connection: Connection, origin: Origin, kept: Kept, now: datetime) -> int:
    result = connection.execute(
        insert(schema.articles).values(
            url_key=kept.url_key,
            url=kept.entry.url or "",
            outlet=origin.outlet,
            first_seen=now,
            is_baseline=kept.is_baseline,
            wants_page=_wants_page(origin, kept),
            state="unread",
            attempts=0,
            refetches=0,
            reason="",
        )
    )
    return inserted_id(result)


def _wants_page(origin: Origin, kept: Kept) -> bool:
    return origin.wants_page and not kept.is_baseline and bool(kept.entry.url)


def change_entry(connection: Connection, origin: Origin, kept: Kept, now: datetime) -> None:
    """Take over what a feed now says of a known entry, and have its article read again.

    At most three times in the seven days after it was first seen.
    """
    entries, articles = schema.entries, schema.articles
    where = (entries.c.feed_id == origin.feed_id, entries.c.key == kept.entry.key)
    connection.execute(update(entries).where(*where).values(**_told(kept)))
    article_id = connection.execute(select(entries.c.article_id).where(*where)).scalar_one()
    connection.execute(
        update(articles)
        .where(articles.c.id == article_id, articles.c.refetches < 3, articles.c.first_seen > now - timedelta(days=7))  # noqa: PLR2004  # the design's three
        .values(state="unread", attempts=0, next_try=None, refetches=articles.c.refetches + 1)
    )


def _told(kept: Kept) -> dict[str, object]:
    entry = kept.entry
    return {
        "fingerprint": kept.fingerprint,
        "title": entry.title,
        "text": entry.text,
        "author": entry.author,
        "published": entry.published or entry.updated,
        "language": entry.language,
    }
