"""Questions about what is kept: one article's whole story, and how the desk stands. Nothing is changed here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, func, literal, or_, select

from watchdesk.model import Article, Document, Hit
from watchdesk.store import schema
from watchdesk.store.articles import article_of
from watchdesk.store.hits import hits_of, terms_of


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that points to an article: which feed told it, and when."""

    feed: str
    title: str
    first_seen: datetime
    is_baseline: bool


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version with what was found in it, and the editions that hold it (schedule, edition id)."""

    article: Article
    matched_with: str | None
    hits: tuple[Hit, ...]
    editions: tuple[tuple[str, str], ...]
    failure: str = ""
    """Why it could not be matched, if the matcher failed at it."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is kept of one article."""

    id: int
    url: str
    is_baseline: bool
    state: str
    reason: str
    told: tuple[Told, ...]
    versions: tuple[KeptVersion, ...]


def dossier(connection: Connection, url_key: str, article_id: int | None) -> Dossier | None:
    """All that is kept of the article with this canonical URL or id, or None."""
    articles = schema.articles
    query = select(articles).where(or_(articles.c.url_key == url_key, articles.c.id == article_id))
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Dossier(
        **{name: row[name] for name in ("id", "url", "is_baseline", "state", "reason")},
        told=_told(connection, row["id"]),
        versions=_versions(connection, row["id"]),
    )


def _told(connection: Connection, article_id: int) -> tuple[Told, ...]:
    entries, feeds = schema.entries, schema.feeds
    query = (
        select(feeds.c.url.label("feed"), entries.c.title, entries.c.first_seen, entries.c.is_baseline)
        .join(feeds)
        .where(entries.c.article_id == article_id)
        .order_by(entries.c.id)
    )
    return tuple(Told(**row) for row in connection.execute(query).mappings())


def _versions(connection: Connection, article_id: int) -> tuple[KeptVersion, ...]:
    versions, articles, ledger = schema.versions, schema.articles, schema.ledger
    query = (
        select(versions, articles.c.url, articles.c.outlet, articles.c.first_seen)
        .join(articles)
        .where(articles.c.id == article_id)
        .order_by(versions.c.number)
    )
    rows = connection.execute(query).mappings().all()
    found = hits_of(connection, [row["id"] for row in rows])
    kept = []
    failures = schema.match_failures
    for row in rows:
        failure = select(failures.c.reason).where(failures.c.version_id == row["id"])
        held = select(ledger.c.schedule, ledger.c.edition_id).where(ledger.c.version_id == row["id"])
        kept.append(
            KeptVersion(
                article=article_of(row, "new" if row["number"] == 1 else "update"),
                matched_with=row["matched_with"],
                hits=found.get(row["id"], ()),
                editions=tuple((schedule, edition) for schedule, edition in connection.execute(held)),
                failure=connection.execute(failure).scalar_one_or_none() or "",
            )
        )
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class KeptText:
    """An article's newest text, and where it stands: whether it is baseline, and whether any edition tells of it.

    ``found`` is what ``matched_with`` has found: each term, and whether it counts.
    """

    version_id: int
    article_id: int
    url: str
    outlet: str
    changed_at: datetime
    document: Document
    is_baseline: bool
    is_published: bool
    matched_with: str | None
    found: dict[str, bool]


def texts_since(
    connection: Connection, since: datetime, before: tuple[datetime, int] | None, limit: int
) -> tuple[KeptText, ...]:
    """The newest text of each article of which it, or what the feeds tell, was new ``since``; newest first.

    ``before`` (time, version id) goes on behind a text.
    """
    versions, articles, ledger = schema.versions, schema.articles, schema.ledger
    published = versions.alias("published")
    of_article = ledger.join(published, ledger.c.version_id == published.c.id)
    in_ledger = exists(select(literal(1)).select_from(of_article).where(published.c.article_id == articles.c.id))
    query = (
        select(versions, articles.c.url, articles.c.outlet, articles.c.is_baseline, in_ledger.label("is_published"))
        .join(articles)
        .where(_is_newest_since(since))
        .order_by(versions.c.changed_at.desc(), versions.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        at, number = before
        query = query.where(versions.c.changed_at <= at, or_(versions.c.changed_at < at, versions.c.id < number))
    rows = connection.execute(query).mappings().all()
    found = terms_of(connection, [row["id"] for row in rows])
    return tuple(
        KeptText(
            version_id=row["id"],
            document=Document(row["text"], row["title"], row["language"]),
            found=found[row["id"]],
            **{name: row[name] for name in _KEPT},
        )
        for row in rows
    )


_KEPT = ("article_id", "url", "outlet", "changed_at", "is_baseline", "is_published", "matched_with")


def count_texts_since(connection: Connection, since: datetime) -> int:
    """How many articles ``texts_since`` gives in all."""
    query = select(func.count()).select_from(schema.versions).where(_is_newest_since(since))
    return connection.execute(query).scalar_one()


def _is_newest_since(since: datetime) -> ColumnElement[bool]:
    versions = schema.versions
    newer = versions.alias("newer")
    is_newest = ~exists().where(newer.c.article_id == versions.c.article_id, newer.c.number > versions.c.number)
    return (versions.c.changed_at >= since) & is_newest


def counts(connection: Connection) -> dict[str, int]:
    """How many articles, unread articles and editions are kept."""
    articles = schema.articles
    unread = select(func.count()).select_from(articles).where(articles.c.state == "unread")
    return {
        "articles": connection.execute(select(func.count()).select_from(articles)).scalar_one(),
        "unread": connection.execute(unread).scalar_one(),
        "editions": connection.execute(select(func.count()).select_from(schema.editions)).scalar_one(),
    }
