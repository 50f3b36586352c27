"""One daemon and one sender of mail per store: locks on files beside the database that end with their process.

The daemon's file also says what is wrong with an edited configuration while it goes on with the last good one, and what
went wrong in its last tick: what a process says of itself is true only as long as it holds the lock.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watchdesk.errors import AlreadyRunningError, StoreError
from watchdesk.model import Trouble

_GLANCES = 10
_GLANCE = 0.05
"""Seconds between tries: who only asks for the daemon holds the lock for a moment (see daemon_at_work)."""
_MOST = 100_000
"""Bytes of a lock file that are read."""


@dataclass(frozen=True, slots=True)
class DaemonAtWork:
    """A daemon that holds a store, its trouble with an edited configuration, and the fault in its last tick, if any."""

    process: int
    trouble: Trouble | None = None
    fault: Trouble | None = None


class DaemonLock:
    """The lock that a daemon holds."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def note(self, trouble: Trouble | None, fault: Trouble | None = None) -> None:
        """Say what is wrong with the edited configuration and the last tick, for whoever asks; None: nothing is."""
        content = "\n".join((str(os.getpid()), _line(trouble), _line(fault))).rstrip("\n").encode()
        os.pwrite(self._handle, content, 0)
        os.truncate(self._handle, len(content))


@contextmanager
def only_daemon(place: str) -> Iterator[DaemonLock]:
    """Hold the store at ``place`` as its one daemon, or raise AlreadyRunningError naming the process that does."""
    with _lock_file(Path(f"{place}.lock")) as handle:
        if not _has_locked(handle, tries=_GLANCES):
            holder, *_ = _said(handle)
            raise AlreadyRunningError(
                f"a daemon (process {holder or 'unknown'}) already runs on {place}: stop it first, or give this one "
                "another store"
            )
        os.truncate(handle, 0)  # what a daemon that was killed has left
        lock = DaemonLock(handle)
        lock.note(None)
        yield lock


def daemon_at_work(place: str) -> DaemonAtWork | None:
    """The daemon that holds the store at ``place``, or None."""
    try:
        handle = os.open(f"{place}.lock", os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        process, trouble, fault = _said(handle)
        return DaemonAtWork(int(process), trouble, fault) if process.isdigit() else None
    finally:
        os.close(handle)
    return None


def _line(trouble: Trouble | None) -> str:
    if trouble is None:
        return ""
    since = trouble.since.isoformat() if trouble.since else None
    return json.dumps([trouble.what, since, trouble.reason])


def _said(handle: int) -> tuple[str, Trouble | None, Trouble | None]:
    """What a lock file says of its daemon; one that is just being written says no trouble."""
    process, *told = os.pread(handle, _MOST, 0).decode(errors="replace").split("\n")
    trouble, fault, *_ = (*map(_read, told), None, None)
    return process.strip(), trouble, fault


def _read(line: str) -> Trouble | None:
    try:
        what, since, reason = json.loads(line)
        return Trouble(what, datetime.fromisoformat(since) if since else None, reason)
    except ValueError:
        return None


@contextmanager
def only_sender(database: Path | None) -> Iterator[bool]:
    """Tell whether this is now the one sender of a store's mail; a store in memory (None) has no other."""
    if database is None:
        yield True
        return
    with _lock_file(database.with_name(f"{database.name}.outbox.lock")) as handle:
        yield _has_locked(handle)


@contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
    try:
        yield handle
    finally:
        os.close(handle)  # the lock goes with the handle; the file stays, so that nobody locks another inode


def _has_locked(handle: int, tries: int = 1) -> bool:
    for attempt in range(tries):
        if attempt:
            time.sleep(_GLANCE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return True
    return False
