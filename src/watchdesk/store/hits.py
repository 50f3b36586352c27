"""What the matcher found in each version, with the rule and the watchlist that found it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from watchdesk.model import Document, Hit, Matched, Mention
from watchdesk.store import schema
from watchdesk.store.articles import last_sent
from watchdesk.store.engine import inserted_id

MIXED = "+"
"""Behind a list's hash: hits that earlier lists have found stand beside its own."""
_AGAIN = timedelta(hours=1)
"""After so long a text at which the matcher failed is tried again; another list tries it at once."""
_CHUNK = 500  # SQLite takes 32,766 variables in a statement, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A version to match, and what the entries of its article told, if it is the newest."""

    document: Document
    told: tuple[Document, ...]
    told_before: tuple[Document, ...]
    """What they told when an edition last took the article."""
    published: frozenset[str]
    """The terms for which it stands in an edition already."""
    matched_with: str | None
    """The list that has matched it; None where none has."""
    changed_at: datetime


def unmatched(
    connection: Connection, limit: int, unless_failed: tuple[str, datetime] | None = None
) -> dict[int, Unmatched]:
    """Versions that are still to be matched, by id; left out are those at which a list's matcher has just failed.

    ``unless_failed`` is that list's hash and the time it is.
    """
    versions = schema.versions
    query = _to_match().where(versions.c.matched_with.is_(None)).order_by(versions.c.id).limit(limit)
    if unless_failed is not None:
        query = query.where(~_has_failed(*unless_failed))
    return {
        row["id"]: _unmatched(connection, row, has_told=row["is_newest"])
        for row in connection.execute(query).mappings().all()
    }


def outdated(
    connection: Connection, list_hash: str, since: datetime, before: tuple[datetime, int] | None, limit: int
) -> dict[int, Unmatched]:
    """Versions that were new ``since`` and another list has matched, by id, the newest first.

    ``before`` (time, id) goes on behind a version.

    What is settled is left out. An article in an edition gets nothing put behind its text that its feeds tell of it.
    """
    versions = schema.versions
    is_other = versions.c.matched_with.not_in((list_hash, list_hash + MIXED))
    query = _to_match().where(versions.c.changed_at >= since, is_other, ~_is_settled())
    if before is not None:
        at, number = before
        query = query.where(versions.c.changed_at <= at, or_(versions.c.changed_at < at, versions.c.id < number))
    query = query.order_by(versions.c.changed_at.desc(), versions.c.id.desc()).limit(limit)
    return {
        row["id"]: _unmatched(connection, row, has_told=row["is_newest"] and not row["article_is_published"])
        for row in connection.execute(query).mappings().all()
    }


def _to_match() -> Select[Any]:
    versions = schema.versions
    newer = versions.alias("newer")
    is_newest = ~exists().where(newer.c.article_id == versions.c.article_id, newer.c.number > versions.c.number)
    return select(versions, is_newest.label("is_newest"), _article_is_published().label("article_is_published"))


def _unmatched(connection: Connection, row: RowMapping, *, has_told: bool) -> Unmatched:
    return Unmatched(
        Document(text=row["text"], title=row["title"], language=row["language"]),
        told(connection, row["article_id"]) if has_told else (),
        told_before(connection, row["article_id"]) if has_told and row["article_is_published"] else (),
        _published(connection, row["id"]),
        row["matched_with"],
        row["changed_at"],
    )


def _has_failed(list_hash: str, now: datetime) -> ColumnElement[bool]:
    """Whether the matcher failed at a version an hour ago at most, with this list."""
    versions, failures = schema.versions, schema.match_failures
    is_fresh = failures.c.tried_at.between(now - _AGAIN, now + _AGAIN)
    return exists().where(failures.c.version_id == versions.c.id, failures.c.tried_with == list_hash, is_fresh)


def _article_is_published() -> ColumnElement[bool]:
    """Whether an edition holds this or another version of its article."""
    versions, ledger = schema.versions, schema.ledger
    published = versions.alias("published")
    joined = ledger.join(published, ledger.c.version_id == published.c.id)
    return exists(select(literal(1)).select_from(joined).where(published.c.article_id == versions.c.article_id))


def _is_settled() -> ColumnElement[bool]:
    """Whether a version is left as it was matched, whatever list comes.

    Its text was let go; or its article stands in an edition and nothing in this text counted: it would be sent again.
    """
    versions, hits, ledger = schema.versions, schema.hits, schema.ledger
    in_ledger = exists().where(ledger.c.version_id == versions.c.id)
    counts = exists().where(hits.c.version_id == versions.c.id, hits.c.counts)
    return _is_let_go() | (_article_is_published() & ~in_ledger & ~counts)


