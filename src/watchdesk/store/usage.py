"""How much each term and each form of the watchlist has found in the archive; counted by the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, distinct, func, select

from watchdesk.store import schema


@dataclass(frozen=True, slots=True)
class RuleUse:
    """In how many articles a rule found an actor, and in how many of them nothing else did."""

    term: str
    rule: str
    articles: int
    alone: int


@dataclass(frozen=True, slots=True)
class TermUse:
    """In how many articles a term was found, and how many of them have no other term that counts."""

    term: str
    articles: int
    alone: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What was found in the articles first seen since a time; ``oldest`` is the archive's first article.

    ``counting`` articles have a term that counts; ``otherwise`` were matched with another list than the one asked for.
    """

    oldest: datetime | None
    articles: int
    otherwise: int
    counting: int
    rules: tuple[RuleUse, ...]
    terms: tuple[TermUse, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A term in an article: where it stands (start, end) in the title or text given."""

    url: str
    outlet: str
    first_seen: datetime
    text: str
    marks: tuple[tuple[int, int], ...]


def usage(connection: Connection, since: datetime, watchlist_hash: str) -> Usage:
    """Count what was found in the articles first seen since a time."""
    articles, versions, hits = schema.articles, schema.versions, schema.hits
    read = select(func.count(distinct(versions.c.article_id))).join(articles).where(articles.c.first_seen >= since)
    counting = _in_time(func.count(distinct(versions.c.article_id)), since=since).where(hits.c.counts)
    return Usage(
        oldest=connection.execute(select(func.min(articles.c.first_seen))).scalar_one(),
        articles=connection.execute(read).scalar_one(),
        otherwise=connection.execute(read.where(versions.c.matched_with != watchlist_hash)).scalar_one(),
        counting=connection.execute(counting).scalar_one(),
        rules=_rules(connection, since),
        terms=_terms(connection, since),
    )


def _in_time(*columns: ColumnElement[Any], since: datetime) -> Select[*tuple[Any, ...]]:
    """Begin a query about the hits in articles first seen since a time."""
    articles, versions, hits = schema.articles, schema.versions, schema.hits
    joined = hits.join(versions, hits.c.version_id == versions.c.id).join(articles)
    return select(*columns).select_from(joined).where(articles.c.first_seen >= since)


def _rules(connection: Connection, since: datetime) -> tuple[RuleUse, ...]:
    hits, mentions, versions = schema.hits, schema.mentions, schema.versions
    counted = func.count(distinct(versions.c.article_id))
    every = _in_time(hits.c.term, mentions.c.rule, counted, since=since)
    every = every.join(mentions, mentions.c.hit_id == hits.c.id).where(hits.c.kind == "actor")
    only = select(mentions.c.hit_id, func.min(mentions.c.rule).label("rule")).group_by(mentions.c.hit_id)
    only_one = only.having(func.min(mentions.c.rule) == func.max(mentions.c.rule)).subquery()
    alone = _in_time(hits.c.term, only_one.c.rule, counted, since=since)
    alone = alone.join(only_one, only_one.c.hit_id == hits.c.id).group_by(hits.c.term, only_one.c.rule)
    rows = connection.execute(every.group_by(hits.c.term, mentions.c.rule)).all()
    known = {(row[0], row[1]): row[2] for row in connection.execute(alone)}
    return tuple(RuleUse(row[0], row[1], row[2], known.get((row[0], row[1]), 0)) for row in rows)


def _terms(connection: Connection, since: datetime) -> tuple[TermUse, ...]:
    hits, versions = schema.hits, schema.versions
    counted = func.count(distinct(versions.c.article_id))
    single = select(hits.c.version_id, func.min(hits.c.term).label("term")).where(hits.c.counts)
    only_one = single.group_by(hits.c.version_id).having(func.count() == 1).subquery()
    alone = _in_time(hits.c.term, counted, since=since)
    alone = alone.join(only_one, (only_one.c.version_id == hits.c.version_id) & (only_one.c.term == hits.c.term))
    known = {row[0]: row[1] for row in connection.execute(alone.group_by(hits.c.term))}
    rows = connection.execute(_in_time(hits.c.term, counted, since=since).group_by(hits.c.term)).all()
    return tuple(TermUse(row[0], row[1], known.get(row[0], 0)) for row in rows)


def last_found(connection: Connection, term: str, at_most: int) -> tuple[Found, ...]:
    """Give the articles in which a term was found last, the newest first, each with one field that holds it."""
    articles, versions, hits, mentions = schema.articles, schema.versions, schema.hits, schema.mentions
    newest = (
        select(func.max(hits.c.id).label("hit_id"), articles.c.url, articles.c.outlet, articles.c.first_seen)
        .join(versions, versions.c.id == hits.c.version_id)
        .join(articles)
        .where(hits.c.term == term, hits.c.id.in_(select(mentions.c.hit_id)))
        .group_by(articles.c.id)
        .order_by(articles.c.first_seen.desc(), articles.c.id.desc())
        .limit(at_most)
    )
    rows = connection.execute(newest).all()
    return tuple(_found(connection, row.hit_id, row.url, row.outlet, row.first_seen) for row in rows)


def _found(connection: Connection, hit_id: int, url: str, outlet: str, first_seen: datetime) -> Found:
    versions, hits, mentions = schema.versions, schema.hits, schema.mentions
    held = select(versions.c.title, versions.c.text).join(hits).where(hits.c.id == hit_id)
    title, text = connection.execute(held).one()
    query = select(mentions.c.field, mentions.c.start, mentions.c.end).where(mentions.c.hit_id == hit_id)
    places = sorted((row[0], (row[1], row[2])) for row in connection.execute(query))
    in_text = tuple(place for field, place in places if field == "text")
    in_title = tuple(place for field, place in places if field == "title")
    return Found(url, outlet, first_seen, text if in_text else title, in_text or in_title)
