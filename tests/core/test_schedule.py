from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from watchdesk.core.schedule import (
    delivery_retry,
    due_date,
    failed,
    in_use,
    is_due,
    local_date,
    moment,
    next_due,
    succeeded,
)
from watchdesk.model import Failed, Feed, FeedState, Fetched
from watchdesk.settings import PollSettings, Schedule

_NOW = datetime(2024, 10, 18, 12, tzinfo=UTC)
_FEED = Feed("https://example.org/feed")
_SETTINGS = PollSettings()
_STATE = FeedState(1, _FEED.url, "o")
_FETCHED = Fetched(_FEED.url, 200)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def polled(state=_STATE, feed=_FEED, settings=_SETTINGS, fetched=_FETCHED, ttl=None, now=_NOW):
    return succeeded(state, feed, settings, fetched, ttl, now)


def wait_after(state=_STATE, **more):
    return polled(state, **more).next_poll - more.get("now", _NOW)


def regular(every, last_new=None):
    return replace(
        _STATE, last_poll=_NOW - every, next_poll=_NOW, last_new=last_new, checked_since=_NOW - timedelta(days=30)
    )


def test_the_first_poll_is_followed_after_the_starting_interval():
    assert wait_after() == 30 * _MINUTE


def test_a_poll_that_brought_something_halves_the_interval_down_to_the_minimum():
    assert wait_after(regular(30 * _MINUTE, last_new=_NOW)) == 15 * _MINUTE
    assert wait_after(regular(6 * _MINUTE, last_new=_NOW)) == 5 * _MINUTE
    assert wait_after(regular(20 * _HOUR, last_new=_NOW)) == 15 * _MINUTE


def test_silence_lengthens_the_interval_but_never_beyond_a_quarter_of_itself():
    assert wait_after(regular(30 * _MINUTE, last_new=_NOW - timedelta(days=2))) == 45 * _MINUTE
    assert wait_after(regular(10 * _HOUR, last_new=_NOW - timedelta(days=2))) == 12 * _HOUR
    assert wait_after(regular(30 * _MINUTE, last_new=_NOW - _HOUR)) == 30 * _MINUTE
    assert wait_after(regular(23 * _HOUR, last_new=_NOW - timedelta(days=99))) == 24 * _HOUR


def test_the_feeds_own_setting_is_kept_whatever_its_habit_or_its_server_says():
    feed = replace(_FEED, every=15 * _MINUTE)
    assert wait_after(regular(23 * _HOUR, last_new=_NOW), feed=feed, ttl=_HOUR) == 15 * _MINUTE


@pytest.mark.parametrize(
    ("ttl", "max_age", "wait"),
    [
        (_HOUR, None, _HOUR),
        (None, _HOUR, _HOUR),
        (40 * _MINUTE, _HOUR, _HOUR),
        (timedelta(days=400), None, 2 * _HOUR),
        (timedelta(0), timedelta(0), 30 * _MINUTE),
        (_MINUTE, timedelta(seconds=-5), 30 * _MINUTE),
    ],
)
def test_hints_lengthen_the_interval_within_reason(ttl, max_age, wait):
    assert wait_after(fetched=replace(_FETCHED, max_age=max_age), ttl=ttl) == wait


def test_a_whole_answer_brings_its_validators_and_clears_the_failures():
    before = replace(_STATE, etag="old", last_modified="old", failures=3, failing_since=_NOW - _HOUR, reason="HTTP 500")
    after = polled(before, fetched=replace(_FETCHED, etag="new"))
    assert (after.etag, after.last_modified) == ("new", None)
    assert (after.failures, after.failing_since, after.reason) == (0, None, "")
    assert (after.last_poll, after.last_ok, after.checked_since) == (_NOW, _NOW, _NOW)
    assert after.next_poll == _NOW + 30 * _MINUTE


