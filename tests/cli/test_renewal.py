"""A daemon's configuration is edited while it runs."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.desks import Clock, desk_of
from tests.newsroom import TEXT, Newsroom

from watchdesk import config
from watchdesk.cli import main
from watchdesk.cli.renewal import Renewal
from watchdesk.daemon import start_schedules, tick
from watchdesk.model import Trouble
from watchdesk.pipeline.desk import Desk
from watchdesk.store.engine import open_store
from watchdesk.store.lock import only_daemon

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


def status_of(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(folder), "status", *words])


def place_of(folder: Path) -> str:
    return str(folder.parent / "var" / "watchdesk.db")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("watchlist.yaml", "actors:\n  - {id: p, name: Ahmad Massoud, type: perso}\n"),
        ("feeds.yaml", "outlets:\n  - {id: a, feeds: [nowhere]}\n"),
        ("watchdesk.yaml", "timezone: Asia/Kabool\n"),
        ("watchdesk.yaml", "store: sqlite:///var/watchdesk.db\ndigest: {at: [\n"),
    ],
)
def test_status_tells_of_a_daemon_that_goes_on_with_the_last_good_configuration(
    folder: Path, file: str, content: str
) -> None:
    assert status_of(folder).exit_code == 0
    trouble = Trouble(file, datetime(2026, 11, 20, 6, tzinfo=UTC), "line 2: something is wrong here")
    with only_daemon(place_of(folder)) as lock:
        (folder / file).write_text(content)
        early = status_of(folder)
        assert (early.exit_code, "has not looked at the edited one yet" in early.stdout) == (3, True)
        lock.note(trouble)
        result = status_of(folder)
        assert result.exit_code == 3
        assert f"{file}:" in result.stderr
        assert f"daemon: running (process {os.getpid()})" in result.stdout
        assert "works with the last good configuration since 2026-11-20T06:00+00:00" in result.stdout
        assert f"{file}, line 2: something is wrong here" in result.stdout
        said = json.loads(status_of(folder, "--json").stdout)
        assert (said["daemon"], said["needs_look"]) == (os.getpid(), True)
        assert said["trouble"]["reason"] == trouble.reason
        assert said["problems"]
    result = status_of(folder)
    assert (result.exit_code, result.stdout) == (2, "")


def test_status_tells_what_the_daemon_has_not_taken_over_though_the_files_are_good_again(folder: Path) -> None:
    assert status_of(folder).exit_code == 0
    with only_daemon(place_of(folder)) as lock:
        lock.note(Trouble("watchlist.yaml", datetime(2026, 11, 20, 6, tzinfo=UTC), "line 2: something is wrong here"))
        result = status_of(folder)
        assert result.exit_code == 3
        assert "last good configuration since" in result.stdout
        lock.note(None)
        assert status_of(folder).exit_code == 0


@pytest.mark.parametrize("is_wrong", [False, True])
def test_status_tells_of_a_daemon_that_is_in_trouble(folder: Path, *, is_wrong: bool) -> None:
    assert status_of(folder).exit_code == 0
    fault = Trouble("the round failed", datetime(2026, 11, 20, 6, tzinfo=UTC), "KeyError: 'a bug'")
    with only_daemon(place_of(folder)) as lock:
        lock.note(None, fault)
        if is_wrong:
            (folder / "watchlist.yaml").write_text("actors:\n  - {id: p, name: Ahmad Massoud, type: perso}\n")
        result = status_of(folder)
        assert result.exit_code == 3
        assert (
            "the daemon is in trouble since 2026-11-20T06:00+00:00: the round failed (KeyError: 'a bug')"
            in result.stdout
        )
        assert json.loads(status_of(folder, "--json").stdout)["fault"]["reason"] == fault.reason
        lock.note(None)
        assert "in trouble" not in status_of(folder).stdout


def test_a_longer_list_is_tried_on_this_mornings_articles_when_the_daemon_takes_it_over(folder: Path) -> None:
    clock = Clock()
    with Newsroom() as newsroom:
        newsroom.article("/1", "A winter of talks", *TEXT)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", None))
        (folder / "feeds.yaml").write_text(
            f"outlets:\n  - {{id: a, name: A, language: en, feeds: [{newsroom.url}/a.xml]}}\n"
        )
        desk, renewal = begin(folder, clock)
        tick(desk)
        (folder / "watchlist.yaml").write_text(LIST.format(name="Ahmad Massoud"))
        desk = renewal(desk)
        clock.forward(minutes=31)
        tick(desk)
    assert "Ahmad Massoud" in (folder.parent / "digests" / "2026-11-20.md").read_text(encoding="utf-8")
    desk.store.close()
