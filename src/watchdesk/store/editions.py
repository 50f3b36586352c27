"""The ledger: which article stands in which edition of which schedule, and the editions themselves."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, Select, exists, func, insert, literal, or_, select, update

from watchdesk.model import Candidate
from watchdesk.store import schema
from watchdesk.store.articles import article_of
from watchdesk.store.hits import hits_of


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """What is remembered of a schedule.

    It runs since ``started``, holds what was first seen from ``since`` on (None: everything), was last cut for
    ``last_date``, and waits since ``tried_since`` for any feed to answer.
    """

    id: str
    started: datetime
    since: datetime | None
    last_date: date | None = None
    tried_since: datetime | None = None
    is_in_use: bool = True


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """An edition as it was cut; ``body`` is core.edition's dump of it.

    ``cut_at`` is the edition's own clock, ``made_at`` the time it was really cut where that is another.
    """

    id: str
    schedule: str
    date: date
    cut_at: datetime
    body: str
    formats: tuple[str, ...]
    is_written: bool = False
    is_scheduled: bool = False
    made_at: datetime | None = None


def enlist(connection: Connection, ids: Collection[str], now: datetime) -> dict[str, ScheduleState]:
    """Begin the schedules that are new or back, end those not among ``ids``, and give the states of these, by id.

    The first schedules of a store take everything in it; one that is added later takes what is first seen from then on.
    One that comes back begins anew with its next hour, and still takes all that its ledger does not hold.
    """
    known = schedule_states(connection)
    for schedule_id in ids:
        state = known.get(schedule_id)
        if state is None:
            _begin(connection, ScheduleState(schedule_id, started=now, since=now if known else None))
        elif not state.is_in_use:
            save_schedule(connection, replace(state, started=now, is_in_use=True))
    for state in known.values():
        if state.is_in_use and state.id not in ids:
            save_schedule(connection, replace(state, is_in_use=False))
    found = schedule_states(connection)
    return {schedule_id: found[schedule_id] for schedule_id in ids}


def _begin(connection: Connection, state: ScheduleState) -> None:
    connection.execute(insert(schema.schedules).values(**asdict(state)))


def schedule_states(connection: Connection) -> dict[str, ScheduleState]:
    """What is remembered of each schedule that ever ran, by id."""
    rows = connection.execute(select(schema.schedules)).mappings()
    return {row["id"]: ScheduleState(**row) for row in rows}


def save_schedule(connection: Connection, state: ScheduleState) -> None:
    """Replace what is remembered of a schedule."""
    connection.execute(update(schema.schedules).where(schema.schedules.c.id == state.id).values(**asdict(state)))


def note_try(connection: Connection, schedule_id: str, now: datetime) -> None:
    """Note that an edition begins to wait for any feed to answer."""
    connection.execute(update(schema.schedules).where(schema.schedules.c.id == schedule_id).values(tried_since=now))


def last_scheduled(connection: Connection, schedule_id: str, until: date) -> date | None:
    """The latest date up to ``until`` that an edition of a schedule used up."""
    editions = schema.editions
    query = select(func.max(editions.c.date)).where(
        editions.c.schedule == schedule_id, editions.c.is_scheduled, editions.c.date <= until
    )
    found: date | None = connection.execute(query).scalar_one()
    return found


def is_used_up(connection: Connection, state: ScheduleState, day: date) -> bool:
    """Whether a schedule was cut for a local date, or for a later one; the editions know, whatever a clock has done."""
    if state.last_date is not None and state.last_date >= day:
        return True
    return last_scheduled(connection, state.id, day) == day


def oldest(connection: Connection) -> datetime | None:
    """When the first article was seen."""
    first: datetime | None = connection.execute(select(func.min(schema.articles.c.first_seen))).scalar_one()
    return first


def use_up(connection: Connection, schedule_id: str, day: date) -> None:
    """Note that a schedule was cut for a local date: that date and those before it never come again."""
    schedules = schema.schedules
    connection.execute(update(schedules).where(schedules.c.id == schedule_id).values(last_date=day))


def candidates(connection: Connection, schedule: ScheduleState) -> tuple[tuple[Candidate, ...], tuple[int, ...]]:
    """What the next edition of a schedule holds, and every version id that thereby enters its ledger.

    Of an article with several versions that wait, the newest stands for all.
    """
    rows = connection.execute(_waiting(schedule)).mappings().all()
    newest = {row["article_id"]: row for row in rows}
    found = hits_of(connection, [row["id"] for row in newest.values()])
    chosen = tuple(
        Candidate(article_of(row, "update" if row["was_in"] else "new"), version_id=row["id"], hits=found[row["id"]])
        for row in newest.values()
    )
    return chosen, tuple(row["id"] for row in rows)


def waiting(connection: Connection, schedule: ScheduleState) -> frozenset[tuple[int, int]]:
    """The versions that wait for the next edition, each with a hash of its words that holds for this process."""
    versions = schema.versions
    query = _waiting(schedule).with_only_columns(versions.c.id, versions.c.title, versions.c.text)
    return frozenset((number, hash((title, text))) for number, title, text in connection.execute(query))


def is_waiting(connection: Connection, schedule: ScheduleState, article_id: int) -> bool:
    """Whether the next edition of a schedule holds this article."""
    query = _waiting(schedule).where(schema.articles.c.id == article_id)
    return connection.execute(query).first() is not None


def _waiting(schedule: ScheduleState) -> Select[tuple[object, ...]]:
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
    if schedule.since is None:
        return query
    entries = schema.entries
    told_since = exists().where(
        entries.c.article_id == articles.c.id, ~entries.c.is_baseline, entries.c.first_seen >= schedule.since
    )
    return query.where(or_(versions.c.seen_at >= schedule.since, told_since))


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
            made_at=edition.made_at or edition.cut_at,
            is_scheduled=edition.is_scheduled,
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
    newest = select(func.max(schema.editions.c.made_at)).scalar_subquery()
    found = _kept(connection, schema.editions.c.made_at == newest)
    return found[-1] if found else None


def _kept(connection: Connection, where: object) -> tuple[KeptEdition, ...]:
    query = select(schema.editions).where(where).order_by(schema.editions.c.made_at, schema.editions.c.id)  # type: ignore[arg-type]  # any column expression
    return tuple(
        KeptEdition(**{**row, "formats": tuple(json.loads(row["formats"]))})
        for row in connection.execute(query).mappings()
    )


def mark_written(connection: Connection, edition_id: str) -> None:
    """Note that an edition's files stand in their folder."""
    connection.execute(update(schema.editions).where(schema.editions.c.id == edition_id).values(is_written=True))


