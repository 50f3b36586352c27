"""Articles as pages told them: what is still to be read, and the versions of their texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, exists, func, insert, or_, select, update

from watchdesk.model import Article, ArticleKind, TextFrom
from watchdesk.store import schema


@dataclass(frozen=True, slots=True)
class Unread:
    """An article whose text is still to be had: from its page, or from what the feed told."""

    id: int
    url: str
    outlet: str
    wants_page: bool
    attempts: int
    title: str
    text: str
    author: str
    published: datetime | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of an article."""

    title: str
    text: str
    language: str
    text_from: TextFrom
    byline: str = ""
    published: datetime | None = None


def unread(connection: Connection, now: datetime, limit: int) -> tuple[Unread, ...]:
    """Articles whose text can be tried now, each with what its latest entry told: least tried first, then newest."""
    articles, entries = schema.articles, schema.entries
    told = entries.alias("told")
    latest = select(func.max(told.c.id)).where(told.c.article_id == articles.c.id).scalar_subquery()
    query = (
        select(
            *(articles.c[name] for name in ("id", "url", "outlet", "wants_page", "attempts")),
            *(entries.c[name] for name in ("title", "text", "author", "published", "language")),
        )
        .select_from(articles.join(entries, entries.c.id == latest))
        .where(articles.c.state == "unread", or_(articles.c.next_try.is_(None), articles.c.next_try <= now))
        .order_by(articles.c.attempts, articles.c.id.desc())
        .limit(limit)
    )
    return tuple(Unread(**row) for row in connection.execute(query).mappings())


def count_unread(connection: Connection, now: datetime) -> int:
    """How many articles can be tried now."""
    articles = schema.articles
    is_due = or_(articles.c.next_try.is_(None), articles.c.next_try <= now)
    query = select(func.count()).select_from(articles).where(articles.c.state == "unread", is_due)
    return connection.execute(query).scalar_one()


def begin_attempt(connection: Connection, article_id: int) -> None:
    """Count a try before it is made, so that a page that kills the desk is not tried for ever."""
    _set_article(connection, article_id, attempts=schema.articles.c.attempts + 1)


def finish_attempt(
    connection: Connection, article_id: int, *, state: str, reason: str = "", next_try: datetime | None = None
) -> None:
    """Say how an article's page stands now: read, unreadable, or still unread until its next try."""
    _set_article(connection, article_id, state=state, reason=reason, next_try=next_try)


def _set_article(connection: Connection, article_id: int, **values: object) -> None:
    connection.execute(update(schema.articles).where(schema.articles.c.id == article_id).values(**values))


def reasons(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Why the pages of these articles could not be read, where they could not."""
    articles = schema.articles
    query = select(articles.c.id, articles.c.reason).where(articles.c.reason != "", articles.c.id.in_(ids))
    return {row.id: row.reason for row in connection.execute(query)}


@dataclass(frozen=True, slots=True)
class LatestVersion:
    """A kept version, as far as the decision about the next one needs it."""

    id: int
    number: int
    title: str
    text: str
    text_from: TextFrom
    is_published: bool
    surfaces: tuple[str, ...]


def latest_version(connection: Connection, article_id: int) -> LatestVersion | None:
    """The newest version of an article, with the names found in it, and whether an edition holds it."""
    versions = schema.versions
    row = (
        connection.execute(
            select(versions, exists().where(schema.ledger.c.version_id == versions.c.id).label("is_published"))
            .where(versions.c.article_id == article_id)
            .order_by(versions.c.number.desc())
            .limit(1)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    query = select(schema.mentions.c.surface).join(schema.hits).where(schema.hits.c.version_id == row["id"]).distinct()
    return LatestVersion(
        **{name: row[name] for name in ("id", "number", "title", "text", "text_from", "is_published")},
        surfaces=tuple(connection.execute(query).scalars()),
    )


def add_version(connection: Connection, article_id: int, number: int, reading: Reading, now: datetime) -> None:
    """Keep a version of an article's text; it is matched afterwards."""
    connection.execute(
        insert(schema.versions).values(article_id=article_id, number=number, seen_at=now, **_read(reading))
    )


def replace_version(connection: Connection, version_id: int, reading: Reading) -> None:
    """Put a better text in the place of one that no edition holds yet; what was found in the old one goes."""
    connection.execute(delete(schema.hits).where(schema.hits.c.version_id == version_id))
    connection.execute(
        update(schema.versions).where(schema.versions.c.id == version_id).values(matched_with=None, **_read(reading))
    )


def _read(reading: Reading) -> dict[str, object]:
    return {name: getattr(reading, name) for name in ("title", "text", "language", "text_from", "byline", "published")}


def article_of(row: RowMapping, kind: ArticleKind) -> Article:
    """Build an Article from a row of versions joined with articles (see the queries of store.editions)."""
    return Article(
        id=row["article_id"],
        version=row["number"],
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        text=row["text"],
        language=row["language"],
        text_from=row["text_from"],
        first_seen=row["first_seen"] if row["number"] == 1 else row["seen_at"],
        byline=row["byline"],
        published=row["published"],
        kind=kind,
    )


def forget_texts(connection: Connection, before: datetime) -> int:
    """Delete the texts last seen before this time with all that was found in them, and count them.

    The keys of entries and articles stay for good: what still stands in a feed is never new again.
    """
    result = connection.execute(delete(schema.versions).where(schema.versions.c.seen_at < before))
    connection.execute(update(schema.entries).where(schema.entries.c.first_seen < before).values(text=""))
    return result.rowcount
