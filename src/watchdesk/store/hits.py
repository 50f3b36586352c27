"""What the matcher found in each version, with the rule and the watchlist that found it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
from watchdesk.store.engine import inserted_id

MIXED = "+"
"""Behind a list's hash: hits that earlier lists have found stand beside its own."""
_CHUNK = 500  # SQLite takes 32,766 variables in a statement, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A version to match, and what the entries of its article told, if it is the newest."""

    document: Document
    told: tuple[Document, ...]
    published: frozenset[str]
    """The terms for which it stands in an edition already."""
    matched_with: str | None
    """The list that has matched it; None where none has."""
    seen_at: datetime


def unmatched(connection: Connection, limit: int) -> dict[int, Unmatched]:
    """Versions that are still to be matched, by id."""
    versions = schema.versions
    query = _to_match().where(versions.c.matched_with.is_(None)).order_by(versions.c.id).limit(limit)
    return {
        row["id"]: _unmatched(connection, row, has_told=row["is_newest"])
        for row in connection.execute(query).mappings().all()
    }


def outdated(
    connection: Connection, list_hash: str, since: datetime, before: tuple[datetime, int] | None, limit: int
) -> dict[int, Unmatched]:
    """Versions seen ``since`` that another list has matched, by id, the newest first; ``before`` (time, id) goes on.

    What is settled is left out. An article in an edition gets nothing put behind its text that its feeds tell of it.
    """
    versions = schema.versions
    is_other = versions.c.matched_with.not_in((list_hash, list_hash + MIXED))
    query = _to_match().where(versions.c.seen_at >= since, is_other, ~_is_settled())
    if before is not None:
        seen_at, number = before
        query = query.where(versions.c.seen_at <= seen_at, or_(versions.c.seen_at < seen_at, versions.c.id < number))
    query = query.order_by(versions.c.seen_at.desc(), versions.c.id.desc()).limit(limit)
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
        _published(connection, row["id"]),
        row["matched_with"],
        row["seen_at"],
    )


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

    What an edition tells of it, and what was found in a text since let go, stays and is only added to.
    """
    versions, hits = schema.versions, schema.hits
    stays = _stays(connection, version_id)
    connection.execute(delete(hits).where(hits.c.version_id == version_id, hits.c.term.not_in(stays)))
    _add(connection, version_id, [hit for hit in matched.hits if hit.term not in stays])
    is_mixed = not stays <= {hit.term for hit in matched.hits}
    matched_with = watchlist_hash + MIXED * is_mixed
    connection.execute(update(versions).where(versions.c.id == version_id).values(matched_with=matched_with))


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
