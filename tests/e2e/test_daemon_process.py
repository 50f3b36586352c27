"""The daemon as a process: it starts, refuses a second one, stops when told, and survives being killed."""

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.newsroom import TEXT, Newsroom


def write_desk(folder: Path, feed_url: str) -> Path:
    config = folder / "config"
    config.mkdir()
    (config / "feeds.yaml").write_text(f"outlets:\n  - {{id: a, name: A, language: en, feeds: [{feed_url}]}}\n")
    (config / "watchlist.yaml").write_text("actors:\n  - {id: p, name: Ahmad Massoud, type: person}\n")
    (config / "watchdesk.yaml").write_text(
        "backfill: all\nnetwork: {allow_private: [127.0.0.0/8]}\ndigest: {formats: [json]}\npoll: {deadline: 8s}\n"
    )
    return config


@contextmanager
def started(config: Path, *words: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "watchdesk", "--config", str(config), *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(condition, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def test_the_daemon_says_when_it_is_ready_and_a_second_one_is_refused(tmp_path: Path) -> None:
    with Newsroom() as newsroom, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(20)
        newsroom.article("/1", "A winter of talks", *TEXT)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", datetime.now(UTC)))
        config = write_desk(tmp_path, f"{newsroom.url}/a.xml")
        with started(config, "run", NOTIFY_SOCKET=str(tmp_path / "notify")) as daemon:
            assert manager.recv(100) == b"READY=1"
            with started(config, "run") as second:
                _, said = second.communicate(timeout=20)
                assert second.returncode == 1
                assert f"process {daemon.pid}" in said
            wait_for(lambda: "/1" in newsroom.paths())
            begun = time.monotonic()
            daemon.send_signal(signal.SIGTERM)
            daemon.communicate(timeout=10)
            assert daemon.returncode == 0
            assert time.monotonic() - begun < 10
            assert manager.recv(100) == b"STOPPING=1"


def test_sigterm_stops_a_daemon_that_waits_for_a_slow_feed_in_under_ten_seconds(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        config = write_desk(tmp_path, f"http://127.0.0.1:{mute.getsockname()[1]}/a.xml")
        (config / "watchdesk.yaml").write_text("network: {allow_private: [127.0.0.0/8]}\npoll: {deadline: 60s}\n")
        with started(config, "run") as daemon:
            mute.settimeout(20)
            connection, _ = mute.accept()
            begun = time.monotonic()
            daemon.send_signal(signal.SIGTERM)
            daemon.communicate(timeout=15)
            connection.close()
            assert time.monotonic() - begun < 10
            assert daemon.returncode == 0


@pytest.mark.slow
def test_a_daemon_whose_configuration_is_edited_wrongly_goes_on_and_status_says_so(tmp_path: Path) -> None:
    with Newsroom() as newsroom:
        newsroom.feed("/a.xml")
        config = write_desk(tmp_path, f"{newsroom.url}/a.xml")
        with started(config, "run") as daemon:
            wait_for(newsroom.paths)
            (config / "watchlist.yaml").write_text("actors:\n  - {id: p, name: Ahmad Massoud, type: perso}\n")

            def status() -> tuple[int, str, str]:
                with started(config, "status") as process:
                    said, problems = process.communicate(timeout=20)
                    return process.returncode, said, problems

            wait_for(lambda: "last good configuration since" in status()[1], seconds=40)
            code, said, problems = status()
            assert code == 3
            assert "watchlist.yaml:2:" in problems
            assert f"process {daemon.pid}" in said
            assert "watchlist.yaml, line 2:" in said
            (config / "watchlist.yaml").write_text("actors:\n  - {id: p, name: Ahmad Massoud, type: person}\n")
            wait_for(lambda: status()[0] == 0, seconds=40)
            assert daemon.poll() is None


def mail_through(port: int) -> str:
    return f"mail: {{host: 127.0.0.1, port: {port}, security: none, from: d@e.test, to: [a@b.test]}}\n"


def dribble(wire: socket.socket) -> None:
    with suppress(OSError):
        while True:
            wire.sendall(b"220-still here\r\n")
            time.sleep(0.2)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("relay_does", [lambda _wire: None, dribble], ids=["mute", "dribbling"])
def test_a_digest_that_waits_for_its_relay_ends_soon_when_told_and_the_mail_stays_queued(
    tmp_path: Path, relay_does: Callable[[socket.socket], None], number: int
) -> None:
    with Newsroom() as newsroom, socket.create_server(("127.0.0.1", 0)) as relay:
        newsroom.article("/1", "A winter of talks", *TEXT)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", datetime.now(UTC)))
        config = write_desk(tmp_path, f"{newsroom.url}/a.xml")
        with (config / "watchdesk.yaml").open("a") as file:
            file.write(mail_through(relay.getsockname()[1]))
        relay.settimeout(30)
        with started(config, "digest") as process:
            wire, _ = relay.accept()
            threading.Thread(target=relay_does, args=(wire,), daemon=True).start()
            begun = time.monotonic()
            process.send_signal(number)
            _, said = process.communicate(timeout=10)
            assert time.monotonic() - begun < 5
        wire.close()
        assert (process.returncode, said) == (128 + number, "")
        assert len(list((tmp_path / "digests").glob("*.json"))) == 1
        with sqlite3.connect(tmp_path / "var" / "watchdesk.db") as connection:
            found = connection.execute("SELECT state, attempts FROM deliveries").fetchall()
        connection.close()
        assert found == [("queued", 0)]


@pytest.mark.parametrize(("command", "code"), [("run", 0), ("poll", 128 + signal.SIGTERM)])
def test_a_command_whose_workers_read_for_long_ends_soon_when_told(tmp_path: Path, command: str, code: int) -> None:
    with Newsroom() as newsroom:
        # a page at which a worker would read for longer than it may
        newsroom.article(
            "/1", "A winter of talks", *TEXT, *(f"Sentence {number} of many." for number in range(100_000))
        )
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", datetime.now(UTC)))
        with started(write_desk(tmp_path, f"{newsroom.url}/a.xml"), "-q", command) as process:
            wait_for(lambda: "/1" in newsroom.paths())
            time.sleep(1)
            begun = time.monotonic()
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=15)
            assert time.monotonic() - begun < 5
            assert (process.returncode, said) == (code, "")


@pytest.mark.slow
def test_a_desk_that_is_killed_again_and_again_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    chance = random.Random(7)
    with Newsroom() as newsroom:
        config = write_desk(tmp_path, f"{newsroom.url}/a.xml")
        links: list[tuple[str, str, str, datetime]] = []

        def grow() -> None:
            number = len(links)
            newsroom.article(f"/{number}", f"Report {number}", f"Report {number} begins here.", *TEXT)
            links.append((f"/{number}", f"Report {number}", "", datetime.now(UTC)))
            newsroom.feed("/a.xml", *links[-30:])

        for _ in range(25):
            grow()
            with started(config, "digest", "--all") as process:
                timer = threading.Timer(chance.uniform(0.2, 2.5), process.kill)
                timer.start()
                process.communicate()
                timer.cancel()
        for _ in range(2):
            with started(config, "digest", "--all") as process:
                process.communicate()
                assert process.returncode == 0
        with sqlite3.connect(tmp_path / "var" / "watchdesk.db") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.close()
        told = [
            article["url"]
            for path in (tmp_path / "digests").glob("*.json")
            for story in json.loads(path.read_text(encoding="utf-8"))["stories"]
            for article in story["articles"]
        ]
        assert sorted(told) == sorted(f"{newsroom.url}{link}" for link, *_ in links)
