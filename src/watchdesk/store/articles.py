"""Articles as pages told them: what is still to be read, and the versions of their texts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Subquery,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from watchdesk.model import Article, ArticleKind, TextFrom
from watchdesk.store import schema
from watchdesk.store.names import forget_names

_LONGEST_WAIT = timedelta(hours=24)
"""A next try further off than this was set by a clock that ran ahead."""


MOST_VERSIONS = 3
"""An article is an item of an edition at most so often."""


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
    """Articles whose text can be tried now, each with what its latest entry told.

    The outlets take turns; of each outlet the least tried come first, then the newest.
    """
    articles = schema.articles
    turn = func.row_number().over(partition_by=articles.c.outlet, order_by=(articles.c.attempts, articles.c.id.desc()))
    chosen = (
        select(articles.c.id, turn.label("turn"))
        .where(_can_be_tried(now))
        .order_by(turn, articles.c.attempts, articles.c.id.desc())
        .limit(limit)
        .subquery()
    )
    return _unread(connection, chosen)


def without_text(connection: Connection, limit: int) -> tuple[Unread, ...]:
    """Unread articles of which nothing at all is kept to match."""
    articles, versions = schema.articles, schema.versions
    chosen = (
        select(articles.c.id, articles.c.id.label("turn"))
        .where(articles.c.state == "unread", ~exists().where(versions.c.article_id == articles.c.id))
        .limit(limit)
        .subquery()
    )
    return _unread(connection, chosen)


def _unread(connection: Connection, chosen: Subquery) -> tuple[Unread, ...]:
    articles, entries = schema.articles, schema.entries
    told = entries.alias("told")
    latest = select(func.max(told.c.id)).where(told.c.article_id == articles.c.id).scalar_subquery()
    query = (
        select(
            *(articles.c[name] for name in ("id", "url", "outlet", "wants_page", "attempts")),
            *(entries.c[name] for name in ("title", "text", "author", "published", "language")),
        )
        .select_from(articles.join(chosen, chosen.c.id == articles.c.id).join(entries, entries.c.id == latest))
        .order_by(chosen.c.turn, articles.c.attempts, articles.c.id.desc())
    )
    return tuple(Unread(**row) for row in connection.execute(query).mappings())


def count_unread(connection: Connection, now: datetime) -> int:
    """How many articles can be tried now."""
    query = select(func.count()).select_from(schema.articles).where(_can_be_tried(now))
    return connection.execute(query).scalar_one()


def _can_be_tried(now: datetime) -> ColumnElement[bool]:
    articles = schema.articles
    waits = articles.c.next_try.between(now, now + _LONGEST_WAIT) & (articles.c.next_try != now)
    return (articles.c.state == "unread") & or_(articles.c.next_try.is_(None), ~waits)


def begin_attempt(connection: Connection, article: Unread) -> bool:
    """Count a try before its bytes are read, so that a page that kills the desk is not tried for ever.

    False where the article no longer stands as it was taken up.
    """
    if not is_as_taken(connection, article):
        return False
    _set_article(connection, article.id, attempts=article.attempts + 1)
    return True


def is_as_taken(connection: Connection, article: Unread) -> bool:
    """Whether an article is still unread and was tried by nobody else since it was taken up."""
    articles = schema.articles
    query = select(articles.c.id).where(
        articles.c.id == article.id, articles.c.state == "unread", articles.c.attempts == article.attempts
    )
    return connection.execute(query).first() is not None


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
    matched_with: str | None
    surfaces: tuple[str, ...]
    counting: frozenset[str]
    """The terms of its hits that count."""


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
    hits, mentions = schema.hits, schema.mentions
    surfaces = select(mentions.c.surface).join(hits).where(hits.c.version_id == row["id"]).distinct()
    counting = select(hits.c.term).where(hits.c.version_id == row["id"], hits.c.counts)
    return LatestVersion(
        **{name: row[name] for name in ("id", "number", "title", "text", "text_from", "is_published", "matched_with")},
        surfaces=tuple(sorted(connection.execute(surfaces).scalars())),
        counting=frozenset(connection.execute(counting).scalars()),
    )


def add_version(connection: Connection, article_id: int, number: int, reading: Reading, now: datetime) -> None:
    """Keep a version of an article's text; it is matched afterwards."""
    connection.execute(
        insert(schema.versions).values(
            article_id=article_id, number=number, seen_at=now, changed_at=now, **_read(reading)
        )
    )