def test_an_unchanged_answer_keeps_the_validators_it_does_not_repeat():
    before = replace(_STATE, etag="old", last_modified="old", checked_since=_NOW - _HOUR)
    after = polled(before, fetched=Fetched(_FEED.url, 304, etag="new"))
    assert (after.etag, after.last_modified, after.checked_since) == ("new", "old", _NOW - _HOUR)


def test_failures_back_off_to_the_maximum_and_are_never_given_up():
    state, waits, now = replace(_STATE, etag="kept"), [], _NOW
    for _ in range(60):
        state = failed(state, _FEED, _SETTINGS, Failed("HTTP 500", 500), now)
        waits.append(state.next_poll - now)
        now = state.next_poll
    assert waits[:4] == [30 * _MINUTE, _HOUR, 2 * _HOUR, 4 * _HOUR]
    assert waits[-1] == 24 * _HOUR
    assert (state.failures, state.failing_since, state.reason, state.etag) == (60, _NOW, "HTTP 500", "kept")


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        (_MINUTE, 30 * _MINUTE),
        (3 * _HOUR, 3 * _HOUR),
        (timedelta(days=1000), 24 * _HOUR),
        (-_HOUR, 30 * _MINUTE),
        (None, 30 * _MINUTE),
    ],
)
def test_retry_after_is_waited_for_a_day_at_most(retry_after, wait):
    state = failed(_STATE, _FEED, _SETTINGS, Failed("HTTP 429", 429, retry_after), _NOW)
    assert state.next_poll - _NOW == wait


def test_tries_that_somebody_asked_for_do_not_lengthen_the_back_off():
    state = _STATE
    for minute in range(10):
        state = failed(state, _FEED, _SETTINGS, Failed("no route to host"), _NOW + minute * _MINUTE)
    assert state.next_poll - _NOW == 48 * _MINUTE


def test_a_next_poll_that_a_wrong_clock_set_does_not_hold_a_feed_up():
    assert is_due(_STATE, _FEED, _SETTINGS, _NOW)
    assert is_due(replace(_STATE, next_poll=_NOW), _FEED, _SETTINGS, _NOW)
    assert not is_due(replace(_STATE, next_poll=_NOW + 24 * _HOUR), _FEED, _SETTINGS, _NOW)
    far = replace(_STATE, next_poll=_NOW + 25 * _HOUR)
    assert is_due(far, _FEED, _SETTINGS, _NOW)
    assert not is_due(far, replace(_FEED, every=48 * _HOUR), _SETTINGS, _NOW)


def test_a_spare_is_in_use_once_those_before_it_failed_three_times():
    spare = Feed("https://example.org/spare")
    for failures, urls in ((0, [_FEED.url]), (2, [_FEED.url]), (3, [_FEED.url, spare.url])):
        states = {_FEED.url: replace(_STATE, failures=failures)}
        assert [feed.url for feed in in_use((_FEED, spare), states)] == urls
    assert [feed.url for feed in in_use((_FEED, spare), {})] == [_FEED.url]


def test_what_is_gone_is_asked_for_once_a_day():
    assert failed(_STATE, _FEED, _SETTINGS, Failed("HTTP 410", 410), _NOW).next_poll - _NOW == 24 * _HOUR


def test_a_mail_is_tried_again_later_and_later():
    waits = [delivery_retry(attempts) for attempts in (0, 1, 2, 3, 50)]
    assert waits == [2 * _MINUTE, 2 * _MINUTE, 6 * _MINUTE, 18 * _MINUTE, 4 * _HOUR]


# Kabul is four and a half hours ahead of UTC all year.
_DAILY = Schedule("daily", time(7), ZoneInfo("Asia/Kabul"))
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_local_date_is_the_one_on_the_wall():
    assert local_date(at("2024-10-18T19:29"), _DAILY.timezone) == date(2024, 10, 18)
    assert local_date(at("2024-10-18T19:30"), _DAILY.timezone) == date(2024, 10, 19)


