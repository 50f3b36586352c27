"""The daemon's ticks by a clock that is set by hand: one edition a local date, whatever happens to the clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from tests.desks import Clock, desk_of, settings_of
from tests.newsroom import Newsroom

from watchdesk.daemon import start_schedules, tick, watch_clock
from watchdesk.pipeline.desk import Desk, Stop
from watchdesk.settings import Schedule

BERLIN = ZoneInfo("Europe/Berlin")
TEXT = (
    "Ahmad Massoud spoke on Friday, people at the meeting said, and the hall was full.",
    "The meeting was held at the edge of the town, and it lasted for most of the afternoon.",
    "Local people said that the road had been closed since the morning because of the snow.",
)


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


def test_when_no_feed_answers_the_edition_waits_ten_minutes_for_the_line(tmp_path: Path, newsroom: Newsroom) -> None:
    clock = Clock(at(2026, 11, 20, 2))
    page = newsroom.pages.pop("/a.xml")
    desk = begin(tmp_path, newsroom, clock)
    clock.now = at(2026, 11, 20, 2, 31)
    tick(desk)
    assert editions(desk) == []
    clock.now = at(2026, 11, 20, 2, 41)
    tick(desk)
    assert editions(desk) == ["2026-11-20"]
    assert page
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
    from watchdesk.pipeline.cut import cut_now  # noqa: PLC0415  # what `watchdesk digest` does
    from watchdesk.pipeline.round import run_round  # noqa: PLC0415  # the same

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
