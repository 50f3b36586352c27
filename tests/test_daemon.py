"""The daemon's ticks by a clock that is set by hand: one edition a local date, whatever happens to the clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs
from tests.desks import Clock, desk_of, settings_of
from tests.newsroom import TEXT, Newsroom

from watchdesk.core.matching import Matcher
from watchdesk.daemon import Watch, start_schedules, tick, watch_clock
from watchdesk.model import Document, Matched, Trouble
from watchdesk.pipeline.cut import cut_now  # what `watchdesk digest` does
from watchdesk.pipeline.desk import Desk, Stop
from watchdesk.pipeline.round import run_round
from watchdesk.pipeline.status import status
from watchdesk.settings import Schedule
from watchdesk.store.lock import daemon_at_work, only_daemon

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        newsroom.article("/1", "A winter of talks", *TEXT)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", None))
        yield newsroom


def begin(folder: Path, newsroom: Newsroom, clock: Clock, **schedule: object) -> Desk:
    settings = settings_of(folder, f"{newsroom.url}/a.xml")
    schedules = (replace(settings.schedules[0], formats=("json",), **schedule),)
    desk = desk_of(replace(settings, schedules=schedules), clock)
    start_schedules(desk)
    return desk


def editions(desk: Desk) -> list[str]:
    return sorted(path.stem for path in desk.settings.digests.glob("*.json"))


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc]


def test_the_first_edition_is_the_next_hour_not_the_one_that_has_passed(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 5))  # 09:30 in Kabul
    desk = begin(tmp_path, newsroom, clock)
    tick(desk)
    assert editions(desk) == []
    clock.now = at(2026, 11, 21, 2, 31)
    tick(desk)
    assert editions(desk) == ["2026-11-21"]
    desk.store.close()


def test_days_that_were_missed_are_one_edition_that_holds_them_all(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    clock.now = at(2026, 11, 23, 12)
    tick(desk)
    tick(desk)
    assert editions(desk) == ["2026-11-23"]
    desk.store.close()


def test_a_clock_that_is_set_back_does_not_bring_a_second_edition(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    for minutes in (31, -60, 61, 31):
        clock.forward(minutes=minutes)
        tick(desk)
    assert editions(desk) == ["2026-11-20"]
    desk.store.close()


def test_a_clock_that_falls_back_for_a_moment_brings_no_second_edition(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    for _ in range(3):
        clock.forward(hours=24)
        tick(desk)
    before = editions(desk)
    assert len(before) == 3
    right = clock.now
    for wrong in (at(2020, 1, 1), right - timedelta(days=2)):
        clock.now = wrong
        tick(desk)
        clock.now = right
        tick(desk)
    assert editions(desk) == before
    desk.store.close()


@pytest.mark.parametrize("night", [at(2026, 10, 24, 22), at(2026, 3, 28, 22)])
def test_the_nights_on_which_clocks_change_have_one_edition_each(
    tmp_path: Path, newsroom: Newsroom, night: datetime
) -> None:
    clock = Clock(night)
    schedule = Schedule("daily", time(2, 30), BERLIN)
    desk = begin(tmp_path, newsroom, clock, at=schedule.at, timezone=BERLIN)
    for _ in range(24):
        clock.forward(minutes=20)
        tick(desk)
    assert editions(desk) == [(night + timedelta(days=1)).date().isoformat()]
    desk.store.close()


def tick_until_cut(desk: Desk, clock: Clock, minutes: int = 15) -> timedelta | None:
    """How long ticks as the daemon makes them take to cut an edition."""
    begun = clock()
    before = editions(desk)
    while clock() < begun + timedelta(minutes=minutes):
        tick(desk)
        if editions(desk) != before:
            return clock() - begun
        clock.forward(seconds=15)
    return None


@pytest.mark.parametrize("hour", [at(2026, 11, 20, 2, 30, 5), at(2026, 11, 20, 6)])
def test_when_no_feed_answers_an_edition_is_tried_for_ten_minutes(
    tmp_path: Path, newsroom: Newsroom, hour: datetime
) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    del newsroom.pages["/a.xml"]
    desk = begin(tmp_path, newsroom, clock)
    clock.now = hour
    assert tick_until_cut(desk, clock) == timedelta(minutes=10)
    assert newsroom.paths().count("/a.xml") == 11  # once a minute
    clock.forward(minutes=1)
    tick(desk)
    assert newsroom.paths().count("/a.xml") == 11
    clock.now = hour + timedelta(days=1)
    assert tick_until_cut(desk, clock) == timedelta(minutes=10)
    desk.store.close()


def test_an_edition_holds_what_came_when_the_line_was_up_again(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    page = newsroom.pages.pop("/a.xml")
    desk = begin(tmp_path, newsroom, clock)
    tick(desk)
    clock.now = at(2026, 11, 20, 2, 30)
    for _ in range(8):
        tick(desk)
        clock.forward(seconds=15)
    newsroom.pages["/a.xml"] = page
    assert tick_until_cut(desk, clock) == timedelta(0)
    [edition] = desk.settings.digests.glob("*.json")
    assert "A winter of talks" in edition.read_text(encoding="utf-8")
    desk.store.close()


def test_feeds_that_are_well_and_not_due_hold_up_no_edition(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2, 29))
    desk = begin(tmp_path, newsroom, clock)
    tick(desk)
    clock.now = at(2026, 11, 20, 2, 30)
    assert tick_until_cut(desk, clock) == timedelta(0)
    assert newsroom.paths().count("/a.xml") == 1
    desk.store.close()


def test_one_feed_that_is_dead_holds_up_no_edition_when_another_answers(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2, 20))
    settings = settings_of(tmp_path, f"{newsroom.url}/a.xml", f"{newsroom.url}/dead.xml")
    desk = desk_of(settings, clock)
    tick(desk)
    clock.now = at(2026, 11, 20, 2, 30)
    assert tick_until_cut(desk, clock) == timedelta(0)
    assert newsroom.paths().count("/a.xml") == 2
    desk.store.close()


def test_a_clock_that_was_a_year_ahead_for_a_moment_stops_nothing(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    tick(desk)
    clock.now = at(2027, 11, 20, 2)
    tick(desk)
    assert editions(desk) == ["2027-11-19"]
    newsroom.article("/2", "A spring of talks", *TEXT)
    newsroom.feed("/a.xml", ("/2", "A spring of talks", "", None))
    clock.now = at(2026, 11, 20, 2, 31)
    for _ in range(3):
        tick(desk)
        clock.forward(minutes=1)
    assert editions(desk) == ["2026-11-20", "2027-11-19"]
    assert "/2" in newsroom.paths()
    desk.store.close()


def test_a_date_that_was_cut_is_not_cut_again_after_the_clock_was_ahead(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    for now in (at(2026, 11, 20, 2, 31), at(2027, 11, 20, 2), at(2026, 11, 20, 4)):
        clock.now = now
        tick(desk)
    assert editions(desk) == ["2026-11-20", "2027-11-19"]
    desk.store.close()


def test_every_schedule_that_is_configured_from_the_start_has_what_was_polled_before(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    settings = settings_of(tmp_path, f"{newsroom.url}/a.xml")
    morning, evening = (
        replace(settings.schedules[0], id=name, at=time(hour), formats=("json",))
        for name, hour in (("morning", 7), ("evening", 19))
    )
    desk = desk_of(replace(settings, schedules=(morning, evening)), clock)
    run_round(desk)
    for hour in (3, 15):
        clock.now = at(2026, 11, 20, hour)
        tick(desk)
    assert editions(desk) == ["2026-11-20", "2026-11-20-2"]
    assert all("A winter of talks" in path.read_text("utf-8") for path in desk.settings.digests.glob("*.json"))
    desk.store.close()


def test_a_schedule_that_was_away_and_comes_back_waits_for_its_next_hour(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    other = replace(desk.settings.schedules[0], id="evening", at=time(19))
    both = replace(desk, settings=replace(desk.settings, schedules=(*desk.settings.schedules, other)))
    tick(both)
    clock.now = at(2026, 11, 21, 2)
    tick(both)
    assert editions(desk) == ["2026-11-20", "2026-11-20-2"]
    clock.forward(days=5)
    tick(desk)
    before = editions(desk)
    clock.forward(days=5)
    tick(both)
    assert [name for name in editions(desk) if name not in before] == ["2026-11-30"]
    desk.store.close()


@pytest.mark.parametrize(
    ("when_empty", "expected"), [("write", ["2026-11-20"]), ("mail", ["2026-11-20"]), ("skip", [])]
)
def test_an_empty_day_is_written_or_skipped_as_configured(
    tmp_path: Path, newsroom: Newsroom, when_empty: str, expected: list[str]
) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    newsroom.article("/1", "Snow", *TEXT[1:])
    newsroom.feed("/a.xml", ("/1", "Snow", "", None))
    desk = begin(tmp_path, newsroom, clock, when_empty=when_empty)
    for minutes in (31, 30):
        clock.forward(minutes=minutes)
        tick(desk)
    assert editions(desk) == expected
    desk.store.close()


def test_a_digest_by_hand_does_not_use_up_the_days_edition(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    run_round(desk)
    assert cut_now(desk, desk.settings.daily, clock()) is not None
    clock.forward(minutes=31)
    tick(desk)
    assert editions(desk) == ["2026-11-20", "2026-11-20-2"]
    desk.store.close()


def test_a_fault_of_the_disk_does_not_end_the_daemon(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    desk.settings.digests.write_text("a file where the folder should be")
    clock.forward(minutes=31)
    tick(desk)
    desk.settings.digests.unlink()
    tick(desk)
    assert editions(desk) == ["2026-11-20"]
    desk.store.close()


class Broken:
    """A matcher that cannot even be asked what it is, as long as ``is_broken``."""

    def __init__(self, matcher: Matcher) -> None:
        self.is_broken = True
        self._matcher = matcher

    @property
    def hash(self) -> str:
        if self.is_broken:
            raise KeyError("a bug")
        return self._matcher.hash

    def match(self, document: Document) -> Matched:
        return self._matcher.match(document)


def fault_of(desk: Desk) -> Trouble | None:
    daemon = daemon_at_work(desk.store.place)
    assert daemon is not None
    return daemon.fault


def test_a_bug_in_a_tick_is_logged_once_does_not_end_the_daemon_and_stands_in_its_lock_until_a_good_tick(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    desk = begin(tmp_path, newsroom, clock)
    matcher = Broken(desk.matcher)
    desk = replace(desk, matcher=matcher)  # type: ignore[arg-type]  # a real object with the same members
    begun = clock()
    with only_daemon(desk.store.place) as lock, capture_logs() as logs:
        watch = Watch(desk, lock)
        for _ in range(3):
            watch.ring()
            clock.forward(seconds=15)
        fault = fault_of(desk)
        assert fault == Trouble("the round failed", begun, "KeyError: 'a bug'")
        said = status(desk)
        assert (said.fault, said.needs_look) == (fault, True)
        matcher.is_broken = False
        watch.ring()
        assert fault_of(desk) is None
        assert not status(desk).needs_look
    assert [one["event"] for one in logs if one.get("exc_info")] == ["the round failed"]
    desk.store.close()


def test_a_bug_in_the_reading_of_the_configuration_keeps_the_desk_as_it_was(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2, 31))
    desk = begin(tmp_path, newsroom, Clock(at(2026, 11, 20, 2)))
    desk = replace(desk, clock=clock)

    def fail(_: Desk) -> Desk:
        raise ValueError("a bug")

    with only_daemon(desk.store.place) as lock:
        Watch(desk, lock, fail).ring()
        fault = fault_of(desk)
    assert fault is not None
    assert fault.reason == "ValueError: a bug"
    assert editions(desk) == ["2026-11-20"]
    desk.store.close()


def test_the_alarm_is_restarted_when_the_clock_is_set() -> None:
    stop, restarts, steps = Stop(), [], iter([0.0, 0.0, -3600.0, -3600.0])

    def gap() -> float:
        step = next(steps, None)
        if step is None:
            stop.set()
            return -3600.0
        return step

    watcher = Thread(target=lambda: watch_clock(stop, lambda: restarts.append(1), pause=0.01, gap=gap))
    watcher.start()
    watcher.join(5)
    assert restarts == [1]
