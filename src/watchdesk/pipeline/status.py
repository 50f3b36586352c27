"""How the desk stands: what is healthy, and what needs a look."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.core import schedule as timetable
from watchdesk.model import Delivery, Trouble
from watchdesk.pipeline.coverage import failing, polled, silences, unmatchable
from watchdesk.pipeline.desk import Desk
from watchdesk.settings import Schedule
from watchdesk.store import archive, editions, feeds, outbox
from watchdesk.store.editions import ScheduleState
from watchdesk.store.lock import daemon_at_work


@dataclass(frozen=True, slots=True)
class ScheduleStatus:
    """When a schedule's next edition is due."""

    id: str
    next_due: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """The desk at a moment; ``needs_look`` decides the exit code.

    ``trouble`` is what keeps the daemon from taking over an edited configuration, ``fault`` what went wrong in its last
    tick that never should.
    """

    daemon: int | None
    trouble: Trouble | None
    fault: Trouble | None
    last_poll: datetime | None
    feeds: int
    never_polled: int
    failed: tuple[Trouble, ...]
    silent: tuple[Trouble, ...]
    unmatched: tuple[Trouble, ...]
    schedules: tuple[ScheduleStatus, ...]
    last_edition: str | None
    unsent: tuple[Delivery, ...]
    unwritten: tuple[str, ...]
    counts: dict[str, int]

    @property
    def needs_look(self) -> bool:
        """Whether something failed that a person should know of."""
        ills = (self.trouble, self.fault, self.failed, self.unmatched, self.unsent, self.unwritten)
        return any(map(bool, ills))


def status(desk: Desk) -> Status:
    """Look at everything that is remembered; nothing is changed."""
    now = desk.clock()
    daemon = daemon_at_work(desk.store.place)
    outlets = desk.settings.outlets
    with desk.store.reading() as connection:
        known = feeds.states(connection)
        states = polled(outlets, known)
        asked = [feed.url for outlet in outlets for route in outlet.routes for feed in timetable.in_use(route, known)]
        latest = editions.latest(connection)
        began = editions.schedule_states(connection)
        return Status(
            daemon=daemon.process if daemon else None,
            trouble=daemon.trouble if daemon else None,
            fault=daemon.fault if daemon else None,
            last_poll=max((state.last_poll for state in states if state.last_poll), default=None),
            feeds=len(desk.settings.feed_urls),
            never_polled=sum(url not in known or known[url].last_poll is None for url in asked),
            failed=tuple(failing(state) for state in states if state.failures),
            silent=tuple(silences(states, now)),
            unmatched=tuple(unmatchable(desk, connection, with_baseline=True)),
            schedules=tuple(
                ScheduleStatus(schedule.id, _next_due(schedule, began.get(schedule.id), now))
                for schedule in desk.settings.schedules
            ),
            last_edition=latest.id if latest else None,
            unsent=outbox.unsent(connection),
            unwritten=tuple(kept.id for kept in editions.unwritten(connection)),
            counts=archive.counts(connection),
        )


def _next_due(schedule: Schedule, state: ScheduleState | None, now: datetime) -> datetime:
    if state is None:
        return timetable.next_due(schedule, now)
    return timetable.next_due(schedule, now, state.started, state.last_date)
