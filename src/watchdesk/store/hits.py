"""What the matcher found in each version, with the rule and the watchlist that found it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, RowMapping, delete, exists, func, insert, select, update

from watchdesk.model import Document, Hit, Matched, Mention
from watchdesk.store import schema
from watchdesk.store.engine import inserted_id

_CHUNK = 500  # SQLite takes 32,766 variables in a statement, PostgreSQL 65,535


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A version to match, and what the entries of its article told, if it is the newest."""

    document: Document
    told: tuple[Document, ...]
    published: frozenset[str]
    """The terms for which it stands in an edition already."""


def unmatched(connection: Connection, limit: int) -> dict[int, Unmatched]:
    """Versions that are still to be matched, by id."""
    versions = schema.versions
    newer = versions.alias("newer")
    is_newest = ~exists().where(newer.c.article_id == versions.c.article_id, newer.c.number > versions.c.number)
    query = (
        select(versions, is_newest.label("is_newest"))
        .where(versions.c.matched_with.is_(None))
        .order_by(versions.c.id)
        .limit(limit)
    )
    return {
        row["id"]: Unmatched(
            Document(text=row["text"], title=row["title"], language=row["language"]),
            told(connection, row["article_id"]) if row["is_newest"] else (),
            _published(connection, row["id"]),
        )
        for row in connection.execute(query).mappings().all()
    }


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


def is_to_match(connection: Connection, version_id: int, document: Document) -> bool:
    """Whether a version still waits to be matched, with this title and text."""
    versions = schema.versions
    query = select(versions.c.id).where(
        versions.c.id == version_id,
        versions.c.matched_with.is_(None),
        versions.c.title == document.title,
        versions.c.text == document.text,
    )
    return connection.execute(query).first() is not None


def mark_matched(connection: Connection, version_id: int, watchlist_hash: str) -> None:
    """Note that a version was matched with this watchlist."""
    versions = schema.versions
    connection.execute(update(versions).where(versions.c.id == version_id).values(matched_with=watchlist_hash))


def save_matches(connection: Connection, version_id: int, matched: Matched, watchlist_hash: str) -> None:
    """Keep what was found in a version, with the rule and the watchlist, in the place of what was found before."""
    connection.execute(delete(schema.hits).where(schema.hits.c.version_id == version_id))
    for hit in matched.hits:
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
    mark_matched(connection, version_id, watchlist_hash)


_MENTION = ("field", "type", "start", "end", "surface", "how", "confidence", "rule")


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
