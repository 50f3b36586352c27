"""The desk's schedules as the store remembers them: begun together, and set right after a clock that was wrong.

Which date is due is core.schedule's; what an edition holds is store.editions'.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from watchdesk.core.schedule import local_date
from watchdesk.pipeline.desk import Desk
from watchdesk.settings import Schedule
from watchdesk.store import editions
from watchdesk.store.editions import ScheduleState

_log = structlog.get_logger()


def enlist(desk: Desk, connection: Connection) -> dict[str, ScheduleState]:
    """The states of every schedule, by id, those that are new begun now; ``daily`` is kept, configured or not."""
    now = desk.clock()
    schedules = {schedule.id: schedule for schedule in (*desk.settings.schedules, desk.settings.daily)}
    states = editions.enlist(connection, schedules, now)
    oldest = editions.oldest(connection)
    if oldest is not None and now < oldest:
        return states  # a clock from before the store's own beginning is no evidence against what the store says
    return {name: _set_right(connection, schedules[name], state, now) for name, state in states.items()}


def _set_right(connection: Connection, schedule: Schedule, state: ScheduleState, now: datetime) -> ScheduleState:
    """Take back what a clock that ran ahead has left; a date that an edition really used up stays used up."""
    last_date, tomorrow = state.last_date, local_date(now, schedule.timezone) + timedelta(days=1)
    if last_date is not None and last_date > tomorrow:
        last_date = editions.last_scheduled(connection, schedule.id, tomorrow)
    since = min(state.since, now) if state.since else None
    sound = replace(state, started=min(state.started, now), since=since, last_date=last_date)
    if sound != state:
        _log.warning("the clock was set, and the schedule with it", schedule=schedule.id, last_date=str(last_date))
        editions.save_schedule(connection, sound)
    return sound
