"""The daemon: an alarm clock asks the store again and again what is due, polls and schedules alike.

APScheduler only rings. What is due is read from the store by wall clock, so that a suspend, a restart, a clock that is
set or a machine that was off at seven change nothing: one edition a schedule and local date.
"""

import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from traceback import extract_tb

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from watchdesk.core import schedule as timetable
from watchdesk.errors import WatchdeskError
from watchdesk.model import FeedState, Round, Trouble
from watchdesk.pipeline import schedules
from watchdesk.pipeline.coverage import polled
from watchdesk.pipeline.cut import cut_scheduled
from watchdesk.pipeline.deliver import hand_over
from watchdesk.pipeline.desk import Desk, Stop
from watchdesk.pipeline.match import said_of
from watchdesk.pipeline.round import run_round
from watchdesk.settings import Schedule
from watchdesk.store import editions, feeds
from watchdesk.store.editions import ScheduleState
from watchdesk.store.lock import DaemonLock, only_daemon

_log = structlog.get_logger()
_TICK = 15
_CLOCK_STEP = 2.0
_PATIENCE = timedelta(minutes=10)
"""How long an edition that is due is held back while no feed answers: perhaps it is our own line that is down."""
_PACE = timedelta(minutes=1)
"""How often the feeds are asked anew meanwhile."""


@dataclass(frozen=True, slots=True)
class _Due:
    """An edition whose hour has come."""

    schedule: Schedule
    state: ScheduleState
    day: date

    @property
    def hour(self) -> datetime:
        return timetable.moment(self.schedule, self.day)


def same(desk: Desk) -> Desk:
    """Go on with the desk as it is."""
    return desk


def run(desk: Desk, renew: Callable[[Desk], Desk] = same) -> None:
    """Watch until the desk's stop is set; AlreadyRunningError where another daemon holds the store.

    Before each tick ``renew`` gives the desk to go on with.
    """
    with only_daemon(desk.store.place) as lock:
        scheduler = BackgroundScheduler(timezone=desk.settings.timezone)
        # APScheduler drops a late tick after one second by default, and piles up missed ones
        options = {"id": "tick", "coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        scheduler.add_job(
            Watch(desk, lock, renew).ring, "interval", seconds=_TICK, next_run_time=desk.clock(), **options
        )
        notify("READY=1", desk.environ)
        scheduler.start()
        _log.info("watching", feeds=sum(len(outlet.routes) for outlet in desk.settings.outlets), store=desk.store.place)
        watch_clock(desk.stop, lambda: scheduler.reschedule_job("tick", trigger="interval", seconds=_TICK))
        notify("STOPPING=1", desk.environ)
        scheduler.shutdown(wait=True)


class Watch:
    """The ticks of a daemon: the desk that each goes on with, and what its lock says of them."""

    def __init__(self, desk: Desk, lock: DaemonLock, renew: Callable[[Desk], Desk] = same) -> None:
        self._desk = desk
        self._lock = lock
        self._renew = renew
        self._faults = Faults()
        self._noted: tuple[Trouble | None, Trouble | None] = None, None

    def ring(self) -> None:
        """Look at the configuration, then do what is due; whatever happens, the next tick comes."""
        last = self._faults.begin()
        with self._faults.caught("the edited configuration could not be looked at", self._desk.clock):
            self._desk = self._renew(self._desk)
        self._note(self._faults.fault or last)  # a tick may take long
        tick(self._desk, self._faults)
        self._note(self._faults.fault)

    def _note(self, fault: Trouble | None) -> None:
        if self._noted != (self._desk.trouble, fault):
            self._noted = self._desk.trouble, fault
            self._lock.note(*self._noted)


