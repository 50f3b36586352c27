"""Names on no list that stand beside watched actors: where each was seen, and which edition proposed it."""

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select

from watchdesk.core.discovery import Appearance, NameNearby, Sentence, Spelling, folded
from watchdesk.model import NewName, Snippet
from watchdesk.store import schema

_CHUNK = 500  # see store.hits


def save_names(connection: Connection, version_id: int, names: Iterable[NameNearby]) -> None:
    """Keep the names seen in a version, in the place of those seen before."""
    connection.execute(delete(schema.names).where(schema.names.c.version_id == version_id))
    rows = [
        {
            "version_id": version_id,
            "key": name.key,
            "surface": name.surface,
            "type": name.type,
            "actors": json.dumps(name.actors),
            "sentence": name.snippet.text,
            "sentence_hash": zlib.crc32(name.snippet.text.encode(errors="replace")) - 2**31,  # signed
            "is_together": len(name.snippet.marks) > 1,
            "marks": json.dumps(name.snippet.marks),
        }
        for name in names
    ]
    if rows:
        connection.execute(insert(schema.names), rows)


def spellings(connection: Connection, since: datetime) -> tuple[Spelling, ...]:
    """How often each name was seen, by its spelling, in articles first seen since a time."""
    names, versions = schema.names, schema.versions
    query = _seen(
        names.c.key,
        names.c.surface,
        func.count(versions.c.article_id.distinct()),
        func.count(names.c.sentence_hash.distinct()),
    )
    rows = connection.execute(query.where(_is_since(since)).group_by(names.c.key, names.c.surface))
    return tuple(Spelling(*row) for row in rows)


def appearances(connection: Connection, keys: Sequence[str], since: datetime) -> dict[str, list[Appearance]]:
    """Where the names with these keys were seen since a time, by their spelling."""
    names = schema.names
    kept = [names.c[name] for name in ("id", "key", "surface", "type", "actors", "is_together")]
    found: dict[str, list[Appearance]] = {}
    for start in range(0, len(keys), _CHUNK):
        query = _seen(*kept, schema.articles.c.outlet).where(
            _is_since(since), names.c.key.in_(keys[start : start + _CHUNK])
        )
        for row in connection.execute(query.order_by(names.c.id)):
            actors = tuple(json.loads(row.actors))
            one = Appearance(row.id, row.key, row.surface, row.type, actors, row.outlet, row.is_together)
            found.setdefault(row.surface, []).append(one)
    return found


def sentences(connection: Connection, ids: Sequence[int]) -> dict[int, Sentence]:
    """The sentences of these appearances, by their ids."""
    names, articles = schema.names, schema.articles
    found: dict[int, Sentence] = {}
    for start in range(0, len(ids), _CHUNK):
        query = _seen(names.c.id, names.c.sentence, names.c.marks, articles.c.url, articles.c.outlet)
        for row in connection.execute(query.where(names.c.id.in_(ids[start : start + _CHUNK]))):
            found[row.id] = Sentence(Snippet(row.sentence, _marks(row.marks)), row.url, row.outlet)
    return found


def _is_since(since: datetime) -> ColumnElement[bool]:
    return schema.articles.c.first_seen >= since


def _seen(*columns: ColumnElement[Any]) -> Select[Any]:
    """A query of names with their versions and articles; who wrote an article is no name in it."""
    names, versions, articles = schema.names, schema.versions, schema.articles
    is_writer = versions.c.byline.contains(names.c.surface)
    return select(*columns).select_from(names.join(versions).join(articles)).where(~is_writer)


def _marks(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((start, end, term) for start, end, term in json.loads(text))


def forget_names(connection: Connection, before: datetime) -> None:
    """Let go of what was seen before a time in texts that are not kept any more."""
    names, versions = schema.names, schema.versions
    blank = select(versions.c.id).where(versions.c.text == "", versions.c.seen_at < before)
    connection.execute(delete(names).where(names.c.version_id.in_(blank)))


def proposed(connection: Connection, schedule_id: str) -> frozenset[str]:
    """The names that editions of a schedule have proposed, folded."""
    proposals = schema.proposals
    query = select(proposals.c.name).where(proposals.c.schedule == schedule_id)
    return frozenset(connection.execute(query).scalars())


def propose(connection: Connection, schedule_id: str, edition_id: str, names: Iterable[NewName]) -> None:
    """Note that an edition proposes names, so that no other of its schedule does."""
    told = sorted({folded(spelling) for new in names for spelling in (new.name, *new.spellings)})
    rows = [{"schedule": schedule_id, "name": name, "edition_id": edition_id} for name in told]
    if rows:
        connection.execute(insert(schema.proposals), rows)
