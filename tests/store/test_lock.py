import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchdesk.errors import AlreadyRunningError
from watchdesk.model import Trouble
from watchdesk.store.lock import DaemonAtWork, daemon_at_work, only_daemon, only_sender


def test_a_second_daemon_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    place = str(tmp_path / "desk.db")
    with only_daemon(place):
        with pytest.raises(AlreadyRunningError, match=f"process {os.getpid()}"), only_daemon(place):
            pytest.fail("two daemons hold one store")
        assert daemon_at_work(place) == DaemonAtWork(os.getpid())
    assert daemon_at_work(place) is None


def test_the_lock_ends_with_its_process_however_it_ends(tmp_path: Path) -> None:
    place = str(tmp_path / "desk.db")
    code = (
        f"from watchdesk.store.lock import only_daemon; import os\nwith only_daemon({place!r}): os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    with only_daemon(place):
        assert daemon_at_work(place) == DaemonAtWork(os.getpid())


def test_a_daemon_says_what_is_wrong_with_its_configuration_as_long_as_it_holds_the_lock(tmp_path: Path) -> None:
    place = str(tmp_path / "desk.db")
    trouble = Trouble("watchlist.yaml", datetime(2026, 11, 20, 6, tzinfo=UTC), "line 2: “perso” is no type")
    with only_daemon(place) as lock:
        lock.note(trouble)
        assert daemon_at_work(place) == DaemonAtWork(os.getpid(), trouble)
        lock.note(None)
        assert daemon_at_work(place) == DaemonAtWork(os.getpid())
        lock.note(trouble)
    assert daemon_at_work(place) is None
    with only_daemon(place):
        assert daemon_at_work(place) == DaemonAtWork(os.getpid())


def test_a_daemon_starts_however_often_somebody_asks_for_it(tmp_path: Path) -> None:
    place = str(tmp_path / "desk.db")
    with only_daemon(place):
        pass
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            daemon_at_work(place)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    try:
        for _ in range(30):
            with only_daemon(place):
                pass
    finally:
        done.set()
        for asker in askers:
            asker.join()


def test_a_store_has_one_sender_of_mail_at_a_time(tmp_path: Path) -> None:
    desk, other = tmp_path / "desk.db", tmp_path / "other.db"
    with only_sender(desk) as first, only_sender(desk) as second, only_sender(other) as elsewhere:
        assert (first, second, elsewhere) == (True, False, True)
    with only_sender(tmp_path / "desk.db") as later, only_sender(None) as in_memory:
        assert later
        assert in_memory