class Faults:
    """What goes wrong in ticks that never should: each kind is logged with its traceback once."""

    def __init__(self) -> None:
        self.fault: Trouble | None = None
        """The first of this tick, with the time since when each tick has had one."""
        self._last: Trouble | None = None
        self._known: set[tuple[str, str, str]] = set()

    def begin(self) -> Trouble | None:
        """Begin a tick; give the fault of the last one."""
        self._last, self.fault = self.fault, None
        return self._last

    @contextmanager
    def caught(self, what: str, clock: Callable[[], datetime]) -> Iterator[None]:
        """What was foreseen is a sentence in the log, a bug is told of; neither keeps the rest from being done."""
        try:
            yield
        except WatchdeskError as error:
            _log.error(what, reason=str(error))
        except Exception as error:  # noqa: BLE001  # a bug must not end the daemon
            self.fault = self.fault or Trouble(what, self._last.since if self._last else clock(), said_of(error))
            kind = what, type(error).__name__, str(extract_tb(error.__traceback__)[-1])
            if kind not in self._known:
                self._known.add(kind)
                _log.error(what, exc_info=True)


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


def tick(desk: Desk, faults: Faults | None = None) -> None:
    """Do what is due now; a fault of disk or network is reported, a bug is told too, and the next tick tries again."""
    begun, due = desk.clock(), list[_Due]()
    caught = (faults or Faults()).caught
    with caught("the round failed", desk.clock):
        found = _due(desk, start_schedules(desk), begun)
        log_round(run_round(desk, everything=_is_to_ask_anew(desk, found, begun)))
        due = found
    for edition in due:
        with caught("an edition could not be cut", desk.clock):
            if not desk.stop():
                _cut(desk, edition, begun)
    with caught("nothing could be handed over", desk.clock):
        handed = None if desk.stop() else hand_over(desk)
        if handed and handed.problem:
            _log.error("an edition is not written", reason=handed.problem)


def start_schedules(desk: Desk) -> dict[str, ScheduleState]:
    """Note since when each schedule runs, and give what is remembered of each: its first edition is its next hour."""
    with desk.store.writing() as connection:
        return schedules.enlist(desk, connection)


def _due(desk: Desk, states: Mapping[str, ScheduleState], now: datetime) -> list[_Due]:
    """The editions whose hour has come, however late."""
    found = []
    for schedule in desk.settings.schedules:
        state = states[schedule.id]
        day = timetable.due_date(schedule, now, state.started, state.last_date)
        if day is not None:
            found.append(_Due(schedule, state, day))
    return found


def _is_to_ask_anew(desk: Desk, due: Sequence[_Due], now: datetime) -> bool:
    """Whether an edition waits for an answer and the feeds, due or not, have been left alone for a minute."""
    states = _states(desk)
    if not any(_is_unanswered(states, edition.hour) for edition in due):
        return False
    return min(state.last_poll or now for state in states) <= now - _PACE


def _states(desk: Desk) -> tuple[FeedState, ...]:
    with desk.store.reading() as connection:
        return polled(desk.settings.outlets, feeds.states(connection))


def _is_unanswered(states: Sequence[FeedState], hour: datetime) -> bool:
    """Whether feeds fail and none has answered since an hour; feeds that are only not due hold nothing up."""
    return any(state.failures for state in states) and not any(
        state.last_ok is not None and state.last_ok >= hour for state in states
    )


def _cut(desk: Desk, due: _Due, begun: datetime) -> None:
    """Cut an edition that was due when this round began, once a feed has answered or has been asked long enough."""
    if _is_unanswered(_states(desk), due.hour) and begun < _tried_since(desk, due, begun) + _PATIENCE:
        return
    edition = cut_scheduled(desk, due.schedule, due.day, desk.clock())
    if edition is not None:
        _log.info("edition cut", edition=edition.id, schedule=due.schedule.id, stories=len(edition.stories))


def _tried_since(desk: Desk, due: _Due, begun: datetime) -> datetime:
    """When this edition's feeds were first asked in vain."""
    since = due.state.tried_since
    if since is not None and due.hour <= since <= begun:
        return since
    with desk.store.writing() as connection:
        editions.note_try(connection, due.schedule.id, begun)
    return begun


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
