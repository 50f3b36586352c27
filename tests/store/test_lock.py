import os
import subprocess
import sys
from pathlib import Path

import pytest

from watchdesk.errors import AlreadyRunningError
from watchdesk.store.lock import daemon_process, only_daemon


def test_a_second_daemon_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    place = str(tmp_path / "desk.db")
    with only_daemon(place):
        with pytest.raises(AlreadyRunningError, match=f"process {os.getpid()}"), only_daemon(place):
            pytest.fail("two daemons hold one store")
        assert daemon_process(place) == os.getpid()
    assert daemon_process(place) is None


def test_the_lock_ends_with_its_process_however_it_ends(tmp_path: Path) -> None:
    place = str(tmp_path / "desk.db")
    code = (
        f"from watchdesk.store.lock import only_daemon; import os\nwith only_daemon({place!r}): os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    with only_daemon(place):
        assert daemon_process(place) == os.getpid()
