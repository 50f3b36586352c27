"""A daemon's configuration is edited while it runs."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from tests.desks import Clock, desk_of
from tests.newsroom import TEXT, Newsroom

from watchdesk import config
from watchdesk.cli.renewal import Renewal
from watchdesk.daemon import start_schedules, tick
from watchdesk.pipeline.desk import Desk
from watchdesk.store.engine import open_store

LIST = "actors:\n  - {{id: p, name: {name}, type: person}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "feeds.yaml").write_text("outlets: []\n")
    (folder / "watchlist.yaml").write_text(LIST.format(name="Nobody Known"))
    (folder / "watchdesk.yaml").write_text(
        "timezone: Asia/Kabul\nbackfill: all\nnetwork: {allow_private: [127.0.0.0/8]}\ndigest: {formats: [md]}\n"
    )
    return folder


def begin(folder: Path, clock: Clock) -> tuple[Desk, Renewal]:
    renewal = Renewal(folder, os.environ)
    desk = desk_of(config.load(folder, os.environ).settings, clock, open_store("sqlite://"))
    start_schedules(desk)
    return desk, renewal


def test_an_edited_list_is_in_force_at_the_next_tick(folder: Path) -> None:
    clock = Clock()
    desk, renewal = begin(folder, clock)
    assert renewal(desk) is desk
    with Newsroom() as newsroom:
        newsroom.article("/1", "A winter of talks", *TEXT)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", None))
        (folder / "watchlist.yaml").write_text(LIST.format(name="Ahmad Massoud"))
        (folder / "feeds.yaml").write_text(
            f"outlets:\n  - {{id: a, name: A, language: en, feeds: [{newsroom.url}/a.xml]}}\n"
        )
        desk = renewal(desk)
        clock.forward(minutes=31)
        tick(desk)
    assert "Ahmad Massoud" in (folder.parent / "digests" / "2026-11-20.md").read_text(encoding="utf-8")
    desk.store.close()


def test_a_wrong_list_leaves_the_last_good_one_in_force_and_the_edition_says_so(folder: Path) -> None:
    clock = Clock()
    desk, renewal = begin(folder, clock)
    good = desk.settings.watchlist
    (folder / "watchlist.yaml").write_text("actors:\n  - {id: p, name: Ahmad Massoud, type: perso}\n")
    desk = renewal(desk)
    assert desk.settings.watchlist == good
    clock.forward(minutes=31)
    tick(desk)
    told = (folder.parent / "digests" / "2026-11-20.md").read_text(encoding="utf-8")
    assert "watchlist.yaml" in told
    assert "line 2" in told
    assert "last good configuration" in told
    (folder / "watchlist.yaml").write_text(LIST.format(name="Ahmad Massoud"))
    desk = renewal(desk)
    assert desk.trouble is None
    clock.forward(hours=24)
    tick(desk)
    assert "line 2" not in (folder.parent / "digests" / "2026-11-21.md").read_text(encoding="utf-8")
    desk.store.close()


def test_a_store_that_moves_is_used_only_after_a_restart(folder: Path) -> None:
    desk, renewal = begin(folder, Clock())
    with (folder / "watchdesk.yaml").open("a") as file:
        file.write("store: sqlite:///elsewhere.db\npoll: {every: 1h}\n")
    renewed = renewal(desk)
    assert renewed.settings.store == desk.settings.store
    assert renewed.settings.poll.every == timedelta(hours=1)
    desk.store.close()
