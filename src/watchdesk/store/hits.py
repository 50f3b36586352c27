"""What the matcher found in each version, with the rule and the watchlist that found it."""

import json
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection, RowMapping, insert, select, update

from watchdesk.model import Document, Hit, Matched, Mention
from watchdesk.store import schema
from watchdesk.store.engine import inserted_id

_CHUNK = 500  # SQLite takes 32,766 variables in a statement, PostgreSQL 65,535


def unmatched(connection: Connection, limit: int) -> dict[int, Document]:
    """Versions that no watchlist was tried on yet, by id."""
    versions = schema.versions
    query = select(versions).where(versions.c.matched_with.is_(None)).order_by(versions.c.id).limit(limit)
    return {
        row["id"]: Document(text=row["text"], title=row["title"], language=row["language"])
        for row in connection.execute(query).mappings()
    }


def save_matches(connection: Connection, version_id: int, matched: Matched, watchlist_hash: str) -> None:
    """Keep what was found in a version, with the rule and the watchlist that found it."""
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
    versions = schema.versions
    connection.execute(update(versions).where(versions.c.id == version_id).values(matched_with=watchlist_hash))


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