def replace_version(connection: Connection, version_id: int, reading: Reading, now: datetime) -> None:
    """Put a better text in the place of one that no edition holds yet; what was found in the old one goes."""
    versions, failures = schema.versions, schema.match_failures
    connection.execute(delete(schema.hits).where(schema.hits.c.version_id == version_id))
    connection.execute(delete(failures).where(failures.c.version_id == version_id))
    new = {"matched_with": None, "changed_at": now, **_read(reading)}
    connection.execute(update(versions).where(versions.c.id == version_id).values(new))


def extend_version(connection: Connection, version_id: int, text: str, now: datetime) -> None:
    """Put a longer text in a version's place, or in a new version where an edition holds this one.

    Either way it is to be matched; an article that has had its share of versions stays as it is.
    """
    versions = schema.versions
    row = connection.execute(select(versions).where(versions.c.id == version_id)).mappings().one()
    reading = Reading(**{**{name: row[name] for name in _READ}, "text": text})
    if not is_published(connection, version_id):
        replace_version(connection, version_id, reading, row["changed_at"])  # what the feeds told was new then
        return
    newest = select(func.max(versions.c.number)).where(versions.c.article_id == row["article_id"])
    number = connection.execute(newest).scalar_one() + 1
    if number <= MOST_VERSIONS:
        add_version(connection, row["article_id"], number, reading, now)


def is_published(connection: Connection, version_id: int) -> bool:
    """Whether an edition of any schedule holds a version."""
    return connection.execute(select(schema.ledger).where(schema.ledger.c.version_id == version_id)).first() is not None


def last_sent(connection: Connection, article_id: int) -> datetime | None:
    """When an edition took an article last; None where none has."""
    versions, ledger, editions = schema.versions, schema.ledger, schema.editions
    joined = ledger.join(versions, ledger.c.version_id == versions.c.id).join(
        editions, ledger.c.edition_id == editions.c.id
    )
    query = select(func.max(editions.c.made_at)).select_from(joined).where(versions.c.article_id == article_id)
    sent_at: datetime | None = connection.execute(query).scalar_one()
    return sent_at


_READ = ("title", "text", "language", "text_from", "byline", "published")


def _read(reading: Reading) -> dict[str, object]:
    return {name: getattr(reading, name) for name in _READ}


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


def forget_texts(connection: Connection, before: datetime, schedule_ids: Collection[str]) -> int:
    """Blank the texts last seen before this time, and what feeds told of them; count them.

    What is not matched yet, or waits for an edition of one of these schedules, is spared. Titles, hits and the ledger
    stay, and so do the keys of entries: what still stands in a feed is never new again.
    """
    versions, entries = schema.versions, schema.entries
    is_spared = versions.c.matched_with.is_(None) | _is_owed(schedule_ids)
    result = connection.execute(
        update(versions).where(versions.c.seen_at < before, versions.c.text != "", ~is_spared).values(text="")
    )
    has_text = exists().where(versions.c.article_id == entries.c.article_id, (versions.c.text != "") | is_spared)
    is_old = exists().where(versions.c.article_id == entries.c.article_id) & (entries.c.first_seen < before)
    is_told = (entries.c.text != "") | (entries.c.sent_text != "")
    connection.execute(update(entries).where(is_old, is_told, ~has_text).values(text="", sent_text=None))
    forget_names(connection, before)
    return result.rowcount


def _is_owed(schedule_ids: Collection[str]) -> ColumnElement[bool]:
    """Whether a version is still to come in an edition of any of these schedules."""
    versions, schedules, ledger, hits = schema.versions, schema.schedules, schema.ledger, schema.hits
    articles, entries = schema.articles, schema.entries.alias("told")
    in_ledger = exists().where(ledger.c.schedule == schedules.c.id, ledger.c.version_id == versions.c.id)
    told_since = exists().where(
        entries.c.article_id == versions.c.article_id, ~entries.c.is_baseline, entries.c.first_seen >= schedules.c.since
    )
    takes_it = or_(schedules.c.since.is_(None), versions.c.seen_at >= schedules.c.since, told_since)
    return (
        exists().where(hits.c.version_id == versions.c.id, hits.c.counts)
        & exists().where(articles.c.id == versions.c.article_id, ~articles.c.is_baseline)
        & exists().where(schedules.c.id.in_(schedule_ids), takes_it, ~in_ledger)
    )