def last_cut(connection: Connection, schedule_id: str, now: datetime) -> datetime | None:
    """When a schedule's newest edition was really cut; one that a wrong clock put after ``now`` is left out."""
    editions = schema.editions
    query = select(func.max(editions.c.made_at)).where(editions.c.schedule == schedule_id, editions.c.made_at <= now)
    newest: datetime | None = connection.execute(query).scalar_one()
    return newest


def count_new_entries(connection: Connection, since: datetime | None) -> int:
    """How many entries that are not baseline were first seen after a time (None: ever)."""
    entries = schema.entries
    query = select(func.count()).select_from(entries).where(~entries.c.is_baseline)
    if since is not None:
        query = query.where(entries.c.first_seen > since)
    return connection.execute(query).scalar_one()


def count_unseen(connection: Connection) -> tuple[int, datetime | None]:
    """How many articles that are not baseline wait for the first try at their page, and since when the first does."""
    articles, versions = schema.articles, schema.versions
    query = (
        select(func.count(), func.min(articles.c.first_seen))
        .select_from(articles)
        .where(articles.c.state == "unread", articles.c.attempts == 0, ~articles.c.is_baseline)
        .where(~exists().where(versions.c.article_id == articles.c.id, versions.c.text_from == "page"))
    )
    number, since = connection.execute(query).one()
    return number, since