def _is_let_go() -> ColumnElement[bool]:
    """Whether something was found in a text that is no longer there."""
    versions, hits, mentions = schema.versions, schema.hits, schema.mentions
    in_text = (hits.c.version_id == versions.c.id) & (mentions.c.field == "text")
    return (versions.c.text == "") & exists(select(literal(1)).select_from(hits.join(mentions)).where(in_text))


def _published(connection: Connection, version_id: int) -> frozenset[str]:
    hits, ledger = schema.hits, schema.ledger
    in_ledger = exists().where(ledger.c.version_id == version_id)
    query = select(hits.c.term).where(hits.c.version_id == version_id, hits.c.counts, in_ledger)
    return frozenset(connection.execute(query).scalars())


def told(connection: Connection, article_id: int) -> tuple[Document, ...]:
    """What the entries that point to an article tell of it, oldest first, each wording once."""
    entries = schema.entries
    query = (
        select(entries.c.title, entries.c.text, func.max(entries.c.language).label("language"))
        .where(entries.c.article_id == article_id)
        .group_by(entries.c.title, entries.c.text)
        .order_by(func.min(entries.c.id))
    )
    return tuple(Document(row.text, row.title, row.language or "") for row in connection.execute(query))


def told_before(connection: Connection, article_id: int) -> tuple[Document, ...]:
    """What the entries that point to an article told of it when an edition took it last; nothing if none has."""
    sent_at = last_sent(connection, article_id)
    if sent_at is None:
        return ()
    entries = schema.entries
    query = select(entries).where(entries.c.article_id == article_id, entries.c.first_seen <= sent_at)
    found = []
    for row in connection.execute(query.order_by(entries.c.id)):
        says_more = row.changed_at is not None and row.changed_at > sent_at
        title, text = (row.sent_title, row.sent_text) if says_more else (row.title, row.text)
        found.append(Document(text or "", title or "", row.language or ""))
    return tuple(found)


def is_to_match(connection: Connection, version_id: int, waiting: Unmatched) -> bool:
    """Whether a version still waits to be matched as it was read: with this title and text, by no other list since."""
    versions = schema.versions
    query = select(versions.c.id).where(
        versions.c.id == version_id,
        versions.c.matched_with.is_not_distinct_from(waiting.matched_with),
        versions.c.title == waiting.document.title,
        versions.c.text == waiting.document.text,
    )
    if waiting.matched_with is not None:
        query = query.where(~_is_settled())
    return connection.execute(query).first() is not None


def article_is_published(connection: Connection, version_id: int) -> bool:
    """Whether an edition holds this or another version of its article."""
    query = select(schema.versions.c.id).where(schema.versions.c.id == version_id, _article_is_published())
    return connection.execute(query).first() is not None


def save_matches(connection: Connection, version_id: int, matched: Matched, watchlist_hash: str) -> None:
    """Keep what was found in a version, with the rule and the watchlist, in the place of what was found before.

    What an edition tells of it, and what was found in a text since let go, stays and is only added to; what was found
    just so before is not written again.
    """
    versions, hits = schema.versions, schema.hits
    before = {hit.term: hit for hit in hits_of(connection, [version_id]).get(version_id, ())}
    stays = _stays(connection, version_id) if before else frozenset()
    alike = {hit.term for hit in matched.hits if hit.term in before and _is_alike(hit, before[hit.term])}
    gone = before.keys() - stays - alike
    if gone:
        connection.execute(delete(hits).where(hits.c.version_id == version_id, hits.c.term.in_(gone)))
    _add(connection, version_id, [hit for hit in matched.hits if hit.term not in stays | alike])
    is_mixed = not stays <= {hit.term for hit in matched.hits}
    matched_with = watchlist_hash + MIXED * is_mixed
    connection.execute(update(versions).where(versions.c.id == version_id).values(matched_with=matched_with))
    failures = schema.match_failures
    connection.execute(delete(failures).where(failures.c.version_id == version_id))


def _is_alike(one: Hit, other: Hit) -> bool:
    """Whether two hits of a term say the same, in whatever order their mentions are."""
    same_order = replace(other, mentions=one.mentions) == one
    return same_order and sorted(map(repr, one.mentions)) == sorted(map(repr, other.mentions))


