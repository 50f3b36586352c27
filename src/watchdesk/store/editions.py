"""The ledger: which article stands in which edition of which schedule, and the editions themselves."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, exists, func, insert, literal, select, update

from watchdesk.model import Candidate
from watchdesk.store import schema
from watchdesk.store.articles import article_of
from watchdesk.store.hits import hits_of


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """What is remembered of a schedule: since when it runs, and the last local date it was cut for."""

    id: str
    started: datetime
    since: datetime | None
    last_date: date | None


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """An edition as it was cut; ``body`` is core.edition's dump of it."""

    id: str
    schedule: str
    date: date
    cut_at: datetime
    body: str
    formats: tuple[str, ...]
    is_written: bool = False


def schedule_state(connection: Connection, schedule_id: str, now: datetime) -> ScheduleState:
    """What is remembered of a schedule, begun now if it is new.

    The first schedule of a store takes everything in it; one that is added later takes what is first seen from then on.
    """
    schedules = schema.schedules
    row = connection.execute(select(schedules).where(schedules.c.id == schedule_id)).mappings().one_or_none()
    if row is not None:
        return ScheduleState(**row)
    is_first = connection.execute(select(func.count()).select_from(schedules)).scalar_one() == 0
    state = ScheduleState(schedule_id, started=now, since=None if is_first else now, last_date=None)
    connection.execute(
        insert(schedules).values(id=state.id, started=state.started, since=state.since, last_date=state.last_date)
    )
    return state


def use_up(connection: Connection, schedule_id: str, day: date) -> None:
    """Note that a schedule was cut for a local date: that date and those before it never come again."""
    schedules = schema.schedules
    connection.execute(update(schedules).where(schedules.c.id == schedule_id).values(last_date=day))


def candidates(connection: Connection, schedule: ScheduleState) -> tuple[tuple[Candidate, ...], tuple[int, ...]]:
    """What the next edition of a schedule holds, and every version id that thereby enters its ledger.

    Of an article with several versions that wait, the newest stands for all.
    """
    versions, articles, hits, ledger = schema.versions, schema.articles, schema.hits, schema.ledger
    in_ledger = exists().where(ledger.c.schedule == schedule.id, ledger.c.version_id == versions.c.id)
    older = versions.alias("older")
    has_been_in = exists(
        select(literal(1))
        .select_from(ledger.join(older, ledger.c.version_id == older.c.id))
        .where(ledger.c.schedule == schedule.id, older.c.article_id == articles.c.id)
    )
    query = (
        select(versions, articles.c.url, articles.c.outlet, articles.c.first_seen, has_been_in.label("was_in"))
        .join(articles)
        .where(~articles.c.is_baseline, ~in_ledger)
        .where(exists().where(hits.c.version_id == versions.c.id, hits.c.counts))
        .order_by(versions.c.article_id, versions.c.number)
    )
    if schedule.since is not None:
        query = query.where(versions.c.seen_at >= schedule.since)
    rows = connection.execute(query).mappings().all()
    newest = {row["article_id"]: row for row in rows}
    found = hits_of(connection, [row["id"] for row in newest.values()])
    chosen = tuple(
        Candidate(article_of(row, "update" if row["was_in"] else "new"), version_id=row["id"], hits=found[row["id"]])
        for row in newest.values()
    )
    return chosen, tuple(row["id"] for row in rows)


def next_id(connection: Connection, day: date, is_taken: Callable[[str], bool]) -> str:
    """The first free id of a date: ``2026-11-20``, then ``2026-11-20-2``, …; ``is_taken`` knows of files."""
    editions = schema.editions
    used = set(connection.execute(select(editions.c.id).where(editions.c.date == day)).scalars())
    number = 1
    while True:
        candidate = day.isoformat() if number == 1 else f"{day.isoformat()}-{number}"
        if candidate not in used and not is_taken(candidate):
            return candidate
        number += 1


def save(connection: Connection, edition: KeptEdition, version_ids: Sequence[int]) -> None:
    """Keep an edition and enter what it holds in the ledger of its schedule."""
    connection.execute(
        insert(schema.editions).values(
            id=edition.id,
            schedule=edition.schedule,
            date=edition.date,
            cut_at=edition.cut_at,
            body=edition.body,
            formats=json.dumps(edition.formats),
            is_written=edition.is_written,
        )
    )
    rows = [{"schedule": edition.schedule, "version_id": number, "edition_id": edition.id} for number in version_ids]
    if rows:
        connection.execute(insert(schema.ledger), rows)


def get(connection: Connection, edition_id: str) -> KeptEdition | None:
    """One edition, or None where no edition has this id."""
    found = _kept(connection, schema.editions.c.id == edition_id)
    return found[0] if found else None


def unwritten(connection: Connection) -> tuple[KeptEdition, ...]:
    """Editions whose files are still to be written, oldest first."""
    return _kept(connection, ~schema.editions.c.is_written)


def latest(connection: Connection) -> KeptEdition | None:
    """The edition cut last."""
    newest = select(func.max(schema.editions.c.cut_at)).scalar_subquery()
    found = _kept(connection, schema.editions.c.cut_at == newest)
    return found[-1] if found else None


def _kept(connection: Connection, where: object) -> tuple[KeptEdition, ...]:
    query = select(schema.editions).where(where).order_by(schema.editions.c.cut_at, schema.editions.c.id)  # type: ignore[arg-type]  # any column expression
    return tuple(
        KeptEdition(**{**row, "formats": tuple(json.loads(row["formats"]))})
        for row in connection.execute(query).mappings()
    )


def mark_written(connection: Connection, edition_id: str) -> None:
    """Note that an edition's files stand in their folder."""
    connection.execute(update(schema.editions).where(schema.editions.c.id == edition_id).values(is_written=True))


def last_cut(connection: Connection, schedule_id: str) -> datetime | None:
    """When a schedule's newest edition was cut."""
    query = select(func.max(schema.editions.c.cut_at)).where(schema.editions.c.schedule == schedule_id)
    newest: datetime | None = connection.execute(query).scalar_one()
    return newest


def count_new_entries(connection: Connection, since: datetime | None) -> int:
    """How many entries that are not baseline were first seen after a time (None: ever)."""
    entries = schema.entries
    query = select(func.count()).select_from(entries).where(~entries.c.is_baseline)
    if since is not None:
        query = query.where(entries.c.first_seen > since)
    return connection.execute(query).scalar_one()


def schedule_states(connection: Connection) -> dict[str, ScheduleState]:
    """What is remembered of each schedule that ever ran, by id."""
    rows = connection.execute(select(schema.schedules)).mappings()
    return {row["id"]: ScheduleState(**row) for row in rows}