@pytest.mark.parametrize(
    ("now", "last_cut", "due"),
    [
        ("2024-10-18T02:29", date(2024, 10, 17), None),
        ("2024-10-18T02:30", date(2024, 10, 17), date(2024, 10, 18)),
        ("2024-10-18T20:00", date(2024, 10, 18), None),
        ("2024-10-18T02:29", date(2024, 10, 16), date(2024, 10, 17)),
        ("2024-10-18T02:30", date(2024, 10, 3), date(2024, 10, 18)),
        ("2024-10-18T02:30", None, date(2024, 10, 18)),
        ("2024-10-17T02:30", date(2024, 10, 18), None),
    ],
)
def test_the_latest_missed_date_is_due_once(now, last_cut, due):
    assert due_date(_DAILY, at(now), _LONG_AGO, last_cut) == due


def test_the_first_edition_is_that_of_the_next_hour():
    started = at("2024-10-18T03:00")
    assert due_date(_DAILY, at("2024-10-18T04:00"), started, None) is None
    assert due_date(_DAILY, at("2024-10-19T02:30"), started, None) == date(2024, 10, 19)


def test_only_the_days_of_the_schedule_are_due():
    fridays = replace(_DAILY, days=frozenset({4}))
    assert due_date(fridays, at("2024-10-18T02:30"), _LONG_AGO, date(2024, 10, 11)) == date(2024, 10, 18)
    assert due_date(fridays, at("2024-10-21T02:30"), _LONG_AGO, date(2024, 10, 11)) == date(2024, 10, 18)
    assert due_date(fridays, at("2024-10-24T12:00"), _LONG_AGO, date(2024, 10, 18)) is None


@pytest.mark.parametrize(
    ("hour", "from_day", "days"),
    [
        (time(2, 30), date(2026, 3, 27), 5),
        (time(2, 30), date(2026, 10, 23), 5),
        (time(7), date(2026, 3, 27), 5),
        (time(7), date(2026, 10, 23), 5),
        (time(0, 0), date(2026, 10, 23), 5),
    ],
)
def test_each_local_date_is_due_exactly_once_when_the_clocks_change(hour, from_day, days):
    berlin = Schedule("daily", hour, ZoneInfo("Europe/Berlin"))
    begin = datetime.combine(from_day, time(0), berlin.timezone).astimezone(UTC) - _MINUTE
    last_cut, cut = from_day - timedelta(days=1), []
    for minute in range(0, days * 24 * 60, 10):
        now = begin + minute * _MINUTE
        if due := due_date(berlin, now, _LONG_AGO, last_cut):
            cut.append(due)
            last_cut = due
    assert cut == [from_day + timedelta(days=number) for number in range(days)]


def test_an_hour_that_the_clocks_skip_comes_later_and_one_that_comes_twice_is_the_first():
    night = Schedule("daily", time(2, 30), ZoneInfo("Europe/Berlin"))
    assert moment(night, date(2026, 3, 29)) == at("2026-03-29T01:30")
    assert moment(night, date(2026, 10, 25)) == at("2026-10-25T00:30")


def test_the_next_edition_is_named_whether_it_is_to_come_or_late():
    assert next_due(_DAILY, at("2024-10-18T02:00")) == at("2024-10-18T02:30")
    assert next_due(_DAILY, at("2024-10-18T02:30")) == at("2024-10-19T02:30")
    assert next_due(_DAILY, at("2024-10-18T09:00"), _LONG_AGO, date(2024, 10, 17)) == at("2024-10-18T02:30")
    assert next_due(_DAILY, at("2024-10-18T09:00"), _LONG_AGO, date(2024, 10, 18)) == at("2024-10-19T02:30")
    fridays = replace(_DAILY, days=frozenset({4}))
    assert next_due(fridays, at("2024-10-18T03:00")) == at("2024-10-25T02:30")


def test_a_schedule_without_days_is_a_bug():
    with pytest.raises(ValueError, match="without days"):
        next_due(replace(_DAILY, days=frozenset()), _NOW)
