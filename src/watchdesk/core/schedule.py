"""Says when a feed is polled next, which local date's edition is due, and when a mail is tried again.

A timetable only: nothing is waited for here, and what happens when something is due is others' work.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from watchdesk.model import Failed, Feed, FeedState, Fetched, Route
from watchdesk.settings import PollSettings, Schedule

LONGEST_WAIT: Final = timedelta(hours=24)
"""No answer of a server keeps us away for longer: absurd Retry-After values are common."""
LONGEST_HINT: Final = timedelta(hours=2)
"""How far ttl and max-age are followed: many a feed that prints news every hour claims a day."""

_SLOWER: Final = 1.5
_FASTER: Final = 0.5
_QUIET_SHARE: Final = 4
"""A feed silent for a day is polled four times a day at least: what comes after a silence waits a quarter of it."""
_WEEK: Final = 7
_SPARE_AFTER: Final = 3
"""Failures in a row after which a route's next alternative is polled as well."""

_FIRST_RETRY: Final = timedelta(minutes=2)
_RETRY_FACTOR: Final = 3.0
_LONGEST_RETRY: Final = timedelta(hours=4)
_MOST_RETRIES: Final = 20


def in_use(route: Route, states: Mapping[str, FeedState]) -> Iterator[Feed]:
    """Give the feeds of a route that are polled: the first that works, and those before it."""
    for feed in route:
        yield feed
        state = states.get(feed.url)
        if state is None or state.failures < _SPARE_AFTER:
            return


def is_due(state: FeedState, feed: Feed, settings: PollSettings, now: datetime) -> bool:
    """Tell whether a feed is to be polled now; a next poll further off than any wait was set by a wrong clock."""
    if state.next_poll is None or state.next_poll <= now:
        return True
    return state.next_poll - now > max(settings.max, LONGEST_WAIT, feed.every or timedelta())


def succeeded(
    state: FeedState, feed: Feed, settings: PollSettings, fetched: Fetched, ttl: timedelta | None, now: datetime
) -> FeedState:
    """Give the state after a poll that answered, 304 or whole and parsed, with its new validators and next poll.

    ``state`` is the one from before the poll, but for ``last_new``: if that is ``now``, the poll brought something.
    """
    is_unchanged = fetched.status == HTTPStatus.NOT_MODIFIED
    hint = max(ttl or timedelta(), fetched.max_age or timedelta())
    return replace(
        state,
        # a 304 need not repeat its validators (RFC 9111, 4.3.4)
        etag=fetched.etag or (state.etag if is_unchanged else None),
        last_modified=fetched.last_modified or (state.last_modified if is_unchanged else None),
        last_poll=now,
        last_ok=now,
        next_poll=now + interval(state, feed, settings, hint, now),
        checked_since=state.checked_since or now,
        failures=0,
        failing_since=None,
        reason="",
    )


def failed(state: FeedState, feed: Feed, settings: PollSettings, failure: Failed, now: datetime) -> FeedState:
    """Give the state after a poll that failed: validators stay, the next poll backs off and is never given up."""
    failing_since = min(state.failing_since or now, now)
    return replace(
        state,
        last_poll=now,
        next_poll=now + back_off(now - failing_since, feed.every or settings.every, settings, failure),
        failures=state.failures + 1,
        failing_since=failing_since,
        reason=failure.reason,
    )


def interval(state: FeedState, feed: Feed, settings: PollSettings, hint: timedelta, now: datetime) -> timedelta:
    """Give the time to the next poll: the feed's own setting, else what its habit makes of the starting interval.

    A poll that brought something halves the interval, one that did not lengthens it by half, within ``min`` and
    ``max`` and never beyond a quarter of the feed's silence. A ``hint`` (ttl, max-age) of up to two hours lengthens it.
    """
    if feed.every is not None:
        return feed.every
    habit = _habit(state, settings, now)
    return _within(max(habit, min(hint, LONGEST_HINT)), settings)


def back_off(failing: timedelta, every: timedelta, settings: PollSettings, failure: Failed) -> timedelta:
    """Give the time to the next try of a feed that has failed for so long: up to ``max``, not before Retry-After.

    Each wait is as long as all before it, so it doubles; a try that somebody asked for in between lengthens nothing.
    """
    if failure.status == HTTPStatus.GONE:
        return LONGEST_WAIT
    wait = min(every + failing, max(settings.max, every))
    asked = min(failure.retry_after or timedelta(), LONGEST_WAIT)
    return max(wait, asked, settings.min)


def _habit(state: FeedState, settings: PollSettings, now: datetime) -> timedelta:
    if state.last_poll is None or state.next_poll is None or state.failures:
        return settings.every
    before = _within(state.next_poll - state.last_poll, settings)
    if state.last_new == now:
        return min(before, settings.every) * _FASTER
    quiet = now - (state.last_new or state.checked_since or now)
    return min(before * _SLOWER, max(settings.every, quiet / _QUIET_SHARE))


def _within(wait: timedelta, settings: PollSettings) -> timedelta:
    return max(settings.min, min(wait, settings.max))


def local_date(now: datetime, timezone: ZoneInfo) -> date:
    """Give the date on the wall in a time zone."""
    return now.astimezone(timezone).date()


def due_date(schedule: Schedule, now: datetime, started: datetime, last_cut: date | None) -> date | None:
    """Give the local date whose edition is due, the latest if several were missed; None if none is.

    The first edition is that of the first hour after ``started``. A date is due once, however the clocks are set.
    """
    today = local_date(now, schedule.timezone)
    for days in range(_WEEK + 1):
        day = today - timedelta(days=days)
        hour = moment(schedule, day)
        if hour <= started or (last_cut is not None and day <= last_cut):
            return None
        if day.weekday() in schedule.days and hour <= now:
            return day
    return None


def next_due(
    schedule: Schedule, now: datetime, started: datetime | None = None, last_cut: date | None = None
) -> datetime:
    """Give the moment of the next edition, in UTC; it is past if an edition is due now.

    Raises ValueError for a schedule without days, which no configuration yields.
    """
    if started is not None and (due := due_date(schedule, now, started, last_cut)):
        return moment(schedule, due)
    after = max(now, started or now)
    first = max(local_date(after, schedule.timezone), last_cut + timedelta(days=1) if last_cut else date.min)
    for days in range(_WEEK + 2):
        day = first + timedelta(days=days)
        hour = moment(schedule, day)
        if day.weekday() in schedule.days and hour > after:
            return hour
    raise ValueError("a schedule without days")


def moment(schedule: Schedule, day: date) -> datetime:
    """Give the moment of the schedule's hour on a local date, in UTC.

    An hour that the clocks skip comes as much later as they skip; of one that comes twice it is the first.
    """
    return datetime.combine(day, schedule.at, schedule.timezone).astimezone(UTC)


def delivery_retry(attempts: int) -> timedelta:
    """Give the time to wait after so many failed attempts at a mail: from two minutes to four hours."""
    return min(_FIRST_RETRY * _RETRY_FACTOR ** min(max(attempts - 1, 0), _MOST_RETRIES), _LONGEST_RETRY)
