"""From the ledger to an edition: what is in none yet is chosen, written down and queued in one transaction.

It is drafted and its mails are written before that transaction, so that nobody waits; what the draft rests on is looked
at again inside it. Files and mails go out by pipeline.deliver.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from watchdesk.core import edition as editing
from watchdesk.core.schedule import local_date
from watchdesk.deliver import folder
from watchdesk.errors import StoreError
from watchdesk.model import Edition, NewName
from watchdesk.pipeline import discovery, schedules
from watchdesk.pipeline.coverage import coverage
from watchdesk.pipeline.deliver import Post
from watchdesk.pipeline.desk import Desk
from watchdesk.settings import Schedule, WhenEmpty
from watchdesk.store import editions, outbox
from watchdesk.store import names as seen
from watchdesk.store.editions import ScheduleState

_TRIES = 5
_MOST_NEW_NAMES = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition on its way into the ledger, with what it rests on: what waited, and the failures that it tells."""

    edition: Edition
    version_ids: tuple[int, ...]
    waiting: frozenset[tuple[int, int]]
    failures: tuple[int, ...]


def cut_now(desk: Desk, schedule: Schedule, now: datetime) -> Edition | None:
    """Cut whatever is new for a schedule, whenever; None where nothing is. The day's scheduled edition stays due."""
    return _cut(desk, schedule, now, None)


def cut_scheduled(desk: Desk, schedule: Schedule, day: date, now: datetime) -> Edition | None:
    """Cut the edition of a local date, once, whatever else runs; None where it was cut, or is empty and skipped."""
    return _cut(desk, schedule, now, day)


def preview(desk: Desk, schedule: Schedule, now: datetime) -> Edition:
    """What an edition cut now would be; nothing is kept."""
    return _drafted(desk, schedule, now, None).edition


def _cut(desk: Desk, schedule: Schedule, now: datetime, day: date | None) -> Edition | None:
    for _ in range(_TRIES):
        draft = _drafted(desk, schedule, now, day)
        fate = _fate(draft.edition, schedule, day)
        if fate == "skip" and day is None:
            return None
        post = _post(desk, schedule, draft.edition) if fate == "mail" else None
        with desk.store.writing() as connection:
            state = schedules.enlist(desk, connection)[schedule.id]
            if day is not None and editions.is_used_up(connection, state, day):
                editions.use_up(connection, schedule.id, day)
                return None
            if not _is_sound(connection, state, draft):
                continue
            if day is not None:
                editions.use_up(connection, schedule.id, day)
            if fate == "skip":
                return None
            _keep(desk, connection, schedule, draft, is_scheduled=day is not None)
            if post is not None:
                post.queue(connection, now)
            return draft.edition
    raise StoreError(f"another process cuts editions from {desk.store.place} all the time: try again when it is done")


def _fate(edition: Edition, schedule: Schedule, day: date | None) -> WhenEmpty:
    """What is made of an edition: files and mail, files alone, or nothing."""
    if edition.stories or (day is not None and edition.coverage.has_problem):
        return "mail"
    return schedule.when_empty if day is not None else "skip"


def _drafted(desk: Desk, schedule: Schedule, now: datetime, day: date | None) -> Draft:
    """What an edition would be, from one view of the store that holds up nobody."""
    with desk.store.trying() as connection:
        state = schedules.enlist(desk, connection)[schedule.id]
    day = day or local_date(now, schedule.timezone)
    with desk.store.reading() as connection:
        candidates, version_ids = editions.candidates(connection, state)
        last_cut = editions.last_cut(connection, schedule.id, desk.clock())
        new_names, further = _new_names(desk, connection, schedule, now) if candidates else ((), 0)
        frame = editing.Frame(
            id=editions.next_id(connection, day, lambda name: folder.holds(desk.settings.digests, name)),
            schedule=schedule.id,
            date=day,
            cut_at=now,
            timezone=schedule.timezone.key,
            coverage=coverage(desk, connection, candidates, last_cut),
            new_entries=editions.count_new_entries(connection, last_cut),
            names=names(desk),
            notice=desk.settings.notice,
            outlets=desk.settings.outlets,
            new_names=new_names,
            further_names=further,
        )
        waiting = editions.waiting(connection, state)
        failures = tuple(delivery.id for delivery, _ in outbox.untold_failures(connection))
    return Draft(editing.build(candidates, frame), version_ids, waiting, failures)


def _new_names(
    desk: Desk, connection: Connection, schedule: Schedule, now: datetime
) -> tuple[tuple[NewName, ...], int]:
    """Names that no edition of the schedule has proposed yet, and how many more there are: they wait for the next."""
    shown = seen.proposed(connection, schedule.id)
    since = now - discovery.LOOKED_BACK
    return discovery.new_names(desk, connection, since, shown=shown, at_most=_MOST_NEW_NAMES)


def _post(desk: Desk, schedule: Schedule, edition: Edition) -> Post | None:
    mail = desk.settings.mail
    people = [person for person in mail.to if person.schedule == schedule.id] if mail else []
    return Post(edition, people, mail.sender) if mail else None


def _is_sound(connection: Connection, state: ScheduleState, draft: Draft) -> bool:
    """Whether all that the draft holds still waits as it did, and its id is free; what came since can wait."""
    is_free = editions.get(connection, draft.edition.id) is None
    return is_free and draft.waiting <= editions.waiting(connection, state)


def _keep(desk: Desk, connection: Connection, schedule: Schedule, draft: Draft, *, is_scheduled: bool) -> None:
    edition = draft.edition
    kept = editions.KeptEdition(
        id=edition.id,
        schedule=schedule.id,
        date=edition.date,
        cut_at=edition.cut_at,
        body=editing.dump(edition),
        formats=schedule.formats,
        is_scheduled=is_scheduled,
        made_at=desk.clock(),
    )
    editions.save(connection, kept, draft.version_ids)
    seen.propose(connection, schedule.id, edition.id, edition.new_names)
    outbox.mark_told(connection, draft.failures)


def paths(desk: Desk, edition_id: str, formats: Sequence[str]) -> dict[str, Path]:
    """Where the files of an edition stand, by format."""
    return {form: desk.settings.digests / f"{edition_id}.{form}" for form in formats}


def names(desk: Desk) -> tuple[tuple[str, str], ...]:
    """What a reader calls each watched term, by id."""
    watchlist = desk.settings.watchlist
    actors = ((actor.id, actor.name) for actor in watchlist.actors)
    keywords = ((keyword.id, _label(keyword.id)) for keyword in watchlist.keywords)
    return (*actors, *keywords)


def _label(keyword_id: str) -> str:
    words = keyword_id.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
