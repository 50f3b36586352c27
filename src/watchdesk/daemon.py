"""The daemon: an alarm clock asks the store again and again what is due, polls and schedules alike.

APScheduler only rings. What is due is read from the store by wall clock, so that a suspend, a restart, a clock that is
set or a machine that was off at seven change nothing: one edition a schedule and local date.
"""

import os
import socket
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from watchdesk.core import schedule as timetable
from watchdesk.errors import WatchdeskError
from watchdesk.model import Round
from watchdesk.pipeline.cut import cut_scheduled, write_files
from watchdesk.pipeline.deliver import deliver
from watchdesk.pipeline.desk import Desk, Stop
from watchdesk.pipeline.round import run_round
from watchdesk.settings import Schedule
from watchdesk.store import editions
from watchdesk.store.lock import only_daemon

_log = structlog.get_logger()
_TICK = 15
_CLOCK_STEP = 2.0
_PATIENCE = timedelta(minutes=10)
"""How long an edition waits for a round in which any feed answers."""


def run(desk: Desk) -> None:
    """Watch until the desk's stop is set; AlreadyRunningError where another daemon holds the store."""
    with only_daemon(desk.store.place):
        start_schedules(desk)
        scheduler = BackgroundScheduler(timezone=desk.settings.timezone)
        # APScheduler drops a late tick after one second by default, and piles up missed ones
        options = {"id": "tick", "coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        scheduler.add_job(lambda: tick(desk), "interval", seconds=_TICK, next_run_time=desk.clock(), **options)
        notify("READY=1", desk.environ)
        scheduler.start()
        _log.info("watching", feeds=sum(len(outlet.routes) for outlet in desk.settings.outlets), store=desk.store.place)
        watch_clock(desk.stop, lambda: scheduler.reschedule_job("tick", trigger="interval", seconds=_TICK))
        notify("STOPPING=1", desk.environ)
        scheduler.shutdown(wait=True)


def start_schedules(desk: Desk) -> None:
    """Note since when each schedule runs: its first edition is its next hour."""
    with desk.store.writing() as connection:
        for schedule in desk.settings.schedules:
            editions.schedule_state(connection, schedule.id, desk.clock())


def _gap() -> float:
    return time.time() - time.monotonic()


def watch_clock(stop: Stop, restart: Callable[[], object], pause: float = 5.0, gap: Callable[[], float] = _gap) -> None:
    """Wait for ``stop``; when the wall clock is set, restart the alarm, which would else sleep until it catches up.

    ``gap`` is the wall clock less the monotonic one, in seconds.
    """
    known = gap()
    while not stop.wait(pause):
        found = gap()
        if abs(found - known) > _CLOCK_STEP:
            _log.info("the clock was set", seconds=round(found - known))
            restart()
        known = found


def tick(desk: Desk) -> None:
    """Do what is due now; a fault of disk or network is reported, and the next tick tries again."""
    try:
        begun = desk.clock()
        report = run_round(desk)
        log_round(report)
        for schedule in desk.settings.schedules:
            if not desk.stop():
                cut_if_due(desk, schedule, report, begun)
        write_files(desk)
        if not desk.stop():
            deliver(desk)
    except WatchdeskError as error:
        _log.error("the round failed", reason=str(error))  # a sentence for a person, not a traceback


def cut_if_due(desk: Desk, schedule: Schedule, report: Round, begun: datetime) -> None:
    """Cut a schedule's edition once its hour has come before this round began, however late."""
    with desk.store.writing() as connection:
        state = editions.schedule_state(connection, schedule.id, begun)
    day = timetable.due_date(schedule, begun, state.started, state.last_date)
    if day is None:
        return
    hour = timetable.moment(schedule, day)
    if report.none_answered and begun < hour + _PATIENCE:
        return  # perhaps it is our own line that is down
    edition = cut_scheduled(desk, schedule, day, desk.clock())
    if edition is not None:
        _log.info("edition cut", edition=edition.id, schedule=schedule.id, stories=len(edition.stories))


def log_round(report: Round) -> None:
    """Say what a round did, if it did anything."""
    for trouble in report.problems:
        _log.warning("feed failed", feed=trouble.what, reason=trouble.reason)
    if report.polled or report.articles:
        _log.info("round", polled=report.polled, failed=report.failed, new=report.new, hits=report.hits)


def notify(message: str, environ: Mapping[str, str]) -> None:
    """Tell the service manager how we stand (sd_notify(3)); without one, nothing."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        manager.send(message.encode())


def end_hard() -> None:
    """Leave at once; what was committed stays, what was not is done again."""
    os._exit(130)