def note_failure(connection: Connection, version_id: int, reason: str, list_hash: str, now: datetime) -> None:
    """Note that the matcher of this list failed at a version, so that it is told of, and tried again later."""
    failures = schema.match_failures
    new = {"tried_at": now, "tried_with": list_hash, "reason": reason}
    again = connection.execute(update(failures).where(failures.c.version_id == version_id).values(new))
    if not again.rowcount:
        connection.execute(insert(failures).values(version_id=version_id, since=now, **new))


@dataclass(frozen=True, slots=True)
class MatchFailure:
    """A text that could not be matched: its URL or title, since when, and why."""

    article: str
    since: datetime
    reason: str
    is_baseline: bool


def match_failures(connection: Connection, since: datetime | None) -> tuple[MatchFailure, ...]:
    """The texts that no list has matched because the matcher failed, and those new ``since`` that a later list has not.

    Oldest failure first; ``since`` None: only the former.
    """
    versions, articles, failures = schema.versions, schema.articles, schema.match_failures
    is_unmatched = versions.c.matched_with.is_(None)
    is_owed = is_unmatched if since is None else is_unmatched | (versions.c.changed_at >= since)
    query = (
        select(failures.c.since, failures.c.reason, versions.c.title, articles.c.url, articles.c.is_baseline)
        .select_from(failures.join(versions).join(articles))
        .where(is_owed)
        .order_by(failures.c.since, failures.c.version_id)
    )
    return tuple(
        MatchFailure(row.url or row.title, row.since, row.reason, row.is_baseline) for row in connection.execute(query)
    )


def _stays(connection: Connection, version_id: int) -> frozenset[str]:
    """The terms of a version's hits that stay whatever the list says."""
    versions, hits, ledger = schema.versions, schema.hits, schema.ledger
    in_ledger = exists().where(ledger.c.version_id == versions.c.id)
    query = select(hits.c.term).join(versions).where(versions.c.id == version_id, in_ledger | _is_let_go())
    return frozenset(connection.execute(query).scalars())


def _add(connection: Connection, version_id: int, found: Sequence[Hit]) -> None:
    for hit in found:
        result = connection.execute(
            insert(schema.hits).values(
                version_id=version_id,
                term=hit.term,
                kind=hit.kind,
                counts=hit.counts,
                score=hit.score,
                parts=json.dumps(hit.parts, ensure_ascii=False),
            )
        )
        hit_id = inserted_id(result)
        rows = [{"hit_id": hit_id, **{name: getattr(mention, name) for name in _MENTION}} for mention in hit.mentions]
        if rows:
            connection.execute(insert(schema.mentions), rows)


_MENTION = ("field", "type", "start", "end", "surface", "how", "confidence", "rule")


def terms_of(connection: Connection, version_ids: Sequence[int]) -> dict[int, dict[str, bool]]:
    """The terms found in each of these versions, few enough for one query, and whether they count."""
    hits = schema.hits
    found: dict[int, dict[str, bool]] = {number: {} for number in version_ids}
    query = select(hits.c.version_id, hits.c.term, hits.c.counts).where(hits.c.version_id.in_(version_ids))
    for version_id, term, counts in connection.execute(query):
        found[version_id][term] = counts
    return found


def hits_of(connection: Connection, version_ids: Sequence[int]) -> dict[int, tuple[Hit, ...]]:
    """The hits of each of these versions with their mentions, highest score first."""
    hits, mentions = schema.hits, schema.mentions
    found: dict[int, tuple[Hit, ...]] = {}
    for start in range(0, len(version_ids), _CHUNK):
        chunk = version_ids[start : start + _CHUNK]
        query = (
            select(hits, *(mentions.c[name] for name in _MENTION))
            .outerjoin(mentions)
            .where(hits.c.version_id.in_(chunk))
            .order_by(hits.c.version_id, hits.c.score.desc(), hits.c.term, mentions.c.field.desc(), mentions.c.start)
        )
        rows = connection.execute(query).mappings().all()
        for version_id, of_version in groupby(rows, key=lambda row: row["version_id"]):
            found[version_id] = tuple(_hit(list(group)) for _, group in groupby(of_version, key=lambda row: row["id"]))
    return found


def _hit(rows: list[RowMapping]) -> Hit:
    head = rows[0]
    return Hit(
        term=head["term"],
        kind=head["kind"],
        counts=head["counts"],
        score=head["score"],
        parts=tuple((what, much) for what, much in json.loads(head["parts"])),
        mentions=tuple(
            Mention(term=head["term"], kind=head["kind"], **{name: row[name] for name in _MENTION})
            for row in rows
            if row["start"] is not None
        ),
    )
